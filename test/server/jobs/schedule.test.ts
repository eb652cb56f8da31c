import { startSchedule, type Schedule } from '../../../src/server/jobs/schedule.ts';
import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import { requestPump } from '../../../src/server/storage/pump-requests.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { insertMailbox, insertUser } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

const NEVER = 3_600_000;

describe('the schedule', () => {
  let database: TestDatabase;
  const schedules: Schedule[] = [];
  const errors: unknown[] = [];
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    for (const schedule of schedules.splice(0)) await schedule.stop();
    expect(errors.splice(0)).toEqual([]);
  });
  afterAll(() => database.close());

  const start = async (send: (id: string) => Promise<void>, tickMs = NEVER): Promise<void> => {
    const { db, url } = database;
    const onError = (error: unknown) => errors.push(error);
    schedules.push(await startSchedule({ db, url, jobs: { send }, onError, tickMs }));
  };
  const ready = async (
    userId?: string,
    change: { next_pump_at?: Date; settings?: string } = {},
  ): Promise<string> => {
    const id = await insertMailbox(database.db, userId);
    await database.db
      .updateTable('mailboxes')
      .set({ state: 'ok', ...change })
      .where('id', '=', id)
      .execute();
    return id;
  };

  it('hears of an appointment that changed, without waiting for a tick', async () => {
    const [ada, grace] = [await insertUser(database.db), await insertUser(database.db)];
    const mailboxes = [await ready(ada), await ready(ada), await ready(grace)];
    const sent: string[] = [];
    await start((id) => Promise.resolve(void sent.push(id)));
    const appointment = await insertAppointment(ada);
    await database.db.transaction().execute(async (tx) => {
      const row = {
        appointment_id: appointment,
        active: true,
        source: 'assigned' as const,
        last_item: null,
        xid: '1',
      };
      await tx
        .insertInto('appointment_users')
        .values({ ...row, user_id: ada })
        .execute();
      await tx
        .insertInto('appointment_users')
        .values({ ...row, user_id: grace })
        .execute();
    });
    await until(() => sent.length === 3);
    expect(new Set(sent)).toEqual(new Set(mailboxes));
    await database.db
      .updateTable('appointment_users')
      .set({ active: false })
      .where('user_id', '=', grace)
      .execute();
    await until(() => sent.length === 4);
    expect(sent[3]).toBe(mailboxes[2]);
  });

  it('says nothing of an appointment whose change was undone', async () => {
    const ada = await insertUser(database.db);
    await ready(ada);
    const appointment = await insertAppointment(ada);
    const undone = database.db.transaction().execute(async (tx) => {
      const row = {
        appointment_id: appointment,
        active: true,
        source: 'assigned' as const,
        last_item: null,
        xid: '1',
      };
      await tx
        .insertInto('appointment_users')
        .values({ ...row, user_id: ada })
        .execute();
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await database.db.selectFrom('pump_requests').selectAll().execute()).toEqual([]);
  });

  it('gives each due mailbox to one of several processes, and sets its next time', async () => {
    const past = { next_pump_at: new Date(0), settings: JSON.stringify({ intervalSeconds: 1000 }) };
    const due = await Promise.all(Array.from({ length: 5 }, () => ready(undefined, past)));
    const later = await ready(undefined, { next_pump_at: new Date(Date.now() + NEVER) });
    const sent: string[] = [];
    const send = (id: string) => Promise.resolve(void sent.push(id));
    await Promise.all([start(send, 20), start(send, 20), start(send, 20)]);
    await until(() => sent.length >= 5);
    for (const schedule of schedules.splice(0)) await schedule.stop();
    expect([...sent].sort()).toEqual([...due].sort());
    expect(sent).not.toContain(later);
    const row = await database.db
      .selectFrom('mailboxes')
      .select('next_pump_at')
      .where('id', '=', due[0] ?? '')
      .executeTakeFirstOrThrow();
    expect(row.next_pump_at?.getTime()).toBeGreaterThan(Date.now() + 900_000);
  });

  it('asks once for a mailbox whose worker died, and takes its lease away', async () => {
    const [abandoned, alive, free] = [await ready(), await ready(), await ready()];
    const leases = createLeases(database.db);
    const lost = await leases.acquire(abandoned, 'dead', 0);
    const held = await leases.acquire(alive, 'alive', NEVER);
    const given = await leases.acquire(free, 'done', 0);
    if (lost === null || held === null || given === null) throw new Error('They were free');
    await leases.release(given);
    const sent: string[] = [];
    const send = (id: string) => Promise.resolve(void sent.push(id));
    await Promise.all([start(send, 20), start(send, 20)]);
    await until(() => sent.length > 0);
    for (const schedule of schedules.splice(0)) await schedule.stop();
    expect(sent).toEqual([abandoned]);
    expect(await leases.renew(lost, NEVER)).toBe(false);
    expect(await leases.renew(held, NEVER)).toBe(true);
  });

  it('keeps a request that could not be passed on', async () => {
    const id = await ready();
    let failing = true;
    const sent: string[] = [];
    await start((mailboxId) => {
      if (failing) return Promise.reject(new Error('The queue is away'));
      sent.push(mailboxId);
      return Promise.resolve();
    }, 20);
    await requestPump(database.db, { mailboxIds: [id] });
    await until(() => errors.length > 0);
    failing = false;
    await until(() => sent.length > 0);
    expect(sent).toEqual([id]);
    errors.length = 0;
  });

  async function insertAppointment(ownerId: string): Promise<string> {
    const id = newId();
    const now = new Date();
    await database.db
      .insertInto('records')
      .values({
        id,
        type: 'appointment',
        owner_id: ownerId,
        ...{
          readers: [],
          everyone: false,
          users: [],
          version: 1,
          created_at: now,
          updated_at: now,
          deleted_at: null,
        },
        ...{ name: 'Lunch', sort_name: 'lunch', number: '', status: '', company_id: null, person_id: null },
        data: JSON.stringify({}) as never,
      })
      .execute();
    await database.db
      .insertInto('appointments')
      .values({
        ...{ record_id: id, identity: id, correlation_key: null, live: true, start_at: now, end_at: now },
        item: JSON.stringify({ '@type': 'Event' }) as never,
      })
      .execute();
    return id;
  }
});
