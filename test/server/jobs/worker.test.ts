import { Denied, LeaseLost, Unavailable } from '../../../src/sync/errors.ts';
import type { Pump } from '../../../src/sync/settings.ts';
import { openProgressFeed, type PumpProgress } from '../../../src/server/jobs/progress.ts';
import { startWorker, type PumpOutcome, type Worker } from '../../../src/server/jobs/worker.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { requestPump } from '../../../src/server/storage/pump-requests.ts';
import { insertMailbox } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';
import { bareConnection, NOTHING } from './ports.ts';

describe('a worker', () => {
  let database: TestDatabase;
  let worker: Worker | null = null;
  const outcomes: PumpOutcome[] = [];
  const errors: unknown[] = [];

  beforeAll(async () => {
    database = await testDatabase();
  });
  beforeEach(() => {
    outcomes.length = 0;
    errors.length = 0;
  });
  afterEach(async () => {
    await worker?.stop(0);
    worker = null;
    expect(errors).toEqual([]);
    // What a test left to be done is not the next one's.
    await database.db.deleteFrom('pump_requests').execute();
    await database.db.updateTable('mailboxes').set({ state: 'new' }).execute();
  });
  afterAll(() => database.close());

  const start = async (pump: Pump, concurrency = 4): Promise<void> => {
    worker = await startWorker({
      database,
      pump,
      concurrency,
      connect: (mailboxId) => Promise.resolve(bareConnection(mailboxId, createLedger(database.db))),
      onOutcome: (outcome) => outcomes.push(outcome),
      onError: (error) => errors.push(error),
      tickMs: 100,
    });
  };
  const mailbox = async (state: 'new' | 'ok' | 'delayed' | 'stopped' = 'ok'): Promise<string> => {
    const id = await insertMailbox(database.db);
    await database.db.updateTable('mailboxes').set({ state }).where('id', '=', id).execute();
    return id;
  };
  const row = (id: string) =>
    database.db.selectFrom('mailboxes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  it('pumps a mailbox when asked, and once more when asked meanwhile, never twice at a time', async () => {
    const id = await mailbox();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let [now, most] = [0, 0];
    await start(async () => {
      most = Math.max(most, ++now);
      if (outcomes.length === 0) await gate;
      now -= 1;
      return NOTHING;
    });
    await requestPump(database.db, { mailboxIds: [id, id] });
    await until(() => now === 1);
    for (let request = 0; request < 3; request++) await requestPump(database.db, { mailboxIds: [id] });
    await until(async () => (await row(id)).requested_at !== null);
    open();
    await until(() => outcomes.length >= 2);
    await until(async () => (await row(id)).requested_at === null);
    expect(most).toBe(1);
    expect(await row(id)).toMatchObject({ state: 'ok', failures: 0, error: null });
    expect((await row(id)).next_pump_at?.getTime()).toBeGreaterThan(Date.now() + 200_000);
  });

  it('is not held up by a mailbox that is asked for while it is at it', async () => {
    const [busy, other] = [await mailbox(), await mailbox()];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let begun = false;
    await start(async (_ports, lease) => {
      begun = true;
      if (lease.mailboxId === busy) await gate;
      return NOTHING;
    }, 2);
    await requestPump(database.db, { mailboxIds: [busy] });
    await until(() => begun);
    await requestPump(database.db, { mailboxIds: [busy] });
    await until(async () => (await row(busy)).requested_at !== null);
    await requestPump(database.db, { mailboxIds: [other] });
    await until(() => outcomes.length === 1);
    expect(outcomes[0]?.mailboxId).toBe(other);
    open();
    await until(() => outcomes.length === 3);
    expect(outcomes.slice(1).map(({ mailboxId }) => mailboxId)).toEqual([busy, busy]);
  });

  it('pumps all mailboxes of a user, and none that is new or stopped unless a person asks', async () => {
    const [first, fresh, stopped] = [await mailbox(), await mailbox('new'), await mailbox('stopped')];
    const { user_id: user } = await row(first);
    const second = await insertMailbox(database.db, user);
    await database.db.updateTable('mailboxes').set({ state: 'ok' }).where('id', '=', second).execute();
    await start(() => Promise.resolve(NOTHING));
    await requestPump(database.db, { userIds: [user], mailboxIds: [fresh, stopped] });
    await until(() => outcomes.length >= 2);
    expect(new Set(outcomes.map(({ mailboxId }) => mailboxId))).toEqual(new Set([first, second]));
    await requestPump(database.db, { mailboxIds: [stopped], forced: true });
    await until(() => outcomes.length >= 3);
    expect(outcomes[2]?.mailboxId).toBe(stopped);
    await until(async () => (await row(stopped)).state === 'ok');
  });

  it('pumps what is due, and again at the time that a pump named', async () => {
    const id = await mailbox();
    await database.db
      .updateTable('mailboxes')
      .set({ next_pump_at: new Date(0) })
      .where('id', '=', id)
      .execute();
    await start(() =>
      Promise.resolve(outcomes.length < 2 ? { ...NOTHING, retryAt: Date.now() + 50 } : NOTHING),
    );
    await until(() => outcomes.length >= 3);
    await until(async () => ((await row(id)).next_pump_at?.getTime() ?? 0) > Date.now() + 200_000);
  });

  it('comes back later, and ever later, to what fails; stops where a person must act', async () => {
    const [failing, denied, odd] = [await mailbox(), await mailbox(), await mailbox()];
    await start((_ports, lease) => {
      if (lease.mailboxId === failing) {
        const error = { code: 'host-unreachable', parameters: { host: 'calendar.example' } };
        return Promise.resolve({ ...NOTHING, error, retryAt: Date.now() + 1 });
      }
      if (lease.mailboxId === denied) throw new Denied({ code: 'password-refused' }, 'mailbox');
      throw new TypeError('a bug');
    });
    await requestPump(database.db, { mailboxIds: [failing, denied, odd] });
    await until(() => outcomes.length >= 3);
    await until(async () => (await row(failing)).failures > 0);
    const error = { code: 'host-unreachable', parameters: { host: 'calendar.example' } };
    expect(await row(failing)).toMatchObject({ state: 'delayed', error });
    await until(async () => (await row(denied)).state === 'stopped');
    expect(await row(denied)).toMatchObject({ next_pump_at: null, error: { code: 'password-refused' } });
    await until(async () => (await row(odd)).state === 'delayed');
    expect((await row(odd)).error).toEqual({ code: 'internal-error', parameters: {} });
    expect(outcomes.find(({ mailboxId }) => mailboxId === odd)?.thrown).toBeInstanceOf(TypeError);

    // It is tried again by itself.
    await until(async () => (await row(failing)).failures > 1);
  });

  it('writes nothing down for a mailbox that was taken from it', async () => {
    const id = await mailbox();
    await start(() => Promise.reject(new LeaseLost({ code: 'lease-lost' })));
    await requestPump(database.db, { mailboxIds: [id] });
    await until(() => outcomes.length >= 1);
    expect(await row(id)).toMatchObject({ state: 'ok', last_pump_at: null });
  });

  it('ends what is under way when it stops, and asks for it anew', async () => {
    const id = await mailbox();
    let begun = false;
    await start(async ({ ledger }, lease) => {
      begun = true;
      for (;;) {
        await ledger.transaction(lease, (tx) => tx.feed('crm'));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    await requestPump(database.db, { mailboxIds: [id] });
    await until(() => begun);
    await worker?.stop(50);
    worker = null;
    expect(outcomes[0]?.thrown).toBeInstanceOf(LeaseLost);
    await until(async () => {
      const waiting = await database.db.selectFrom('pump_requests').select('mailbox_id').execute();
      return waiting.some(({ mailbox_id }) => mailbox_id === id);
    });
  });

  it('tells how far it is', async () => {
    const id = await mailbox();
    const heard: PumpProgress[] = [];
    const feed = await openProgressFeed({ url: database.url, onError: (error) => errors.push(error) });
    const stop = feed.subscribe(id, (progress) => heard.push(progress));
    feed.subscribe(await mailbox(), (progress) => errors.push(progress));
    await start((ports) => {
      for (let done = 0; done < 1000; done++) ports.onProgress?.({ phase: 'observe-mailbox', done });
      ports.onProgress?.({ phase: 'write', done: 1 });
      return Promise.resolve(NOTHING);
    });
    await requestPump(database.db, { mailboxIds: [id] });
    await until(() => outcomes.length >= 1);
    await until(() => heard.length >= 4 && heard.at(-1)?.phase === null);
    expect(heard[0]).toEqual({ mailboxId: id, phase: null, done: 0 });
    expect(heard[1]).toEqual({ mailboxId: id, phase: 'observe-mailbox', done: 0 });
    expect(heard.at(-2)).toEqual({ mailboxId: id, phase: 'write', done: 1 });
    expect(heard.length).toBeLessThan(20);
    stop();
    await feed.close();
  });

  it('tells of its end when the mailbox is free again', async () => {
    const id = await mailbox();
    const looks: Promise<boolean>[] = [];
    const free = async () => {
      const lease = await database.db
        .selectFrom('leases')
        .selectAll()
        .where('mailbox_id', '=', id)
        .executeTakeFirst();
      return lease?.expires_at == null;
    };
    const feed = await openProgressFeed({ url: database.url, onError: (error) => errors.push(error) });
    feed.subscribe(id, () => looks.push(free()));
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    await start(async () => {
      await gate;
      return NOTHING;
    });
    await requestPump(database.db, { mailboxIds: [id] });
    await until(() => looks.length === 1);
    expect(await looks[0]).toBe(false);
    open();
    await until(() => looks.length === 2);
    expect(await looks[1]).toBe(true);
    await feed.close();
  });

  it('reports an unreachable account found while connecting', async () => {
    const id = await mailbox();
    worker = await startWorker({
      database,
      pump: () => Promise.resolve(NOTHING),
      connect: () => Promise.reject(new Unavailable({ code: 'host-unreachable' }, 'none')),
      onOutcome: (outcome) => outcomes.push(outcome),
      onError: (error) => errors.push(error),
    });
    await requestPump(database.db, { mailboxIds: [id] });
    await until(async () => (await row(id)).state === 'delayed');
    expect(outcomes[0]?.report).toBeNull();
  });
});
