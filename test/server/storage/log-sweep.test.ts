import { logSweep } from '../../../src/server/storage/log-sweep.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { insertMailbox } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const DAY = 86_400_000;

describe('sweeping the logs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('forgets history after 400 days and counted removals after two, and nothing younger', async () => {
    const { db } = database;
    const now = new Date('2026-03-01T12:00:00Z');
    const ago = (days: number) => new Date(now.getTime() - days * DAY);
    const mailbox_id = await insertMailbox(db);
    const lines = [401, 399, 0].map((days) => ({ mailbox_id, at: ago(days), event: `${days} days ago` }));
    await db.insertInto('history').values(lines).execute();
    const removals = [3, 1].map((days) => {
      return { mailbox_id, link_id: newId(), side: 'crm' as const, at: ago(days) };
    });
    await db.insertInto('removals').values(removals).execute();
    await logSweep(db).sweep(now);
    const history = await db.selectFrom('history').select('event').orderBy('id').execute();
    expect(history.map(({ event }) => event)).toEqual(['399 days ago', '0 days ago']);
    const counted = await db.selectFrom('removals').select('at').execute();
    expect(counted).toEqual([{ at: ago(1) }]);
  });
});
