import type {
  Appointment,
  AppointmentLinks,
  Company,
  Occurrences,
  PageOf,
  Person,
  Problem,
} from '../../../src/contract/index.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { bodyOf, startWorld, type Client, type World } from './world.ts';

const MEETING = {
  title: 'Review',
  start: '2026-03-02T09:00:00',
  timeZone: 'Europe/Berlin',
  duration: 'PT1H',
  locations: { '1': { name: 'Room 7' } },
};

describe('appointments', () => {
  let world: World;
  let ada: Client;
  let bob: Client;
  let stranger: Client;
  beforeAll(async () => {
    world = await startWorld();
    [ada, bob, stranger] = [await world.client(), await world.client(), await world.client()];
  });
  afterAll(() => world.close());

  const create = async (change: object = {}, client = ada) =>
    bodyOf<Appointment>(await client.call('POST', '/api/appointments', { body: { ...MEETING, ...change } }));
  const patch = (client: Client, { id, version }: Appointment, body: object) =>
    client.call('PATCH', `/api/appointments/${id}`, { body, headers: { 'if-match': `"${version}"` } });

  it('are JSCalendar events, in normal form', async () => {
    const created = await create({
      status: 'confirmed',
      participants: { 'mailto:eva@example.com': { roles: { attendee: true } } },
    });
    expect(created).toMatchObject({
      ...MEETING,
      ownerId: ada.user.id,
      users: [ada.user.id],
      links: [],
      synchronisation: [],
      participants: { 'mailto:eva@example.com': { roles: { attendee: true } } },
      url: `https://liaison.example/appointments/${created.id}`,
    });
    expect(created.uid).toBe(created.id);
    expect(created).not.toHaveProperty('status');
    expect(created).not.toHaveProperty('@type');
  });

  it('change property by property; null takes the default', async () => {
    const created = await create({ priority: 1, description: 'long' });
    const changed = await patch(ada, created, { title: 'Retro', description: null, locations: null });
    const appointment = bodyOf<Appointment>(changed);
    expect(appointment).toMatchObject({ title: 'Retro', priority: 1, start: MEETING.start, version: '2' });
    expect(appointment).not.toHaveProperty('description');
    expect(appointment).not.toHaveProperty('locations');
    expect((await patch(ada, created, { title: 'Lost?' })).statusCode).toBe(412);
  });

  it('belong to the calendars of the users that they name, who may then change them', async () => {
    const created = await create({ users: [ada.user.id, bob.user.id] });
    expect((await patch(bob, created, { title: 'By Bob' })).statusCode).toBe(200);
    expect((await stranger.call('GET', `/api/appointments/${created.id}`)).statusCode).toBe(404);
    const listed = async (query: string) => (await ada.call('GET', `/api/appointments?${query}`)).body;
    expect(await listed(`userId=${bob.user.id}&limit=200`)).toContain(created.id);
    expect(await listed(`userId=${stranger.user.id}&limit=200`)).not.toContain(created.id);
  });

  it('have the UID of one meeting once', async () => {
    const uid = `meeting-${newId()}@example.com`;
    await create({ uid });
    const second = await ada.call('POST', '/api/appointments', { body: { ...MEETING, uid } });
    expect([second.statusCode, bodyOf<Problem>(second).code]).toEqual([409, 'appointment-exists']);
  });

  it('refuse what no calendar has, field by field', async () => {
    const fields = async (change: object) => {
      const answer = await ada.call('POST', '/api/appointments', { body: { ...MEETING, ...change } });
      expect(answer.statusCode).toBe(400);
      return bodyOf<Problem>(answer).errors?.map(({ field, code }) => `${field} ${code}`);
    };
    expect(await fields({ start: '2026-02-30T09:00:00' })).toEqual(['/start field-format']);
    expect(await fields({ start: '2026-03-02T09:00:00Z' })).toEqual(['/start field-pattern']);
    expect(await fields({ timeZone: 'Europe/Atlantis' })).toEqual(['/timeZone field-time-zone-unknown']);
    expect(await fields({ duration: '-PT1H' })).toEqual(['/duration field-pattern']);
    expect(await fields({ alerts: {} })).toEqual(['/alerts field-unknown']);
    const overrides = {
      'not-a-date': { title: 'x' },
      '2026-03-09T09:00:00': { start: '2026-13-01T00:00:00' },
    };
    expect(await fields({ recurrenceOverrides: overrides })).toEqual([
      '/recurrenceOverrides/not-a-date field-format',
      '/recurrenceOverrides/2026-03-09T09:00:00/start field-format',
    ]);
    const control = await ada.call('POST', '/api/appointments', { body: { ...MEETING, title: 'a\u0000b' } });
    expect([control.statusCode < 500, control.statusCode]).toEqual([true, control.statusCode]);
  });

  it('are linked with records that the linker may see, and shown there', async () => {
    const company = bodyOf<Company>(
      await ada.call('POST', '/api/companies', { body: { name: 'Linked Ltd' } }),
    );
    const hidden = bodyOf<Company>(
      await stranger.call('POST', '/api/companies', { body: { name: 'Hidden Ltd' } }),
    );
    const created = await create();
    const path = `/api/appointments/${created.id}/links`;
    const linked = await ada.call('PUT', `${path}/company/${company.id}`);
    expect(bodyOf<AppointmentLinks>(linked).items).toMatchObject([
      { recordType: 'company', id: company.id, title: 'Linked Ltd', linkedBy: ada.user.id, rule: null },
    ]);
    expect((await ada.call('PUT', `${path}/company/${company.id}`)).body).toBe(linked.body);
    const unseen = await ada.call('PUT', `${path}/company/${hidden.id}`);
    expect([unseen.statusCode, bodyOf<Problem>(unseen).code]).toEqual([422, 'reference-unknown']);
    expect((await stranger.call('PUT', `${path}/company/${hidden.id}`)).statusCode).toBe(404);
    const meetings = bodyOf<PageOf<Appointment>>(
      await ada.call('GET', `/api/companies/${company.id}/appointments`),
    );
    expect(meetings.items.map(({ id }) => id)).toEqual([created.id]);
    expect(bodyOf<AppointmentLinks>(await ada.call('DELETE', `${path}/company/${company.id}`)).items).toEqual(
      [],
    );
  });

  it('are shown at the people who take part', async () => {
    const body = { familyName: 'Guest', emails: ['Guest@Example.com'] };
    const person = bodyOf<Person>(await ada.call('POST', '/api/persons', { body }));
    const created = await create({
      participants: { 'mailto:guest@example.com': { roles: { attendee: true } } },
    });
    const meetings = bodyOf<PageOf<Appointment>>(
      await ada.call('GET', `/api/persons/${person.id}/appointments`),
    );
    expect(meetings.items.map(({ id }) => id)).toEqual([created.id]);
  });

  it('are deleted from the version that was seen', async () => {
    const created = await create();
    const remove = (version: string) =>
      ada.call('DELETE', `/api/appointments/${created.id}`, { headers: { 'if-match': `"${version}"` } });
    expect([
      (await remove('7')).statusCode,
      (await remove('1')).statusCode,
      (await remove('1')).statusCode,
    ]).toEqual([412, 204, 404]);
  });
});

