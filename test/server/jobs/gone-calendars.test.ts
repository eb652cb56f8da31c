import { startWorker, type Worker } from '../../../src/server/jobs/worker.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { mailboxCollections } from '../../../src/server/storage/mailbox-collections.ts';
import { requestPump } from '../../../src/server/storage/pump-requests.ts';
import { insertMailbox } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';
import { bareConnection, NOTHING } from './ports.ts';

describe('a mailbox whose calendars are gone', () => {
  let database: TestDatabase;
  let worker: Worker | null = null;
  const errors: unknown[] = [];
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    await worker?.stop(0);
    await database.close();
    expect(errors).toEqual([]);
  });

  it('tells by their names which calendars are gone, until none is, and goes on', async () => {
    const id = await insertMailbox(database.db);
    await database.db.updateTable('mailboxes').set({ state: 'ok' }).where('id', '=', id).execute();
    const collections = ['Work', 'Sport'].map((name) => ({
      id: `/home/${name}/`,
      name,
      kinds: ['Event'],
      color: null,
      writable: true,
    }));
    await mailboxCollections(database.db).save(id, collections);
    let ended = 0;
    let gone: readonly string[] = ['/home/Work/'];
    worker = await startWorker({
      database,
      pump: () => Promise.resolve({ ...NOTHING, gone }),
      connect: (mailboxId) => Promise.resolve(bareConnection(mailboxId, createLedger(database.db))),
      onOutcome: () => (ended += 1),
      onError: (error) => errors.push(error),
      tickMs: 100,
    });
    const pumpedTimes = async (times: number) => {
      await requestPump(database.db, { mailboxIds: [id] });
      await until(() => ended === times);
      return database.db.selectFrom('mailboxes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    };
    expect(await pumpedTimes(1)).toMatchObject({
      state: 'ok',
      failures: 0,
      error: { code: 'calendar-gone', parameters: { name: 'Work' } },
    });
    gone = ['/home/Work/', '/home/Sport/'];
    const both = await pumpedTimes(2);
    expect(both.error).toEqual({ code: 'calendars-gone', parameters: { names: 'Work, Sport' } });
    expect(both.next_pump_at).not.toBeNull();
    gone = [];
    expect(await pumpedTimes(3)).toMatchObject({ state: 'ok', error: null });
  });
});
