import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import type { OpenDatabase } from '../../../src/server/storage/database.ts';
import type { Database } from '../../../src/server/storage/tables.ts';

/** A way to a database that notes what goes along it. */
export interface NotedDatabase extends OpenDatabase {
  /** The transactions since the last call, each as its statements; a statement on its own is one, too. */
  transactions(): readonly (readonly string[])[];
}

/** Another way to the database of this URL. */
export function notedDatabase(url: string): NotedDatabase {
  const pool = new pg.Pool({ connectionString: url });
  const transactions: string[][] = [];
  const noted: PostgresPool = {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => noting(await pool.connect(), transactions) as never,
  };
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: noted }) });
  return {
    ...{ db, url, ping: () => Promise.resolve(), close: () => db.destroy() },
    transactions: () => transactions.splice(0),
  };
}

function noting(client: pg.PoolClient, transactions: string[][]) {
  let open: string[] | null = null;
  const note = (text: string): void => {
    if (/^(begin|start transaction)/i.test(text)) transactions.push((open = []));
    else if (/^(commit|rollback)/i.test(text)) open = null;
    else if (open === null) transactions.push([text]);
    else open.push(text);
  };
  return {
    release: () => {
      client.release();
    },
    query: (text: string, parameters: readonly unknown[]) => {
      note(text);
      return client.query(text, [...parameters]);
    },
  };
}
