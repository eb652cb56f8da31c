import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Links that look like others and wait for a person; nothing was looked at in this way before. */
export const lookalikes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE links ADD COLUMN lookalike text, ADD COLUMN lookalike_key bytea`.execute(db);
    await sql`
      CREATE INDEX links_lookalikes ON links (mailbox_id, lookalike_key) WHERE lookalike_key IS NOT NULL
    `.execute(db);
  },
};