describe('occurrences', () => {
  let world: World;
  let ada: Client;
  beforeAll(async () => {
    world = await startWorld();
    ada = await world.client();
  });
  afterAll(() => world.close());

  const range = async (from: string, to: string, more = '', client = ada) =>
    client.call('GET', `/api/appointments/occurrences?from=${from}&to=${to}${more}`);

  it('are the meetings of a range, exceptions applied, in order', async () => {
    const weekly = {
      ...MEETING,
      recurrenceRules: [{ frequency: 'weekly' }],
      recurrenceOverrides: {
        '2026-03-16T09:00:00': { excluded: true },
        '2026-03-23T09:00:00': { start: '2026-03-24T15:00:00', title: 'Moved' },
      },
    };
    const { id } = bodyOf<Appointment>(await ada.call('POST', '/api/appointments', { body: weekly }));
    await ada.call('POST', '/api/appointments', {
      body: { title: 'Holiday', start: '2026-03-10T00:00:00', duration: 'P1D', showWithoutTime: true },
    });
    const { items, truncated } = bodyOf<Occurrences>(
      await range('2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'),
    );
    // Berlin changes to summer time on 29 March.
    expect(items.map((item) => [item.startsAt, item.endsAt, item.title])).toEqual([
      ['2026-03-02T08:00:00.000Z', '2026-03-02T09:00:00.000Z', 'Review'],
      ['2026-03-09T08:00:00.000Z', '2026-03-09T09:00:00.000Z', 'Review'],
      ['2026-03-09T23:00:00.000Z', '2026-03-10T23:00:00.000Z', 'Holiday'],
      ['2026-03-24T14:00:00.000Z', '2026-03-24T15:00:00.000Z', 'Moved'],
      ['2026-03-30T07:00:00.000Z', '2026-03-30T08:00:00.000Z', 'Review'],
    ]);
    expect(truncated).toBe(false);
    expect(items[3]).toMatchObject({
      appointmentId: id,
      recurrenceId: '2026-03-23T09:00:00',
      exception: true,
    });
    expect(items[2]).toMatchObject({
      recurrenceId: null,
      timeZone: null,
      showWithoutTime: true,
      location: '',
    });
    expect(items[0]).toMatchObject({ location: 'Room 7', users: [ada.user.id], status: 'confirmed' });
  });

  it('stop at a limit and say so; strangers see none', async () => {
    const [from, to] = ['2026-03-01T00:00:00Z', '2027-03-01T00:00:00Z'] as const;
    const some = bodyOf<Occurrences>(await range(from, to, '&limit=3'));
    expect([some.items.length, some.truncated]).toEqual([3, true]);
    const none = bodyOf<Occurrences>(await range(from, to, '', await world.client()));
    expect(none).toEqual({ items: [], truncated: false });
  });

  it('refuse ranges that are none, or too long', async () => {
    const code = async (from: string, to: string) => bodyOf<Problem>(await range(from, to)).code;
    expect(await code('2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z')).toBe('range-malformed');
    expect(await code('2026-03-01T00:00:00Z', '2027-05-01T00:00:00Z')).toBe('range-too-long');
    expect(await code('yesterday', 'today')).toBe('invalid');
  });
});
