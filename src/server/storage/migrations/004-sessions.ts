import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Sessions, tokens and idempotency keys. */
export const sessions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      ALTER TABLE users
        ADD COLUMN active boolean NOT NULL DEFAULT true,
        ADD COLUMN time_zone text NOT NULL DEFAULT 'Etc/UTC'
    `.execute(db);
    await sql`
      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('cookie', 'token')),
        name text NOT NULL DEFAULT '',
        secret_hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        expires_at timestamptz NOT NULL
      )
    `.execute(db);
    await sql`CREATE INDEX sessions_user ON sessions (user_id, kind, id)`.execute(db);
    await sql`CREATE INDEX sessions_expiry ON sessions (expires_at)`.execute(db);
    await sql`
      CREATE TABLE idempotency_keys (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        key text NOT NULL,
        request_hash bytea NOT NULL,
        resource_id uuid NOT NULL,
        status integer,
        headers jsonb NOT NULL DEFAULT '{}',
        body text,
        started_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, key)
      )
    `.execute(db);
    await sql`CREATE INDEX idempotency_keys_age ON idempotency_keys (started_at)`.execute(db);
  },
};
