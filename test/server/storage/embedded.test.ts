import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded, type EmbeddedServer } from '../../../src/server/storage/embedded.ts';
import { until } from '../../support/until.ts';

const HOOKS = join(import.meta.dirname, '../../support/register-typescript.js');
const PROGRAM = join(import.meta.dirname, 'embedded-process.ts');

describe('the embedded server', () => {
  let folder: string;
  const running: EmbeddedServer[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaison-embedded-'));
    chmodSync(folder, 0o755);
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (): Promise<EmbeddedServer> => {
    const server = await startEmbedded({ dataDir: folder, durable: false });
    running.push(server);
    return server;
  };
  const pidFile = () => join(folder, 'postgres', 'postmaster.pid');
  const postmaster = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

  it('keeps its data, listens on the loopback interface alone, and leaves nothing behind', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept (n int)');
    await query(first.url, 'INSERT INTO kept VALUES (7)');
    const [addresses] = await query(first.url, 'SHOW listen_addresses');
    expect(addresses).toEqual({ listen_addresses: '127.0.0.1' });
    await expect(query(first.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    const pids = [postmaster(), first.guardianPid];
    await first.stop();
    await first.stop();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(pidFile())).toBe(false);
    const second = await start();
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('ends with a process that is killed, and the next one recovers', async () => {
    const child = spawn(process.execPath, ['--import', HOOKS, PROGRAM, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const pid = postmaster();
    child.kill('SIGKILL');
    const server = await start();
    expect(isAlive(pid)).toBe(false);
    expect(await query(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('ends the server of a killed guardian', async () => {
    const first = await start();
    const pid = postmaster();
    process.kill(first.guardianPid, 'SIGKILL');
    const second = await start();
    expect(isAlive(pid)).toBe(false);
    expect(await query(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('starts over a stale pid file whose number belongs to another program now', async () => {
    const first = await start();
    const pid = postmaster();
    const before = readFileSync(pidFile(), 'utf8');
    process.kill(first.guardianPid, 'SIGKILL');
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
    writeFileSync(pidFile(), before.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(await query(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('refuses a folder that another one is using', async () => {
    const { clearStaleServer } = await import('../../../src/server/storage/embedded/stale.ts');
    await start();
    await expect(clearStaleServer(join(folder, 'postgres'), 100)).rejects.toThrow('DATA_DIR');
    expect(isAlive(postmaster())).toBe(true);
  });

  it('says what is wrong when it does not start', async () => {
    const server = await start();
    await server.stop();
    writeFileSync(join(folder, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(startEmbedded({ dataDir: folder })).rejects.toThrow('no_such_setting');
  });

  it('works below a folder that only its owner may enter', async () => {
    chmodSync(folder, 0o700);
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir);
    const server = await startEmbedded({ dataDir, durable: false });
    running.push(server);
    expect(await query(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await server.stop();
    const again = await startEmbedded({ dataDir, durable: false });
    running.push(again);
    expect(await query(again.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });
});

async function query(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

/** What has ended but was not waited for by its parent (a container's first process may not) is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}
