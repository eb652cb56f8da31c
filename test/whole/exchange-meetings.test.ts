import { sql } from 'kysely';
import type { Appointment } from '../../src/contract/index.ts';
import { until } from '../support/until.ts';
import { eventText, startLiveWorld, type LiveWorld, type Person } from './live-world.ts';

const KINDS = [
  ['ews', 'caldav'],
  ['caldav', 'ews'],
] as const;

/** One groupware, and one of two colleagues reached through each of its protocols. */
describe.each(KINDS)('A meeting whose organiser is on %s and whose invitee is on %s', (hers, his) => {
  let world: LiveWorld;
  let olga: Person;
  let carl: Person;
  let meeting: Appointment;
  beforeAll(async () => {
    world = await startLiveWorld();
    [olga, carl] = [await world.person('olga'), await world.person('carl')];
  }, 60_000);
  afterAll(() => world.stop());

  const UID = 'planning@example.org';
  /** As a person's own program does it: the invitee's copy comes with a mail. */
  const plan = (title: string, hour: number): void => {
    const at = (hours: number): string => `20260310T${String(hours).padStart(2, '0')}0000Z`;
    const text = eventText(UID, title, [
      `DTSTART:${at(hour)}`,
      `DTEND:${at(hour + 1)}`,
      `SEQUENCE:${String(hour)}`,
      `ORGANIZER:mailto:${olga.address}`,
      `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${olga.address}`,
      `ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${carl.address}`,
    ]);
    const { events, outbox } = world.sandbox.groupware;
    events.save({ calendarId: `${olga.name}/work`, name: 'planning.ics', text, schedule: true });
    expect(outbox.mails()).toMatchObject([{ kind: 'REQUEST', from: olga.address, to: carl.address }]);
    outbox.clear();
  };
  const titleOf = (text: string | undefined): string | undefined =>
    /^SUMMARY:(.*?)\r?$/m.exec(text ?? '')?.[1];
  const records = async () => {
    const { rows } = await sql<{ name: string; deleted: boolean }>`
      SELECT name, deleted_at IS NOT NULL AS deleted FROM records ORDER BY name
    `.execute(world.database.db);
    return rows;
  };
  const both = () => Promise.all([olga.synchronise(), carl.synchronise()]);
  const seen = () => olga.appointment(({ id }) => id === meeting.id);

  it('is one appointment of two', async () => {
    plan('Planning', 9);
    await Promise.all([olga.connect({}, hers), carl.connect({}, his)]);
    meeting = await olga.appointment(({ synchronisation }) => synchronisation.length === 2);
    expect(meeting).toMatchObject({ uid: UID, title: 'Planning', start: '2026-03-10T09:00:00' });
    expect([...meeting.users].sort()).toEqual([olga.id, carl.id].sort());
    expect((await carl.appointments()).map(({ id }) => id)).toEqual([meeting.id]);
    expect(await records()).toEqual([{ name: 'Planning', deleted: false }]);
  });

  it("takes the CRM's edits into the organiser's copy, and leaves the invitee's alone", async () => {
    const before = carl.calendar.withUid(UID);
    const edit = { title: 'Planning, again', start: '2026-03-10T11:00:00' };
    await olga.call('PATCH', `/api/appointments/${meeting.id}`, edit, (await seen()).version);
    await until(() => titleOf(olga.calendar.withUid(UID)) === 'Planning\\, again');
    expect(olga.calendar.withUid(UID)).toMatch(/DTSTART[^:]*:20260310T110000/);
    await both();
    expect(carl.calendar.withUid(UID)).toBe(before);
    expect(await seen()).toMatchObject(edit);
    expect(await records()).toHaveLength(1);
  });

  it("takes the invitee's answer", async () => {
    const { events, outbox } = world.sandbox.groupware;
    events.respond({ user: carl.name, uid: UID, status: 'ACCEPTED' });
    expect(outbox.mails()).toMatchObject([{ kind: 'REPLY', from: carl.address, to: olga.address }]);
    outbox.clear();
    await both();
    await until(async () => answerOf(await seen(), carl) === 'accepted');
  });

  it('follows the organiser who plans anew', async () => {
    plan('Planning at two', 14);
    await both();
    await until(async () => (await seen()).start === '2026-03-10T14:00:00');
    await both();
    expect(await seen()).toMatchObject({
      title: 'Planning at two',
      users: expect.arrayContaining([olga.id, carl.id]),
    });
    for (const { calendar } of [olga, carl]) {
      expect(calendar.names()).toHaveLength(1);
      expect(titleOf(calendar.withUid(UID))).toBe('Planning at two');
    }
    const states = async () =>
      (await seen()).synchronisation.map(({ userId, state }) => [userId, state] as const);
    const inStep = [olga, carl].map(({ id }) => [id, 'active']);
    await until(async () => (await states()).every(([, state]) => state === 'active'));
    expect(await states()).toEqual(expect.arrayContaining(inStep));
    expect(await records()).toHaveLength(1);
  });

  it('ends with its organiser, and does not come back from the copy that is left', async () => {
    const copy = carl.calendar.withUid(UID);
    olga.calendar.remove('planning.ics');
    await both();
    await until(async () => (await olga.appointments()).length === 0);
    await both();
    await both();
    expect(await carl.appointments()).toEqual([]);
    expect(await records()).toEqual([{ name: 'Planning at two', deleted: true }]);
    expect([olga.calendar.names(), carl.calendar.withUid(UID)]).toEqual([[], copy]);
  });

  it('has mailed nobody', () => {
    expect(world.sandbox.groupware.outbox.mails()).toEqual([]);
  });
});

function answerOf({ participants }: Appointment, { address }: Person): string | undefined {
  return participants?.[`mailto:${address}`]?.participationStatus;
}
