import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Records that a meeting shall be linked with once it has one itself, and what users say of single items: synchronise it, or leave it alone. By identity, because it outlives the connection; on
 * the links too, where the engine reads it. Workers that don't know the column leave it as it is.
 */
export const marks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE item_marks (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        identity_key bytea NOT NULL,
        mark text NOT NULL CHECK (mark IN ('on', 'off')),
        marked_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, identity_key)
      )
    `.execute(db);
    await sql`
      CREATE TABLE pending_links (
        link_id uuid NOT NULL REFERENCES links ON DELETE CASCADE,
        record_id uuid NOT NULL REFERENCES records,
        linked_by uuid NOT NULL REFERENCES users,
        linked_at timestamptz NOT NULL,
        PRIMARY KEY (link_id, record_id)
      )
    `.execute(db);
    await sql`ALTER TABLE links ADD COLUMN mark text CHECK (mark IN ('on', 'off'))`.execute(db);
  },
};
