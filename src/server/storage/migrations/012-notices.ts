import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What owners and administrators are told of: one row per mailbox and cause, however many items it concerns. */
export const notices: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE notices (
        mailbox_id uuid NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
        kind text NOT NULL,
        detail text COLLATE "C" NOT NULL,
        parameters json NOT NULL,
        items integer NOT NULL,
        since timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        closed_at timestamptz,
        told text[] NOT NULL DEFAULT '{}',
        done boolean NOT NULL DEFAULT false,
        PRIMARY KEY (mailbox_id, kind, detail)
      )
    `.execute(db);
    await sql`CREATE INDEX notices_open ON notices (due_at) WHERE closed_at IS NULL AND NOT done`.execute(db);
  },
};
