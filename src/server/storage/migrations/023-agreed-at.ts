import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Since when a link's bases hold what they hold, by the database's clock, and what of them is older. Null on links that agreed before
 * this was noted.
 */
export const agreedAt: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE links ADD COLUMN agreed_at timestamptz, ADD COLUMN agreed_older json`.execute(db);
  },
};
