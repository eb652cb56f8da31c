import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What synchronisation would do to a mailbox that waits to be started: the last answer for each, item by item. */
export const rehearsals: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE rehearsals (
        id uuid PRIMARY KEY,
        mailbox_id uuid NOT NULL UNIQUE REFERENCES mailboxes (id) ON DELETE CASCADE,
        started_at timestamptz NOT NULL DEFAULT now(),
        beat_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        phase text,
        done integer NOT NULL DEFAULT 0,
        summary json NOT NULL DEFAULT '{}',
        error json
      )
    `.execute(db);
    await sql`
      CREATE TABLE rehearsal_items (
        rehearsal_id uuid NOT NULL REFERENCES rehearsals (id) ON DELETE CASCADE,
        n integer NOT NULL,
        outcome text NOT NULL,
        differs boolean NOT NULL,
        document json NOT NULL,
        PRIMARY KEY (rehearsal_id, n)
      )
    `.execute(db);
    await sql`CREATE INDEX rehearsal_items_by_outcome ON rehearsal_items (rehearsal_id, outcome, n)`.execute(
      db,
    );
  },
};
