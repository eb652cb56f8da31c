import { once, EventEmitter } from 'node:events';
import { sql, type Kysely } from 'kysely';
import { announce } from '../../../../src/server/storage/records/announce.ts';
import { subscribeChanges, type CrmChange } from '../../../../src/server/storage/records/notify.ts';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import { creation } from '../../../contracts/crm/appointments.ts';
import { anEvent, soon } from '../../../contracts/mailbox/events.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { openBuiltin } from '../../crm/builtin/world.ts';
import { insertTestUser } from './people.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(async () => {
  await database.close();
});

/** Listens and remembers what it hears. */
async function listener(
  options: { readonly retryMs?: number; readonly onError?: (error: Error) => void } = {},
) {
  const heard: CrmChange[] = [];
  const events = new EventEmitter();
  const stop = await subscribeChanges(
    database.url,
    (change) => {
      heard.push(change);
      events.emit('change');
    },
    options,
  );
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await once(events, 'change');
  };
  return { heard, until, stop };
}

describe('announcements of changes', () => {
  it('say whom a commit concerns and which mailbox caused it; a rollback says nothing', async () => {
    const { heard, until, stop } = await listener();
    const [ada, ben] = [await insertTestUser(db), await insertTestUser(db)];
    const mailboxId = newId();
    const abandoned = db.transaction().execute(async (tx) => {
      await announce(tx, [ben.id], null);
      throw new Error('rolled back');
    });
    await expect(abandoned).rejects.toThrow('rolled back');
    await announce(db, [ada.id, ben.id, ada.id], mailboxId);
    await until(() => heard.length > 0);
    expect(heard).toEqual([{ userIds: [ada.id, ben.id], origin: mailboxId, missed: false }]);
    await stop();
  });

  it('reach listeners from every write of the CRM', async () => {
    const { user, people } = await openBuiltin(db);
    const { heard, until, stop } = await listener();
    const [outcome] = await user.crm.create([creation(user.crm, anEvent())], soon());
    await until(() => heard.length === 1);
    const ref = outcome?.ok === true ? outcome.ref : { collection: '', id: '' };
    await people.retitle(ref, 'New');
    await until(() => heard.length === 2);
    await people.remove(ref);
    await until(() => heard.length === 3);
    expect(heard.map(({ userIds }) => userIds)).toEqual([[user.id], [user.id], [user.id]]);
    expect(heard.map(({ origin }) => origin === null)).toEqual([false, true, true]);
    await stop();
  });

  it('hold any number of users', async () => {
    const { heard, until, stop } = await listener();
    const users = Array.from({ length: 1000 }, () => newId());
    await announce(db, users, newId());
    await until(() => heard.flatMap(({ userIds }) => userIds).length === 1000);
    expect(heard.flatMap(({ userIds }) => userIds)).toEqual(users);
    await stop();
  });

  it('go on after a broken connection, which says that something may have been missed', async () => {
    const errors: Error[] = [];
    const { heard, until, stop } = await listener({ retryMs: 10, onError: (error) => errors.push(error) });
    await sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'liaison changes' AND datname = current_database()
    `.execute(db);
    await until(() => heard.some(({ missed }) => missed));
    expect(errors.length).toBeGreaterThan(0);
    const user = newId();
    await announce(db, [user], null);
    await until(() => heard.some(({ userIds }) => userIds.includes(user)));
    await stop();
  });

  it('fail to be listened to where nothing listens', async () => {
    await expect(subscribeChanges('postgres://127.0.0.1:1/none', () => undefined)).rejects.toThrow();
  });
});
