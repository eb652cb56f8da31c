import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { requestPump } from '../../../src/server/storage/pump-requests.ts';
import { insertMailbox } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

const STEPS = 60;

describe('two worker processes', () => {
  let database: TestDatabase;
  const processes: Started[] = [];

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map(({ child }) => end(child)));
  });
  afterAll(() => database.close());

  const start = async (count: number, steps = STEPS): Promise<void> => {
    while (count-- > 0) processes.push(await startProcess(database.url, steps));
  };
  const requested = async (): Promise<string> => {
    const id = await insertMailbox(database.db);
    await database.db.updateTable('mailboxes').set({ state: 'ok' }).where('id', '=', id).execute();
    await requestPump(database.db, { mailboxIds: [id] });
    return id;
  };
  const begin = async (): Promise<string> => {
    await start(2);
    return requested();
  };
  /** Ends it as a crash would; returns when the mailbox went on without it, milliseconds later. */
  const kill = async (id: string, { child }: Started): Promise<number> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    const before = (await steps(id)).length;
    const killedAt = Date.now();
    await until(async () => (await steps(id)).length > before);
    return Date.now() - killedAt;
  };
  const steps = async (id: string): Promise<readonly { step: number; pid: number }[]> => {
    const rows = await database.db
      .selectFrom('history')
      .select('event')
      .where('mailbox_id', '=', id)
      .orderBy('id')
      .execute();
    return rows.map(({ event }) => {
      const [step, pid] = event.split(' ').map(Number);
      return { step: step ?? 0, pid: pid ?? 0 };
    });
  };
  const holder = async (id: string): Promise<{ holder: Started; others: readonly Started[] }> => {
    await until(async () => (await steps(id)).length > 5);
    const pid = (await steps(id))[0]?.pid;
    const found = processes.find(({ child }) => child.pid === pid);
    if (found === undefined) throw new Error('One of the two must have begun');
    return { holder: found, others: processes.filter((other) => other !== found) };
  };
  const EVERY_STEP_ONCE = Array.from({ length: STEPS }, (_, index) => index + 1);

  it('replace one that is killed, within 20 seconds; nothing is lost or doubled', async () => {
    const id = await begin();
    const { holder: first } = await holder(id);
    expect(await kill(id, first)).toBeLessThan(20_000);
    await until(async () => (await steps(id)).length >= STEPS);
    expect((await steps(id)).map(({ step }) => step)).toEqual(EVERY_STEP_ONCE);
    expect(new Set((await steps(id)).map(({ pid }) => pid)).size).toBe(2);
  }, 60_000);

  it('replace one that is killed, even one that was at work when the other joined', async () => {
    // More than it has time for: it is still at it when it is killed.
    await start(1, 10_000);
    const id = await requested();
    // The queue's own statistics are a second old at most; what it believes of the mailbox is settled by then.
    await until(async () => (await steps(id)).length > 30);
    await start(1, 10_000);
    const { holder: first } = await holder(id);
    expect(await kill(id, first)).toBeLessThan(20_000);
  }, 60_000);

  it('replace one that hangs; when it wakes up it can do nothing', async () => {
    const id = await begin();
    const { holder: first } = await holder(id);
    first.child.kill('SIGSTOP');
    const before = (await steps(id)).length;
    await until(async () => (await steps(id)).length > before + 5);
    first.child.kill('SIGCONT');
    await until(async () => (await steps(id)).length >= STEPS);
    await until(() => first.output().includes('LeaseLost'));
    expect((await steps(id)).map(({ step }) => step)).toEqual(EVERY_STEP_ONCE);
  }, 60_000);
});

interface Started {
  readonly child: ChildProcess;
  output(): string;
}

async function startProcess(url: string, steps: number): Promise<Started> {
  const hooks = join(import.meta.dirname, '../../support/register-typescript.js');
  const program = join(import.meta.dirname, 'worker-process.ts');
  const child = spawn(process.execPath, ['--import', hooks, program, url, String(steps)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await until(() => {
    if (child.exitCode !== null) throw new Error(output);
    return output.includes('started');
  });
  return { child, output: () => output };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(patience);
}
