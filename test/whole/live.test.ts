import { sql } from 'kysely';
import type { HeldDeletion, HistoryEntry, PageOf } from '../../src/contract/index.ts';
import { until } from '../support/until.ts';
import { eventText, startLiveWorld, type LiveWorld, type Person } from './live-world.ts';

describe('The server with a sandbox, from the outside', () => {
  let world: LiveWorld;
  beforeAll(async () => {
    world = await startLiveWorld();
  });
  afterAll(() => world.stop());

  /** When the record was marked deleted, and what is left of it; null when it is gone for good. */
  const remains = async (id: string) => {
    const { rows } = await sql<{ deleted: boolean; title: string | null }>`
      SELECT r.deleted_at IS NOT NULL AS deleted, a.item->>'title' AS title
      FROM records r LEFT JOIN appointments a ON a.record_id = r.id WHERE r.id = ${id}::uuid
    `.execute(world.database.db);
    return rows[0] ?? null;
  };

  it('imports, and carries edits both ways without waiting for the interval', async () => {
    const ada = await world.person('ada');
    ada.calendar.put('1.ics', eventText('first', 'Kick-off', ['LOCATION:Room 1', 'X-OWN:kept']));
    await ada.connect();
    const meeting = await ada.appointment(({ uid }) => uid === 'first');
    expect(meeting).toMatchObject({
      title: 'Kick-off',
      start: '2026-03-10T09:00:00',
      timeZone: 'Etc/UTC',
      locations: { 1: { name: 'Room 1' } },
      users: [ada.id],
      synchronisation: [{ state: 'active', reason: null }],
    });
    await ada.call('PATCH', `/api/appointments/${meeting.id}`, { title: 'Kick-off, moved' }, meeting.version);
    await until(() => ada.calendar.text('1.ics')?.includes('SUMMARY:Kick-off\\, moved') === true);
    expect(ada.calendar.text('1.ics')).toContain('X-OWN:kept');

    const text = ada.calendar.text('1.ics') ?? '';
    ada.calendar.put('1.ics', text.replace('Room 1', 'Room 2').replace('090000Z', '130000Z'));
    await ada.synchronise();
    expect(await ada.appointments()).toMatchObject([
      {
        id: meeting.id,
        title: 'Kick-off, moved',
        locations: { 1: { name: 'Room 2' } },
        start: '2026-03-10T13:00:00',
      },
    ]);
  });

  it('writes what is made in the CRM into the calendar', async () => {
    const bea = await world.person('bea');
    await bea.connect();
    const made = await bea.call<{ id: string; uid: string }>('POST', '/api/appointments', {
      title: 'Made in the CRM',
      start: '2026-04-01T10:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'PT45M',
    });
    await until(() => bea.calendar.withUid(made.uid) !== undefined);
    expect(bea.calendar.withUid(made.uid)).toMatch(/DTSTART;TZID=Europe\/Berlin:20260401T100000\r\n/);
    await bea.synchronise();
    expect(await bea.appointments()).toHaveLength(1);
    expect(bea.calendar.names()).toHaveLength(1);
  });

  it('deletes both ways; the record is marked, not destroyed', async () => {
    const cem = await world.person('cem');
    cem.calendar.put('1.ics', eventText('cem-1', 'Deleted in the CRM'));
    cem.calendar.put('2.ics', eventText('cem-2', 'Deleted in the calendar'));
    await cem.connect();
    const one = await cem.appointment(({ uid }) => uid === 'cem-1');
    const two = await cem.appointment(({ uid }) => uid === 'cem-2');
    await cem.call('DELETE', `/api/appointments/${one.id}`, undefined, one.version);
    await until(() => !cem.calendar.names().includes('1.ics'));
    cem.calendar.remove('2.ics');
    await cem.synchronise();
    expect(await cem.appointments()).toEqual([]);
    expect(await cem.refused('GET', `/api/appointments/${two.id}`)).toMatchObject({ status: 404 });
    for (const { id, title } of [one, two]) expect(await remains(id)).toEqual({ deleted: true, title });
    await cem.synchronise();
    expect(cem.calendar.names()).toEqual([]);
    const { items } = await history(cem);
    expect(items.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['removed-in-mailbox', 'removed-in-crm']),
    );
  });

  it('holds a mass deletion until a person approves or rejects it', async () => {
    const dora = await world.person('dora');
    const names = Array.from({ length: 15 }, (_, index) => `${String(index)}.ics`);
    for (const name of names) dora.calendar.put(name, eventText(`dora-${name}`, `Meeting ${name}`));
    const mailboxId = await dora.connect();
    const before = await dora.appointments();
    expect(before).toHaveLength(15);
    for (const name of names) dora.calendar.remove(name);
    await dora.synchronise();
    const path = `/api/mailboxes/${mailboxId}/held`;
    const held = async () => (await dora.call<PageOf<HeldDeletion>>('GET', path)).items;
    expect(await held()).toHaveLength(15);
    expect(new Set((await held()).map(({ side }) => side))).toEqual(new Set(['crm']));
    expect(await dora.appointments()).toEqual(
      before.map((one) => expect.objectContaining({ id: one.id, version: one.version })),
    );
    expect(dora.calendar.names()).toEqual([]);
    expect((await dora.mailbox()).counts).toMatchObject({ held: 15 });
    // Held is held, however often it is looked at.
    await dora.synchronise();
    expect(await held()).toHaveLength(15);

    const [approved, rejected] = [(await held()).slice(0, 5), (await held()).slice(5)];
    for (const { linkId } of approved) await dora.call('POST', `${path}/${linkId}`, { decision: 'approve' });
    for (const { linkId } of rejected) await dora.call('POST', `${path}/${linkId}`, { decision: 'reject' });
    await until(() => dora.calendar.names().length === 10);
    await until(async () => (await dora.appointments()).length === 10);
    await dora.synchronise();
    expect(await held()).toEqual([]);
    const kept = new Set(rejected.map(({ appointmentId }) => appointmentId));
    expect(new Set((await dora.appointments()).map(({ id }) => id))).toEqual(kept);
    expect(dora.calendar.names()).toHaveLength(10);
  });

  it('shows a private event as busy time, and keeps what it says out of everything', async () => {
    const secret = 'Zebrafink';
    const flora = await world.person('flora');
    const gina = await world.person('gina');
    const content = [`DESCRIPTION:${secret} and more`, `LOCATION:${secret} street`, `CATEGORIES:${secret}`];
    flora.calendar.put('1.ics', eventText('flora-1', `${secret} first`, [...content, 'CLASS:PRIVATE']));
    flora.calendar.put('2.ics', eventText('flora-2', 'Public', []));
    await flora.connect();
    const hidden = await flora.appointment(({ uid }) => uid === 'flora-1');
    expect(JSON.stringify(hidden)).not.toContain(secret);
    expect(hidden).toMatchObject({ start: '2026-03-10T09:00:00', duration: 'PT1H' });
    const body = { readers: [gina.id] };
    await flora.call('PATCH', `/api/appointments/${hidden.id}`, body, hidden.version);
    const seen = await gina.call('GET', `/api/appointments/${hidden.id}`);
    expect(JSON.stringify(seen)).not.toContain(secret);

    // What a colleague writes into it stays out of the calendar: there is more in there than they know.
    const before = flora.calendar.text('1.ics');
    flora.calendar.put('1.ics', before?.replace('first', 'second').replace('090000Z', '150000Z') ?? '');
    await flora.synchronise();
    expect(await flora.appointment(({ uid }) => uid === 'flora-1')).toMatchObject({
      start: '2026-03-10T15:00:00',
    });
    expect(flora.calendar.text('1.ics')).toContain(`${secret} second`);
    expect(JSON.stringify((await history(flora)).items)).not.toContain(secret);
    expect(await world.inDatabase(secret)).toEqual([]);
    expect(world.log()).not.toContain(secret);
  });

  it('forgets what an event said when it becomes private', async () => {
    const secret = 'Nachtigall';
    const hans = await world.person('hans');
    hans.calendar.put('1.ics', eventText('hans-1', `${secret} one`, [`DESCRIPTION:${secret} two`]));
    await hans.connect();
    await hans.appointment(({ title }) => title === `${secret} one`);
    hans.calendar.put(
      '1.ics',
      eventText('hans-1', `${secret} one`, [`DESCRIPTION:${secret} two`, 'CLASS:PRIVATE']),
    );
    await hans.synchronise();
    expect(JSON.stringify(await hans.appointments())).not.toContain(secret);
    expect(hans.calendar.text('1.ics')).toContain(secret);
    expect(await world.inDatabase(secret)).toEqual([]);
  });

  it('knows a meeting of two colleagues once, and shows it to nobody else', async () => {
    const [ines, jan, stranger] = [
      await world.person('ines'),
      await world.person('jan'),
      await world.person('kim'),
    ];
    const people = (own: string) => [
      `ORGANIZER:mailto:${ines.address}`,
      `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${ines.address}`,
      `ATTENDEE;PARTSTAT=${own}:mailto:${jan.address}`,
    ];
    ines.calendar.put('1.ics', eventText('shared', 'Together', people('NEEDS-ACTION')));
    jan.calendar.put('a.ics', eventText('shared', 'Together', people('NEEDS-ACTION')));
    await Promise.all([ines.connect(), jan.connect()]);
    await stranger.connect();
    const meeting = await ines.appointment(({ synchronisation }) => synchronisation.length === 2);
    expect([...meeting.users].sort()).toEqual([ines.id, jan.id].sort());
    expect((await jan.appointments()).map(({ id }) => id)).toEqual([meeting.id]);
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::integer AS count FROM records WHERE name = 'Together'
    `.execute(world.database.db);
    expect(rows).toEqual([{ count: 1 }]);

    // The answer of the one reaches the other's calendar, the organiser's title everybody's record.
    jan.calendar.put('a.ics', eventText('shared', 'Together', people('ACCEPTED')));
    await jan.synchronise();
    await until(() => /PARTSTAT=ACCEPTED[^\r]*(\r\n [^\r]*)*jan@/.test(ines.calendar.text('1.ics') ?? ''));
    ines.calendar.put('1.ics', (ines.calendar.text('1.ics') ?? '').replace('Together', 'Together again'));
    await ines.synchronise();
    expect(await jan.appointment(({ title }) => title === 'Together again')).toMatchObject({
      id: meeting.id,
    });

    expect(await stranger.appointments()).toEqual([]);
    expect(await stranger.refused('GET', `/api/appointments/${meeting.id}`)).toMatchObject({ status: 404 });
    const search = await stranger.call<PageOf<unknown>>('GET', '/api/records/search?q=Together');
    expect(search.items).toEqual([]);
  });

  it('has mailed nobody and told no secrets', () => {
    expect(world.sandbox.groupware.outbox.mails()).toEqual([]);
    for (const secret of world.secrets) expect(world.log()).not.toContain(secret);
    expect(world.log()).toContain('mailbox synchronised');
  });

  async function history(person: Person): Promise<PageOf<HistoryEntry>> {
    return person.call('GET', `/api/mailboxes/${(await person.mailbox()).id}/history?limit=200`);
  }
});
