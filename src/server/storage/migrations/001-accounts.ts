import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** People's accounts. */
export const accounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        username text NOT NULL,
        display_name text NOT NULL,
        email text,
        addresses text[] NOT NULL DEFAULT '{}',
        role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
        password_hash text,
        locale text NOT NULL DEFAULT 'en',
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        version bigint NOT NULL DEFAULT 1
      )
    `.execute(db);
    await sql`CREATE UNIQUE INDEX users_username ON users (lower(username))`.execute(db);
    await sql`CREATE INDEX users_addresses ON users USING gin (addresses)`.execute(db);
  },
};
