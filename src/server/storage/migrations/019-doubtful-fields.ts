import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The fields of a link of which nobody can tell whether a server cut them or a person did, and on which side. */
export const doubtfulFields: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE links ADD COLUMN doubtful_fields json`.execute(db);
  },
};
