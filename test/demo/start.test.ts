import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOutlook } from '../../src/demo/open-outlook.ts';
import { startDemo } from '../../src/demo/start.ts';
import { startSandbox } from '../../src/sandbox/main.ts';
import { readConfig } from '../../src/server/config.ts';
import { ownTls } from '../../src/server/tls.ts';
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
  const ports = { sandbox: 0, outlook: 0, addIn: 0 };
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
    await expect(startDemo(config(), { ...ports, sandbox: port }, () => undefined)).rejects.toThrow(
      `Port ${port} is in use: choose another with SANDBOX_PORT=…`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('names the setting of Outlook when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const sandbox = await startSandbox({ users: [] });
    const tls = { ...config(), dataDir };
    await ownTls(dataDir, new Date());
    const open = (outlook: number, addIn: number) =>
      openOutlook(sandbox, tls, 'https://localhost:1', { outlook, addIn });
    await expect(open(port, 0)).rejects.toThrow('choose another with SANDBOX_OUTLOOK_PORT=…');
    await expect(open(0, port)).rejects.toThrow('choose another with SANDBOX_ADDIN_PORT=…');
    await sandbox.stop();
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
    await expect(startDemo(config(), ports, interrupt, controller.signal)).rejects.toBe(reason);
    expect(said.at(-1)).toMatch(/^Loading/);
    expect(existsSync(join(dataDir, 'demo-loaded'))).toBe(false);
    expect(await count('mailboxes')).toBe(0);

    const demo = await startDemo(config(), ports, () => undefined);
    await demo.stop();
    expect(existsSync(join(dataDir, 'demo-loaded'))).toBe(true);
    expect(await count('users')).toBe(1 + demo.file.accounts.length);
    // One each, and Ben's mails.
    expect(await count('mailboxes')).toBe(4);
    expect(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))).toEqual(demo.file);
  }, 120_000);
});
