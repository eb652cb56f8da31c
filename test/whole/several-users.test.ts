import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { startSandbox, type Sandbox } from '../../src/sandbox/main.ts';
import { integer, pick, seededRandom } from '../../src/server/memory/random.ts';
import {
  listAppointments,
  type AppointmentRecord,
} from '../../src/server/storage/records/appointment-list.ts';
import {
  createAppointment,
  deleteAppointment,
  updateAppointment,
} from '../../src/server/storage/records/appointments.ts';
import { requestPump } from '../../src/server/storage/pump-requests.ts';
import { newId } from '../../src/server/storage/uuid.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { addMailbox, addUser, type ConnectedMailbox } from './connected-mailbox.ts';
import { eventText } from './live-world.ts';
import { startWorkProcess, type WorkProcess } from './work-process.ts';

const NAMES = ['ada', 'bea', 'cem', 'dora', 'emil'];
const EDITS = 150;
const SHARED = ['shared-1', 'shared-2', 'shared-3'];

/** Title and place, by UID. */
type Contents = ReadonlyMap<string, { readonly title: string; readonly place: string }>;

describe('Five people, two worker processes, and edits everywhere', () => {
  let dataDir: string;
  let database: TestDatabase;
  let sandbox: Sandbox;
  const mailboxes = new Map<string, ConnectedMailbox>();
  const processes: WorkProcess[] = [];

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'liaison-several-'));
    database = await testDatabase();
    const account = (name: string) => ({
      name,
      displayName: name,
      address: `${name}@example.org`,
      password: name,
    });
    sandbox = await startSandbox({ users: NAMES.map(account) });
    for (const name of NAMES) {
      for (let index = 0; index < 6; index += 1)
        save(name, `${name}-${String(index)}`, `First ${String(index)}`);
    }
    for (const uid of SHARED)
      for (const name of ['ada', 'bea', 'cem']) save(name, uid, `First of ${uid}`, SHARED_LINES);
    for (const name of NAMES) {
      const user = await addUser(database, name, `${name}@example.org`);
      const server = { url: sandbox.caldavUrl, user: name, password: name };
      mailboxes.set(name, await addMailbox(database, user, server, () => true));
    }
    processes.push(...(await Promise.all([1, 2].map(() => startWorkProcess(database, dataDir)))));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await sandbox.stop();
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  const calendarId = (name: string): string => `${name}/calendar`;
  const copies = (name: string) => sandbox.groupware.events.in(calendarId(name));
  const save = (name: string, uid: string, title: string, lines: readonly string[] = []): void => {
    const text = eventText(uid, title, lines);
    sandbox.groupware.events.save({
      calendarId: calendarId(name),
      name: `${uid}.ics`,
      text,
      schedule: false,
    });
  };
  const user = (name: string) => {
    const mailbox = mailboxes.get(name);
    if (mailbox === undefined) throw new Error(`There is no ${name}`);
    return mailbox.user;
  };
  const records = async (name: string): Promise<readonly AppointmentRecord[]> => {
    const { id } = user(name);
    const page = await listAppointments(database.db, id, { limit: 500, userId: id });
    return page?.items ?? [];
  };

  /** Asks for a pump of everybody until nothing is left to do. */
  const settle = async (): Promise<void> => {
    await until(async () => {
      const before = await pumpTimes(database);
      await requestPump(database.db, {
        mailboxIds: [...mailboxes.values()].map(({ id }) => id),
        forced: true,
      });
      await until(async () => {
        const now = await pumpTimes(database);
        return now.length === NAMES.length && now.every((at, index) => at > (before[index] ?? 0));
      }, 100);
      return !(await somethingIsLeft(database));
    });
  };
  const inCalendar = (name: string): Contents =>
    new Map(
      copies(name).map(({ object: { uid, text } }) => [
        uid,
        { title: lineOf(text, 'SUMMARY'), place: lineOf(text, 'LOCATION') },
      ]),
    );
  const inCrm = async (name: string): Promise<Contents> =>
    new Map(
      (await records(name)).map(({ event }) => [
        event.uid,
        { title: event.title ?? '', place: event.locations?.['1']?.name ?? '' },
      ]),
    );

  it('agree in the end: nothing lost, nothing twice, nothing left to write', async () => {
    await settle();
    expect([...(await inCrm('ada'))]).toHaveLength(6 + SHARED.length);
    const random = seededRandom(20_260_301);
    const journal = new Map<string, Edit[]>();
    for (let number = 0; number < EDITS; number += 1) {
      await edit(pick(random, NAMES), number);
      if (integer(random, 3) === 0) await sleep(integer(random, 80));
    }
    await settle();

    for (const name of NAMES) {
      const [calendar, crm] = [inCalendar(name), await inCrm(name)];
      // An invitee's copy is its organiser's to change: there the meeting only has to be.
      const told = ([uid]: readonly [string, object]): boolean => name === 'ada' || !SHARED.includes(uid);
      expect({ name, crm: sorted(crm).filter(told) }).toEqual({ name, crm: sorted(calendar).filter(told) });
      expect([...crm.keys()].sort()).toEqual([...calendar.keys()].sort());
      expect(new Set(copies(name).map(({ object }) => object.uid)).size).toBe(copies(name).length);
      expect(crm.size).toBeGreaterThan(0);
      for (const [uid, now] of crm) checkEdits(uid, now, journal.get(uid) ?? []);
    }
    const { rows: twins } = await sql`
      SELECT a.item->>'uid' FROM appointments a WHERE a.live GROUP BY 1 HAVING count(*) > 1
    `.execute(database.db);
    expect(twins).toEqual([]);
    expect(sandbox.groupware.outbox.mails()).toEqual([]);

    const [versions, requests] = [await recordVersions(database), sandbox.requests().length];
    await settle();
    expect(await recordVersions(database)).toEqual(versions);
    const later = sandbox.requests().slice(requests);
    expect(later.filter(({ method }) => ['PUT', 'DELETE'].includes(method))).toEqual([]);

    async function edit(name: string, number: number): Promise<void> {
      const side = pick(random, ['calendar', 'crm'] as const);
      const what = pick(random, ['title', 'title', 'place', 'place', 'add', 'remove'] as const);
      const value = `${what} ${String(number)} by ${name} in ${side}`;
      if (side === 'calendar') {
        const own = copies(name).filter(({ object }) => name === 'ada' || !SHARED.includes(object.uid));
        if (what === 'add') save(name, `new-${String(number)}`, value);
        else if (own.length > 0) {
          const copy = pick(random, own);
          const { uid, text } = copy.object;
          if (what !== 'remove') {
            const changed = withLine(text, what === 'title' ? 'SUMMARY' : 'LOCATION', value);
            sandbox.groupware.events.save({
              calendarId: calendarId(name),
              name: copy.name,
              text: changed,
              schedule: false,
            });
            note(uid, { side, what, value });
          } else if (!SHARED.includes(uid)) {
            sandbox.groupware.events.remove({
              calendarId: calendarId(name),
              name: copy.name,
              schedule: false,
            });
            journal.delete(uid);
          }
        }
        await requestPump(database.db, { mailboxIds: [mailboxes.get(name)?.id ?? ''], forced: true });
        return;
      }
      const writer = { user: user(name), origin: null, now: new Date() };
      if (what === 'add') {
        const event = {
          '@type': 'Event',
          uid: `crm-${String(number)}`,
          start: '2026-03-12T10:00:00',
          title: value,
        } as const;
        await createAppointment(database.db, writer, newId(), {
          ...event,
          timeZone: 'Europe/Berlin',
          duration: 'PT1H',
        });
        return;
      }
      const mine = (await records(name)).filter(({ ownerId }) => ownerId === writer.user.id);
      if (mine.length === 0) return;
      const { id, event } = pick(random, mine);
      if (what === 'remove') {
        if (SHARED.includes(event.uid)) return;
        await deleteAppointment(database.db, writer, id, null);
        journal.delete(event.uid);
        return;
      }
      const patch = what === 'title' ? { title: value } : { locations: { 1: { name: value } } };
      const result = await updateAppointment(database.db, writer, id, null, { patch });
      if (result.type === 'done') note(event.uid, { side, what, value });
    }
    // Who removes an item gives up what they had written into it: if a later edit elsewhere brings it back, then as it is
    // there, where nobody may have seen that yet.
    function note(uid: string, made: Edit): void {
      journal.set(uid, [...(journal.get(uid) ?? []), made]);
    }
  }, 120_000);
});

