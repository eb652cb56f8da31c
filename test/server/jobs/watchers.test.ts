import pg from 'pg';
import { startWatchers, type Watchers } from '../../../src/server/jobs/watchers.ts';
import { Denied } from '../../../src/sync/errors.ts';
import type { Mailbox } from '../../../src/sync/ports.ts';
import { insertMailbox } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

/** A mailbox that hints when the test says so. */
interface Hinting {
  readonly mailboxId: string;
  readonly process: string;
  hint(): void;
  stopped: boolean;
  closed: boolean;
}

describe('Watchers', () => {
  let database: TestDatabase;
  const running: Watchers[] = [];
  const watching: Hinting[] = [];
  const errors: unknown[] = [];
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    for (const watchers of running.splice(0)) await watchers.stop();
    watching.length = 0;
    errors.length = 0;
    await database.db.deleteFrom('pump_requests').execute();
    await database.db.updateTable('mailboxes').set({ state: 'new' }).execute();
  });
  afterAll(() => database.close());

  const start = (process: string, connect?: (mailboxId: string) => Mailbox): Watchers => {
    const watchers = startWatchers({
      database,
      connect: (mailboxId) =>
        Promise.resolve().then(() => ({
          ports: { mailbox: connect?.(mailboxId) ?? hinting(mailboxId, process) },
        })),
      onError: (error) => errors.push(error),
      lookMs: 20,
    });
    running.push(watchers);
    return watchers;
  };
  const hinting = (mailboxId: string, process: string): Mailbox => {
    const one: Hinting = { mailboxId, process, hint: () => undefined, stopped: false, closed: false };
    const mailbox: Pick<Mailbox, 'watch' | 'close'> = {
      watch(onHint) {
        one.hint = () => {
          onHint('calendar');
        };
        watching.push(one);
        return () => {
          one.stopped = true;
        };
      },
      close() {
        one.closed = true;
        return Promise.resolve();
      },
    };
    return mailbox as Mailbox;
  };
  const insert = async (
    state: 'new' | 'ok' | 'delayed' | 'stopped' = 'ok',
    kind = 'ews',
  ): Promise<string> => {
    const id = await insertMailbox(database.db);
    await database.db.updateTable('mailboxes').set({ state, kind }).where('id', '=', id).execute();
    return id;
  };
  const requested = async (): Promise<readonly (string | null)[]> => {
    const rows = await database.db.selectFrom('pump_requests').select(['mailbox_id', 'forced']).execute();
    expect(rows.every(({ forced }) => !forced)).toBe(true);
    return rows.map(({ mailbox_id }) => mailbox_id);
  };

  it('make a pump due at once when a mailbox hints, once for the events of one change', async () => {
    const id = await insert();
    start('a');
    await until(() => watching.length === 1);
    for (let event = 0; event < 5; event += 1) watching[0]?.hint();
    await until(async () => (await requested()).length > 0);
    expect(await requested()).toEqual([id]);
    watching[0]?.hint();
    await until(async () => (await requested()).length > 1);
    expect(await requested()).toEqual([id, id]);
  });

  it('watch what is pumped by itself, and no longer when it is not', async () => {
    const id = await insert();
    await Promise.all([insert('new'), insert('stopped'), insert('delayed')]);
    start('a');
    await until(() => watching.length === 1);
    expect(watching[0]?.mailboxId).toBe(id);
    await database.db.updateTable('mailboxes').set({ state: 'stopped' }).where('id', '=', id).execute();
    await until(() => watching[0]?.closed === true);
    expect(watching[0]?.stopped).toBe(true);
    await database.db.updateTable('mailboxes').set({ state: 'ok' }).where('id', '=', id).execute();
    await until(() => watching.length === 2);
  });

  it('watch a new mailbox as soon as it was pumped', async () => {
    const watchers = startWatchers({
      database,
      connect: (mailboxId) => Promise.resolve({ ports: { mailbox: hinting(mailboxId, 'a') } }),
      onError: (error) => errors.push(error),
      lookMs: 3_600_000,
    });
    running.push(watchers);
    const id = await insert();
    watchers.pumped(id);
    await until(() => watching.length === 1);
    expect(watching[0]?.mailboxId).toBe(id);
  });

  it('connect anew when the account was changed', async () => {
    const id = await insert();
    start('a');
    await until(() => watching.length === 1);
    await database.db.updateTable('mailboxes').set({ version: 7 }).where('id', '=', id).execute();
    await until(() => watching.length === 2);
    expect(watching.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('share the mailboxes: each is watched by one process, and taken over when that ends', async () => {
    await Promise.all([insert(), insert(), insert()]);
    const first = start('a');
    await until(() => watching.length === 3);
    let looks = 0;
    const db = new Proxy(database.db, {
      get(target, name) {
        if (name === 'selectFrom') looks += 1;
        const found: unknown = Reflect.get(target, name);
        return typeof found === 'function' ? (found.bind(target) as unknown) : found;
      },
    });
    const second = startWatchers({
      database: { ...database, db },
      connect: (mailboxId) => Promise.resolve({ ports: { mailbox: hinting(mailboxId, 'b') } }),
      onError: (error) => errors.push(error),
      lookMs: 20,
    });
    running.push(second);
    await until(() => looks > 3);
    expect(watching.filter(({ process }) => process === 'b')).toEqual([]);
    await first.stop();
    const ofFirst = watching.filter(({ process }) => process === 'a');
    expect(ofFirst.every(({ stopped, closed }) => stopped && closed)).toBe(true);
    await until(() => watching.filter(({ process }) => process === 'b').length === 3);
    expect(errors).toEqual([]);
  });

  it('go on when the database was away: what others may have is given up and asked for again', async () => {
    await insert();
    start('a');
    await until(() => watching.length === 1);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'liaison watch' AND datname = current_database()`,
    );
    await client.end();
    await until(() => watching.length === 2);
    expect(watching[0]?.closed).toBe(true);
  });

  it('ask a kind that cannot tell once, and one that cannot be connected again later', async () => {
    await Promise.all([insert('ok', 'caldav'), insert('ok', 'caldav')]);
    let asked = 0;
    const silent = { close: () => Promise.resolve() } as Mailbox;
    const first = start('a', () => {
      asked += 1;
      return silent;
    });
    await until(() => asked > 0);
    await first.stop();
    expect(asked).toBe(1);
    const broken = await insert('ok', 'broken');
    let refusals = 0;
    start('b', (mailboxId) => {
      if (mailboxId !== broken) return silent;
      refusals += 1;
      throw new Denied({ code: 'owner-inactive' }, 'mailbox');
    });
    await until(() => refusals > 2);
    expect(errors).toEqual([]);
  });
});
