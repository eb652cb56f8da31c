import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase, type OpenDatabase } from '../../src/server/storage/database.ts';
import { startEmbedded } from '../../src/server/storage/embedded.ts';
import { migrate } from '../../src/server/storage/migrations/index.ts';
import { onceARun } from './once-a-run.ts';

/** A database of the suite's own, migrated and empty. */
export interface TestDatabase extends OpenDatabase {
  /** Closes the pool and drops the database, whoever is still connected. */
  close(): Promise<void>;
}

interface RunningServer {
  /** Ends with `/`; a database's name follows. */
  readonly url: string;
  readonly guardianPid: number;
}

const TEMPLATE = 'liaison_template';
/** Under this name global-teardown.js finds what is to be ended. */
const SERVER = 'server';

/**
 * Gives a suite its database (a copy of a migrated template: some 50 ms) on the one embedded server of this jest run.
 * Call it in `beforeAll` and `close` in `afterAll`. `empty` leaves out the migrations.
 */
export async function testDatabase(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const server = await sharedServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = options.empty === true ? '' : ` TEMPLATE ${TEMPLATE}`;
  await execute(server, `CREATE DATABASE ${name}${template}`);
  const database = openDatabase({ url: `${server.url}${name}` });
  return {
    ...database,
    async close() {
      await database.close();
      await execute(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** The run's server; the first worker process that asks starts it, the others wait. */
async function sharedServer(): Promise<RunningServer> {
  const made = await onceARun(SERVER, async (folder) => JSON.stringify(await startServer(folder)));
  return JSON.parse(made) as RunningServer;
}

async function startServer(folder: string): Promise<RunningServer> {
  const { url, guardianPid } = await startEmbedded({
    dataDir: folder,
    durable: false,
    // The worker process that starts it may end before the others.
    watchedPid: Number(process.env['LIAISON_TEST_PID']),
    settings: ['max_connections=300'],
  });
  const server = { url: url.slice(0, url.lastIndexOf('/') + 1), guardianPid };
  await execute(server, `CREATE DATABASE ${TEMPLATE}`);
  const template = openDatabase({ url: `${server.url}${TEMPLATE}` });
  await migrate(template.db);
  await template.close();
  return server;
}

async function execute(server: RunningServer, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server.url}postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
