import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../../src/demo/start.ts';
import { readConfig } from '../../src/server/config.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

describe('the demo', () => {
  let database: TestDatabase;
  let dataDir: string;
  beforeAll(async () => {
    database = await testDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'liaison-demo-'));
  });
  afterAll(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });
  const config = () =>
    readConfig({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url, LOG_LEVEL: 'warn' });
  const count = async (table: 'users' | 'records' | 'mailboxes') => {
    const { db } = database;
    return (await db.selectFrom(table).select('id').execute()).length;
  };

  it('names the setting when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startDemo(config(), port, () => undefined)).rejects.toThrow(
      `Port ${port} is in use: choose another with SANDBOX_PORT=…`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('that is stopped while it tells its story stops cleanly, and goes on with it at the next start', async () => {
    const controller = new AbortController();
    const reason = new Error('asked to stop');
    const said: string[] = [];
    const interrupt = (what: string) => {
      said.push(what);
      if (what.startsWith('Loading')) setImmediate(() => controller.abort(reason));
    };
    await expect(startDemo(config(), 0, interrupt, controller.signal)).rejects.toBe(reason);
    expect(said.at(-1)).toMatch(/^Loading/);
    expect(existsSync(join(dataDir, 'demo-loaded'))).toBe(false);
    expect(await count('mailboxes')).toBe(0);

    const demo = await startDemo(config(), 0, () => undefined);
    await demo.stop();
    expect(existsSync(join(dataDir, 'demo-loaded'))).toBe(true);
    expect(await count('users')).toBe(1 + demo.file.accounts.length);
    expect(await count('mailboxes')).toBe(2);
    expect(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))).toEqual(demo.file);
  }, 120_000);
});
