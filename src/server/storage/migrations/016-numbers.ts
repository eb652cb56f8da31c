import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Records are found by their numbers, whatever the case. */
export const numbers: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE INDEX records_by_number ON records (lower(number), type) WHERE number <> '' AND deleted_at IS NULL
    `.execute(db);
  },
};
