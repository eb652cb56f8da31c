import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import type { OpenDatabase } from '../../../src/server/storage/database.ts';
import type { Database } from '../../../src/server/storage/tables.ts';
import { testDatabase } from '../../support/database.ts';
import { troubledPool, type Trouble } from './database-line.ts';

/** The PostgreSQL of stories, one after the other: it keeps the story's time, and can forget everything. */
export interface StoryDatabase extends OpenDatabase {
  /** The same as one process has it, with what goes wrong on its line. */
  asSeenBy(trouble: Trouble): OpenDatabase;
  /** Empties every table; from now on it has this clock (epoch milliseconds). */
  begin(now: () => number): Promise<void>;
  /** From now on it is another database, as after a backup was restored: cursors of the feed mean nothing any more. */
  forgetCursors(): void;
  /** Every row of every table, as text, by table. */
  dump(): Promise<ReadonlyMap<string, readonly string[]>>;
}

/**
 * Functions that stand in front of PostgreSQL's own. Sequences, as they belong to no transaction: the story's time goes on
 * inside one, too.
 */
const STORY = `
  CREATE SCHEMA story;
  CREATE SEQUENCE story.clock MINVALUE 0;
  CREATE SEQUENCE story.generation MINVALUE 0;
  CREATE FUNCTION story.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS
    'SELECT to_timestamp(last_value / 1000.0) FROM story.clock';
  CREATE FUNCTION story.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT story.clock_timestamp()';
  CREATE FUNCTION story.pg_control_system(OUT system_identifier bigint, OUT pg_control_version integer) LANGUAGE sql AS
    'SELECT last_value, 1 FROM story.generation';
`;

/** Defaults were bound to PostgreSQL's own clock when their tables were made. */
const DEFAULTS = `
  SELECT format('ALTER TABLE %I ALTER %I SET DEFAULT story.now()', table_name, column_name) AS statement
  FROM information_schema.columns WHERE table_schema = 'public' AND column_default = 'now()'
`;

const TABLES = `
  SELECT table_name AS name FROM information_schema.tables
  WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'kysely%' ORDER BY 1
`;

/** Opens one, empty. */
export async function openStoryDatabase(): Promise<StoryDatabase> {
  const made = await testDatabase();
  const tables = await prepare(made.url);
  const pool = new pg.Pool({ connectionString: made.url, max: 8, idleTimeoutMillis: 0 });
  pool.on('error', () => undefined);
  let clock = (): number => Date.now();
  let generation = 1;
  let told = '';
  /** Tells the database what time it is, when that has changed by as much as anybody could notice. */
  const tell = async (client: pg.PoolClient): Promise<void> => {
    const [time, era] = [Math.floor(clock() / 500) * 500, generation];
    const news = `${String(time)} ${String(era)}`;
    if (news === told) return;
    told = news;
    await client.query("SELECT setval('story.clock', $1), setval('story.generation', $2)", [time, era]);
  };
  const asSeenBy = (trouble: Trouble | null): OpenDatabase => {
    const db = kyselyOn(troubledPool(pool, tell, trouble));
    return { db, url: made.url, ping: () => Promise.resolve(), close: () => Promise.resolve() };
  };
  return {
    ...asSeenBy(null),
    asSeenBy,
    begin: async (now) => {
      clock = now;
      generation += 1;
      const emptied = tables
        .filter(({ isEmpty }) => isEmpty)
        .map(({ name }) => `DELETE FROM ${name};`)
        .join(' ');
      await pool.query(`SET session_replication_role = replica; ${emptied} RESET session_replication_role;`);
    },
    forgetCursors: () => {
      generation += 1;
    },
    dump: async () => {
      const each = tables.map(({ name }) => `SELECT '${name}' AS name, t::text AS row FROM ${name} t`);
      const { rows } = await pool.query<{ name: string; row: string }>(each.join(' UNION ALL '));
      const found = new Map<string, string[]>(tables.map(({ name }) => [name, []]));
      for (const { name, row } of rows) found.get(name)?.push(row);
      return found;
    },
    close: async () => {
      await pool.end();
      await made.close();
    },
  };
}

interface Table {
  readonly name: string;
  /** Whether there is nothing in it at first. */
  readonly isEmpty: boolean;
}

/** Puts the story's functions in front, and looks which tables there are. */
async function prepare(url: string): Promise<readonly Table[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(STORY);
    const defaults = await client.query<{ statement: string }>(DEFAULTS);
    for (const { statement } of defaults.rows) await client.query(statement);
    await client.query(
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = story, public, pg_catalog', current_database()); END $$",
    );
    const { rows } = await client.query<{ name: string }>(TABLES);
    const tables: Table[] = [];
    for (const { name } of rows) {
      const { rowCount } = await client.query(`SELECT FROM ${name} LIMIT 1`);
      tables.push({ name, isEmpty: rowCount === 0 });
    }
    return tables;
  } finally {
    await client.end();
  }
}

function kyselyOn(pool: PostgresPool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
