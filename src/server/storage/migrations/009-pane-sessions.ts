import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Sessions of the task pane. Each is a row of `sessions`, kind `pane`, so that whoever ends a user's sessions ends these
 * too, servers of the version before included (which know no such kind, and let nobody in by one); the rest hangs on it.
 */
export const paneSessions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE sessions DROP CONSTRAINT sessions_kind_check`.execute(db);
    await sql`
      ALTER TABLE sessions ADD CONSTRAINT sessions_kind_check CHECK (kind IN ('cookie', 'token', 'pane'))
    `.execute(db);
    await sql`
      CREATE TABLE pane_codes (
        secret_hash bytea PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        expires_at timestamptz NOT NULL
      )
    `.execute(db);
    await sql`CREATE INDEX pane_codes_user ON pane_codes (user_id)`.execute(db);
    await sql`
      CREATE TABLE pane_renewals (
        session_id uuid PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
        secret_hash bytea NOT NULL,
        previous_hash bytea,
        salt bytea NOT NULL,
        renewed_at timestamptz NOT NULL
      )
    `.execute(db);
    await sql`
      CREATE TABLE pane_tokens (
        secret_hash bytea PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        expires_at timestamptz NOT NULL
      )
    `.execute(db);
    await sql`CREATE INDEX pane_tokens_session ON pane_tokens (session_id)`.execute(db);
  },
};
