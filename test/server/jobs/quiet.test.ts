import { Throttled } from '../../../src/sync/errors.ts';
import type { Pump } from '../../../src/sync/settings.ts';
import { startWorker, type PumpOutcome, type Worker } from '../../../src/server/jobs/worker.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { requestPump } from '../../../src/server/storage/pump-requests.ts';
import { insertMailbox } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';
import { bareConnection, NOTHING } from './ports.ts';

const HOUR = 3_600_000;
const busy = { code: 'server-busy', parameters: {} };

describe('a server that wants to be left alone', () => {
  let database: TestDatabase;
  const workers: Worker[] = [];
  const errors: unknown[] = [];
  const outcomes: PumpOutcome[] = [];
  beforeEach(() => {
    outcomes.length = 0;
  });
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop(0);
    expect(errors.splice(0)).toEqual([]);
    await database.db.deleteFrom('pump_requests').execute();
    await database.db.updateTable('mailboxes').set({ state: 'new', requested_at: null }).execute();
  });
  afterAll(() => database.close());

  const start = async (pump: Pump, connecting: () => void = () => undefined): Promise<void> => {
    workers.push(
      await startWorker({
        database,
        pump,
        connect: (mailboxId) =>
          Promise.resolve().then(() => {
            connecting();
            return bareConnection(mailboxId, createLedger(database.db));
          }),
        onOutcome: (outcome) => outcomes.push(outcome),
        onError: (error) => errors.push(error),
        tickMs: 50,
      }),
    );
  };
  const change = (
    id: string,
    columns: { state?: 'ok' | 'stopped'; quiet_until?: Date; next_pump_at?: Date },
  ) => database.db.updateTable('mailboxes').set(columns).where('id', '=', id).execute();
  const mailbox = async (columns: Parameters<typeof change>[1] = {}): Promise<string> => {
    const id = await insertMailbox(database.db);
    await change(id, { state: 'ok', ...columns });
    return id;
  };
  const row = (id: string) =>
    database.db.selectFrom('mailboxes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  /** Until when it is to be left alone: for an hour from about now. */
  const leftAlone = async (id: string): Promise<Date> => {
    const { quiet_until: quiet } = await row(id);
    if (quiet === null) throw new Error('Nobody was told');
    expect(Math.abs(quiet.getTime() - Date.now() - HOUR)).toBeLessThan(HOUR / 4);
    return quiet;
  };
  /** Asks for a pump, and waits until somebody has looked at that. */
  const ask = async (id: string, forced: boolean): Promise<void> => {
    await requestPump(database.db, { mailboxIds: [id], forced });
    await until(async () => {
      const waiting = await database.db.selectFrom('pump_requests').select('id').execute();
      return waiting.length === 0 && (await row(id)).requested_at === null;
    });
  };

  it('is asked by nobody before, in whatever process, and then at once', async () => {
    const id = await mailbox();
    let pumps = 0;
    const pump: Pump = (ports) => {
      pumps += 1;
      if (pumps > 1) return Promise.resolve(NOTHING);
      ports.onQuiet?.(HOUR);
      return Promise.resolve({ ...NOTHING, error: busy, retryAt: Date.now() + HOUR });
    };
    await start(pump);
    await start(pump);
    await requestPump(database.db, { mailboxIds: [id] });
    await until(async () => (await row(id)).state === 'delayed');
    const quiet = await leftAlone(id);
    await ask(id, true);
    expect((await row(id)).next_pump_at).toEqual(quiet);
    await ask(id, false);
    // Saved settings make a mailbox due at once.
    await change(id, { state: 'ok', next_pump_at: new Date(0) });
    await until(async () => (await row(id)).next_pump_at?.getTime() === quiet.getTime());
    await ask(id, false);
    expect(pumps).toBe(1);

    // The time has come.
    await change(id, { quiet_until: new Date(Date.now() - 1), next_pump_at: new Date(Date.now() - 1) });
    await until(async () => pumps === 2 && (await row(id)).failures === 0);
  });

  it('is left alone by a pump that was asked for while it said so', async () => {
    const id = await mailbox();
    let pumps = 0;
    await start(async (ports) => {
      pumps += 1;
      ports.onQuiet?.(HOUR);
      await requestPump(database.db, { mailboxIds: [id], forced: true });
      await until(async () => (await row(id)).requested_at !== null);
      return { ...NOTHING, retryAt: Date.now() + HOUR };
    });
    await requestPump(database.db, { mailboxIds: [id] });
    await until(async () => {
      const { requested_at: asked, last_pump_at: ended } = await row(id);
      return ended !== null && asked === null;
    });
    expect(pumps).toBe(1);
    // Its interval is shorter than that.
    expect((await row(id)).next_pump_at).toEqual(await leftAlone(id));
  });

  it('is remembered when it says so while the mailbox is being connected', async () => {
    const id = await mailbox();
    await start(
      () => Promise.resolve(NOTHING),
      () => {
        throw new Throttled(busy, Date.now() + HOUR);
      },
    );
    await requestPump(database.db, { mailboxIds: [id] });
    await until(async () => (await row(id)).state === 'delayed');
    await ask(id, true);
    expect(outcomes).toEqual([expect.objectContaining({ mailboxId: id, report: null })]);
    expect((await row(id)).next_pump_at).toEqual(await leftAlone(id));
  });

  it('is asked when its time has come though the mailbox had stopped, if a person wants it', async () => {
    const quiet = new Date(Date.now() + HOUR);
    const id = await mailbox({ state: 'stopped', quiet_until: quiet });
    let pumps = 0;
    await start(() => {
      pumps += 1;
      return Promise.resolve(NOTHING);
    });
    await ask(id, true);
    expect(pumps).toBe(0);
    expect(await row(id)).toMatchObject({ state: 'delayed', next_pump_at: quiet });
  });
});
