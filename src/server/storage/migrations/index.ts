import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from '../tables.ts';
import { accounts } from './001-accounts.ts';
import { records } from './002-records.ts';
import { ledger } from './003-ledger.ts';
import { sessions } from './004-sessions.ts';
import { pumpRequests } from './005-pump-requests.ts';
import { userEmails } from './006-user-emails.ts';
import { conflicts } from './007-conflicts.ts';
import { messages } from './008-messages.ts';
import { paneSessions } from './009-pane-sessions.ts';
import { marks } from './010-marks.ts';
import { search } from './011-search.ts';
import { notices } from './012-notices.ts';
import { agreedFields } from './013-agreed-fields.ts';
import { sourceGuard } from './014-source-guard.ts';
import { rules } from './015-rules.ts';
import { numbers } from './016-numbers.ts';
import { lookalikes } from './017-lookalikes.ts';
import { retention } from './018-retention.ts';
import { doubtfulFields } from './019-doubtful-fields.ts';
import { rehearsals } from './020-rehearsals.ts';
import { untold } from './021-untold.ts';
import { quietUntil } from './022-quiet-until.ts';
import { agreedAt } from './023-agreed-at.ts';

/** Every migration in its order. Forward only: what was released is never edited, a new file is added. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-accounts': accounts,
  '002-records': records,
  '003-ledger': ledger,
  '004-sessions': sessions,
  '005-pump-requests': pumpRequests,
  '006-user-emails': userEmails,
  '007-conflicts': conflicts,
  '008-messages': messages,
  '009-pane-sessions': paneSessions,
  '010-marks': marks,
  '011-search': search,
  '012-notices': notices,
  '013-agreed-fields': agreedFields,
  '014-source-guard': sourceGuard,
  '015-rules': rules,
  '016-numbers': numbers,
  '017-lookalikes': lookalikes,
  '018-retention': retention,
  '019-doubtful-fields': doubtfulFields,
  '020-rehearsals': rehearsals,
  '021-untold': untold,
  '022-quiet-until': quietUntil,
  '023-agreed-at': agreedAt,
};

/**
 * Brings the schema up to date, in one transaction and under an advisory lock (Kysely's), so that any number of
 * processes may call it at once. Returns the names of the migrations that this call carried out.
 */
export async function migrate(db: Kysely<Database>): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'unknown';
    throw new Error(`Migration ${failed} failed`, { cause: error });
  }
  return (results ?? []).map((result) => result.migrationName);
}
