import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './tables.ts';

/** How a database is reached. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/name`. A secret: never logged. */
  readonly url: string;
  /** Most connections at once; default 10. */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** Told of idle connections that broke; the pool replaces them by itself. */
  readonly onError?: (error: Error) => void;
}

/** An open database: queries through `db`, `url` for those who need a connection of their own (LISTEN, jobs). */
export interface OpenDatabase {
  readonly db: Kysely<Database>;
  readonly url: string;
  /** Asks the database the least that can be asked; rejects when it does not answer. */
  ping(): Promise<void>;
  /** Waits for running queries and closes every connection. */
  close(): Promise<void>;
}

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 10,
    application_name: options.applicationName ?? 'liaison',
    connectionTimeoutMillis: 15_000,
    // A process that was stopped in the middle of a transaction must not keep its locks from its successor.
    idle_in_transaction_session_timeout: 15_000,
  });
  // Without listeners a connection that breaks would end the process: the pool's hears of idle ones, the client's of one
  // that is in use, whose query fails as well.
  pool.on('error', (error) => options.onError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    url: options.url,
    async ping() {
      await sql`SELECT 1`.execute(db);
    },
    close: () => db.destroy(),
  };
}
