import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The fields that a link's bases tell something of. Null on links that no worker which knows of it has planned: those
 * agreed on what was synchronised before (see ledger/rows.ts). Workers that don't know the column leave it as it is.
 */
export const agreedFields: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE links ADD COLUMN agreed_fields json`.execute(db);
  },
};
