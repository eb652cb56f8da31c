import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { openDatabase } from '../../src/server/storage/database.ts';
import type { OpenDatabase } from '../../src/server/storage/database.ts';
import { startEmbedded } from '../../src/server/storage/embedded.ts';
import { migrate } from '../../src/server/storage/migrations/index.ts';
import { temporaryFolder } from '../support/program.ts';

/** A PostgreSQL of the benchmark's own, as durable as the one that Liaison starts for itself. */
export interface BenchDatabases {
  /** An empty, migrated database. */
  fresh(): Promise<OpenDatabase>;
  end(): Promise<void>;
}

const TEMPLATE = 'bench_template';

/** Starts it. */
export async function startDatabases(): Promise<BenchDatabases> {
  const folder = await temporaryFolder();
  const dataDir = join(folder.path, 'data');
  await mkdir(dataDir);
  const server = await startEmbedded({ dataDir });
  const root = server.url.slice(0, server.url.lastIndexOf('/') + 1);
  const administrator = openDatabase({ url: `${root}postgres`, poolSize: 1 });
  const execute = async (statement: string): Promise<void> => {
    await administrator.db.executeQuery(CompiledQuery.raw(statement));
  };
  await execute(`CREATE DATABASE ${TEMPLATE}`);
  const template = openDatabase({ url: `${root}${TEMPLATE}` });
  await migrate(template.db);
  await template.close();
  let count = 0;
  return {
    async fresh() {
      count += 1;
      const name = `bench_${count}`;
      await execute(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
      return openDatabase({ url: `${root}${name}` });
    },
    async end() {
      await administrator.close();
      await server.stop();
      await folder.remove();
    },
  };
}
