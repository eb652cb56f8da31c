import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A link knows what others were last told of a meeting that was written without telling them. */
export const untold: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE links ADD COLUMN untold json NOT NULL DEFAULT 'null'`.execute(db);
  },
};
