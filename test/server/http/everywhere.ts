import { sql } from 'kysely';
import type { TestDatabase } from '../../support/database.ts';

/** Tables of which some row contains this text, wherever it is. */
export async function everywhereInDatabase({ db }: TestDatabase, text: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
  `.execute(db);
  const found: string[] = [];
  for (const { name } of rows) {
    const hits = await sql`SELECT FROM ${sql.raw(name)} t WHERE strpos(t::text, ${text}) > 0`.execute(db);
    if (hits.rows.length > 0) found.push(name);
  }
  return found;
}
