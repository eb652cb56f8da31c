import type { AccountTables } from './tables/accounts.ts';
import type { LedgerTables } from './tables/ledger.ts';
import type { MessageTables } from './tables/messages.ts';
import type { RehearsalTables } from './tables/rehearsals.ts';
import type { RecordTables } from './tables/records.ts';
import type { PolicyTables } from './tables/rules.ts';
import type { SessionTables } from './tables/sessions.ts';

/** Every table of the database, by name, as Kysely needs it. */
export interface Database
  extends
    AccountTables,
    PolicyTables,
    RecordTables,
    MessageTables,
    LedgerTables,
    RehearsalTables,
    SessionTables {}
