import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { startSandbox, type Sandbox } from '../../src/sandbox/main.ts';
import { createAppointment } from '../../src/server/storage/records/appointments.ts';
import { requestPump } from '../../src/server/storage/pump-requests.ts';
import { newId } from '../../src/server/storage/uuid.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { addMailbox, addUser, type ConnectedMailbox, type CrmUser } from './connected-mailbox.ts';
import { holderOf, startWorkProcess, type WorkProcess } from './work-process.ts';

const EVENTS = 60;
const ACCOUNT = { user: 'ada', password: 'ada:secret' };
/** So that nobody has to wait long for the end of a call whose caller is dead. */
const SETTINGS = { CALL_TIMEOUT_SECONDS: '3' };

describe('Two worker processes, one of which is killed', () => {
  let dataDir: string;
  let database: TestDatabase;
  let sandbox: Sandbox;
  let user: CrmUser;
  const processes: WorkProcess[] = [];

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'liaison-takeover-'));
    database = await testDatabase();
    user = await addUser(database, 'ada', 'ada@example.org');
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
    await sandbox.stop();
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  const openSandbox = async (events: readonly string[]): Promise<void> => {
    const calendars = [{ slug: 'work', name: 'Work', events }];
    const ada = { name: 'ada', displayName: 'Ada', address: 'ada@example.org', password: ACCOUNT.password };
    sandbox = await startSandbox({ users: [{ ...ada, calendars }] });
  };
  const connect = (): Promise<ConnectedMailbox> =>
    addMailbox(database, user, { url: sandbox.caldavUrl, ...ACCOUNT }, () => true);
  const startBoth = async (): Promise<void> => {
    const both = [1, 2].map(() => startWorkProcess(database, dataDir, SETTINGS));
    processes.push(...(await Promise.all(both)));
  };
  const stored = () => sandbox.groupware.events.in(sandbox.groupware.calendars.of('ada')[0]?.id ?? '');
  const uids = () => stored().map(({ object }) => object.uid);

  /** Kills whoever has the mailbox, lets go of what the test holds, and returns when the other one took over: soon enough. */
  const killHolder = async (mailbox: ConnectedMailbox, letGo: () => unknown): Promise<void> => {
    const pid = await holderOf(database, mailbox.id);
    const holder = processes.find((process) => process.pid === pid);
    if (holder === undefined) throw new Error('One of the two must have it');
    const heir = other(holder);
    const said = heir.output().length;
    await holder.kill();
    const killedAt = Date.now();
    await letGo();
    // Its first pump may be over before anybody looks at who has the lease.
    await until(
      async () =>
        heir.output().slice(said).includes('mailbox synchronised') ||
        (await holderOf(database, mailbox.id)) === heir.pid,
    );
    expect(Date.now() - killedAt).toBeLessThan(20_000);
  };
  const other = (one: WorkProcess): WorkProcess => {
    const found = processes.find((process) => process !== one);
    if (found === undefined) throw new Error('There is no other');
    return found;
  };

  /** Everything is there exactly once on both sides, and one more pump writes nothing. */
  const everythingOnce = async (mailbox: ConnectedMailbox): Promise<void> => {
    await until(
      async () => (await activeLinks(database, mailbox)) === EVENTS && !(await unfinished(database)),
    );
    const expected = titles();
    expect(
      stored()
        .map(({ object }) => /^SUMMARY:(.*?)\r?$/m.exec(object.text)?.[1])
        .sort(),
    ).toEqual(expected);
    expect(new Set(uids()).size).toBe(EVENTS);
    const before = await records(database);
    expect(before.map(({ name }) => name)).toEqual(expected);

    sandbox.forgetRequests();
    const last = await lastPump(database, mailbox);
    await requestPump(database.db, { mailboxIds: [mailbox.id], forced: true });
    await until(async () => (await lastPump(database, mailbox)) > last);
    expect(sandbox.requests().filter(({ method }) => ['PUT', 'DELETE'].includes(method))).toEqual([]);
    expect(await records(database)).toEqual(before);
  };

  it('in the middle of an upload, with answers lost and under way', async () => {
    await openSandbox([]);
    const mailbox = await connect();
    await fillCrm(database, user);
    // All of it is stored; of some nobody hears, and from the thirtieth on of none.
    const often = { operation: 'PUT', times: 3 };
    sandbox.faults.add({ fault: { kind: 'lose-acknowledgement' }, ...often, after: 5 });
    sandbox.faults.add({ fault: { kind: 'cut-after' }, ...often, after: 12 });
    sandbox.faults.add({ fault: { kind: 'no-version' }, ...often, after: 18 });
    sandbox.faults.add({ fault: { kind: 'hang' }, operation: 'PUT', after: 30, times: EVENTS });
    await startBoth();
    await until(() => stored().length > 30);
    expect(stored().length).toBeLessThan(EVENTS);
    await killHolder(mailbox, () => {
      sandbox.faults.clear();
    });
    await everythingOnce(mailbox);
  }, 90_000);

  it('between the calendar and the acknowledgement', async () => {
    await openSandbox([]);
    const mailbox = await connect();
    await fillCrm(database, user);
    const barrier = await holdUp(database, 'created-in-mailbox');
    await startBoth();
    await barrier.reached();
    expect(stored().length).toBeGreaterThan(0);
    await killHolder(mailbox, barrier.lift);
    await everythingOnce(mailbox);
  }, 90_000);

  it('between the CRM and the acknowledgement', async () => {
    await openSandbox(titles().map((title) => eventText(title)));
    const mailbox = await connect();
    const barrier = await holdUp(database, 'created-in-crm');
    await startBoth();
    await barrier.reached();
    expect((await records(database)).length).toBeGreaterThan(0);
    await killHolder(mailbox, barrier.lift);
    await everythingOnce(mailbox);
  }, 90_000);
});

