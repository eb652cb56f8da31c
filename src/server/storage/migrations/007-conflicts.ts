import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Conflicts are listed and counted by mailbox. */
export const conflicts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX conflicts_mailbox ON conflicts (mailbox_id, id)`.execute(db);
  },
};