interface Edit {
  readonly side: 'calendar' | 'crm';
  readonly what: 'title' | 'place';
  readonly value: string;
}

/** A field holds its last value of one of the sides; edited on one side alone, that side's. */
function checkEdits(
  uid: string,
  now: { readonly title: string; readonly place: string },
  edits: readonly Edit[],
): void {
  for (const what of ['title', 'place'] as const) {
    const made = edits.filter((edit) => edit.what === what);
    if (made.length === 0) continue;
    const last = new Map(made.map(({ side, value }) => [side, value]));
    expect({ uid, made, value: [...last.values()].includes(now[what]) ? 'one of them' : now[what] }).toEqual({
      uid,
      made,
      value: 'one of them',
    });
  }
}

const SHARED_LINES = [
  'ORGANIZER:mailto:ada@example.org',
  ...['ada', 'bea', 'cem'].map((name) => `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${name}@example.org`),
];

function lineOf(text: string, name: string): string {
  const line = new RegExp(`^${name}[^:\\r\\n]*:(.*)$`, 'm').exec(
    text.replace(/\r\n[ \t]/g, '').replaceAll('\r', ''),
  );
  return line?.[1] ?? '';
}

function withLine(text: string, name: string, value: string): string {
  const unfolded = text.replace(/\r\n[ \t]/g, '');
  const line = new RegExp(`^${name}[^:\\r\\n]*:.*$`, 'm');
  const added = unfolded.replace('END:VEVENT', `${name}:${value}\r\nEND:VEVENT`);
  return line.test(unfolded) ? unfolded.replace(line, `${name}:${value}\r`) : added;
}

function sorted(contents: Contents) {
  return [...contents].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function pumpTimes({ db }: TestDatabase): Promise<readonly number[]> {
  const rows = await db.selectFrom('mailboxes').select('last_pump_at').orderBy('id').execute();
  return rows.map((row) => row.last_pump_at?.getTime() ?? 0);
}

async function somethingIsLeft({ db }: TestDatabase): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM links WHERE state NOT IN ('ended', 'quarantined')
      AND (dirty OR mailbox_seen IN ('unread', 'missing') OR crm_seen IN ('unread', 'missing'))
    UNION ALL SELECT FROM intents UNION ALL SELECT FROM pump_requests
    UNION ALL SELECT FROM mailboxes WHERE requested_at IS NOT NULL
    UNION ALL SELECT FROM leases WHERE expires_at > now()
  `.execute(db);
  return rows.length > 0;
}

async function recordVersions({ db }: TestDatabase) {
  const { rows } = await sql`SELECT id, version FROM records ORDER BY id`.execute(db);
  return rows;
}