function titles(): readonly string[] {
  return Array.from({ length: EVENTS }, (_, index) => `Meeting ${String(index + 1).padStart(2, '0')}`);
}

function eventText(title: string): string {
  const number = title.slice(-2);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//example//test//EN',
    'BEGIN:VEVENT',
    `UID:${number}@example.org`,
    'DTSTAMP:20260101T000000Z',
    `DTSTART:202603${String((Number(number) % 28) + 1).padStart(2, '0')}T090000Z`,
    'DURATION:PT1H',
    `SUMMARY:${title}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

async function fillCrm({ db }: TestDatabase, user: CrmUser): Promise<void> {
  const writer = { user, origin: null, now: new Date() };
  for (const [index, title] of titles().entries()) {
    const start = `2026-03-${String((index % 28) + 1).padStart(2, '0')}T10:00:00`;
    const event = {
      '@type': 'Event',
      uid: `crm-${String(index)}`,
      title,
      start,
      timeZone: 'Europe/Berlin',
    } as const;
    const result = await createAppointment(db, writer, newId(), { ...event, duration: 'PT1H' });
    if (result.type !== 'done') throw new Error(`Not made: ${result.type}`);
  }
}

/**
 * Holds every transaction up that writes this event into the history, which is where a step is acknowledged. `reached`
 * resolves when one waits there, `lift` lets everybody pass from then on.
 */
async function holdUp({ db, url }: TestDatabase, event: string) {
  await sql`
    CREATE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NEW; END $$
  `.execute(db);
  await sql`
    CREATE TRIGGER hold_up BEFORE INSERT ON history FOR EACH ROW
    WHEN (NEW.event = ${sql.lit(event)}) EXECUTE FUNCTION hold_up()
  `.execute(db);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SELECT pg_advisory_lock(4711)');
  return {
    reached: () =>
      until(async () => {
        const { rows } = await client.query(
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        return rows.length > 0;
      }),
    lift: () => client.end(),
  };
}

async function activeLinks({ db }: TestDatabase, { id }: ConnectedMailbox): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM links
    WHERE mailbox_id = ${id}::uuid AND state = 'active' AND item_key IS NOT NULL AND record_key IS NOT NULL AND NOT dirty
      AND mailbox_seen = 'present' AND crm_seen = 'present'
  `.execute(db);
  return rows[0]?.count ?? 0;
}

async function unfinished({ db }: TestDatabase): Promise<boolean> {
  return (await db.selectFrom('intents').select('id').execute()).length > 0;
}

async function records({ db }: TestDatabase): Promise<readonly { name: string; version: string }[]> {
  const { rows } = await sql<{ name: string; version: string }>`
    SELECT name, version FROM records WHERE deleted_at IS NULL ORDER BY name
  `.execute(db);
  return rows;
}

async function lastPump({ db }: TestDatabase, { id }: ConnectedMailbox): Promise<number> {
  const row = await db.selectFrom('mailboxes').select('last_pump_at').where('id', '=', id).executeTakeFirst();
  return row?.last_pump_at?.getTime() ?? 0;
}
