import { sql, type Kysely } from 'kysely';
import { addEntries, addWords } from '../../../src/server/storage/records/tokens.ts';
import { isWord, sortName } from '../../../src/server/storage/records/words.ts';
import type { Database } from '../../../src/server/storage/tables.ts';
import { population, type Entry } from './population.ts';

/** Who asks: one who may see everything, one who may see a tenth, and one who may see a thousandth. */
export interface Askers {
  readonly all: string;
  readonly tenth: string;
  readonly thousandth: string;
}

/** Whose records they are; asks nothing. */
const OWNER = '01900000-0000-7000-9000-000000000000';
const BATCH = 10_000;
const TABLES = ['records', 'record_addresses', 'record_domains', 'record_tokens', 'search_words'];

/**
 * Fills an empty database with so many persons and all that belongs to them. What `createRecord` writes is written, in
 * batches, and indexes are made at the end.
 */
export async function load(
  db: Kysely<Database>,
  persons: number,
  say: (what: string) => void,
): Promise<Askers> {
  const askers = await insertAskers(db);
  await db.connection().execute(async (connection) => {
    // Foreign keys are checked by triggers, which rest.
    await sql`SET session_replication_role = replica`.execute(connection);
    await sql`SET synchronous_commit = off`.execute(connection);
    await sql`SET maintenance_work_mem = '512MB'`.execute(connection);
    const rebuild = await withoutIndexes(connection);
    const words = new Set<string>();
    let batch: Entry[] = [];
    let done = 0;
    for (const entry of population(persons)) {
      batch.push(entry);
      for (const token of entry.tokens) if (isWord(token)) words.add(token);
      if (batch.length < BATCH) continue;
      await insertBatch(connection, askers, batch);
      done += batch.length;
      if (done % 200_000 === 0) say(`${String(done)} records`);
      batch = [];
    }
    await insertBatch(connection, askers, batch);
    say(`${String(words.size)} distinct words; making indexes`);
    await addWords(connection, [...words]);
    for (const statement of rebuild) await sql.raw(statement).execute(connection);
    await sql`RESET session_replication_role`.execute(connection);
    for (const table of TABLES) await sql`VACUUM (ANALYZE) ${sql.table(table)}`.execute(connection);
    await sql`CHECKPOINT`.execute(connection);
  });
  return askers;
}

async function insertAskers(db: Kysely<Database>): Promise<Askers> {
  const askers = {
    all: '01900000-0000-7000-9000-000000000001',
    tenth: '01900000-0000-7000-9000-000000000002',
    thousandth: '01900000-0000-7000-9000-000000000003',
  };
  for (const [name, id] of Object.entries({ owner: OWNER, ...askers })) {
    await sql`INSERT INTO users (id, username, display_name) VALUES (${id}::uuid, ${name}, ${name})`.execute(
      db,
    );
  }
  return askers;
}

/** Drops the indexes of what is filled, but the one that foreign keys stand on; returns the statements that make them again. */
async function withoutIndexes(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ drop: string; make: string }>`
    SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX %I', i.relname)
        ELSE format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, c.conname) END AS drop,
      CASE WHEN c.oid IS NULL THEN pg_get_indexdef(x.indexrelid)
        ELSE format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid)) END AS make
    FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype = 'p'
    WHERE t.relname = ANY (${TABLES}::text[]) AND i.relname <> 'records_pkey'
  `.execute(db);
  for (const { drop } of rows) await sql.raw(drop).execute(db);
  return rows.map(({ make }) => make);
}

/** One may see everything, two others a tenth and a thousandth of the clients: walls inside the firm. */
function readers({ wall }: Entry, { all, tenth, thousandth }: Askers): string {
  if (wall < 100) return `{${all},${tenth}}`;
  return wall === 999 ? `{${all},${thousandth}}` : `{${all}}`;
}

async function insertBatch(db: Kysely<Database>, askers: Askers, entries: readonly Entry[]): Promise<void> {
  const rows = entries.map((entry) => {
    const { addresses, domains, ...columns } = entry.columns;
    const { id, type } = entry;
    return {
      id,
      type,
      readers: readers(entry, askers),
      ...columns,
      sort_name: sortName(columns.name),
      addresses,
      domains,
    };
  });
  await sql`
    WITH input AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(
        id uuid, type text, readers uuid[], name text, sort_name text, number text, status text,
        company_id uuid, data jsonb, addresses text[], domains text[])
    ), addresses AS (
      INSERT INTO record_addresses (record_id, address, position)
      SELECT id, a.address, a.n FROM input CROSS JOIN LATERAL unnest(addresses) WITH ORDINALITY AS a(address, n)
    ), domains AS (
      INSERT INTO record_domains (record_id, domain) SELECT id, unnest(domains) FROM input
    )
    INSERT INTO records (id, type, owner_id, readers, created_at, updated_at, name, sort_name, number, status,
      company_id, data)
    SELECT id, type, ${OWNER}::uuid, readers, now(), now(), name, sort_name, number, status, company_id, data
    FROM input
  `.execute(db);
  await addEntries(db, entries);
}
