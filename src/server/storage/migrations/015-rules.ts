import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What administrators decide for everybody: rules in their order, and the most that may be shown of private items. Links
 * remember items that were there before the start.
 */
export const rules: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE rules (
        id uuid PRIMARY KEY,
        position integer NOT NULL,
        name text NOT NULL,
        active boolean NOT NULL,
        conditions json NOT NULL,
        effect json NOT NULL,
        version bigint NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )
    `.execute(db);
    await sql`
      CREATE TABLE policy (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        privacy text NOT NULL DEFAULT 'in' CHECK (privacy IN ('out', 'busy', 'in')),
        version bigint NOT NULL DEFAULT 1
      )
    `.execute(db);
    await sql`INSERT INTO policy DEFAULT VALUES`.execute(db);
    await sql`ALTER TABLE links ADD COLUMN untouched json`.execute(db);
  },
};
