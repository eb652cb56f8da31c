import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What nobody needs any more is found by its age: ended links, and what was kept for users whose assignment ended. */
export const retention: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX links_ended ON links (state_since) WHERE state = 'ended'`.execute(db);
    await sql`ALTER TABLE appointment_users ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now()`.execute(
      db,
    );
    await sql`CREATE INDEX appointment_users_left ON appointment_users (changed_at) WHERE last_item IS NOT NULL`.execute(
      db,
    );
  },
};
