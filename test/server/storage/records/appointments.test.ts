import type { Kysely } from 'kysely';
import {
  createAppointment,
  deleteAppointment,
  updateAppointment,
} from '../../../../src/server/storage/records/appointments.ts';
import {
  getAppointment,
  listAppointments,
  type AppointmentQuery,
  type AppointmentRecord,
} from '../../../../src/server/storage/records/appointment-list.ts';
import { linkAppointment, linksOf, unlinkAppointment } from '../../../../src/server/storage/records/links.ts';
import { createRecord } from '../../../../src/server/storage/records/records.ts';
import type { KeptType, RecordInput } from '../../../../src/server/storage/records/record-types.ts';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { anEvent } from '../../../contracts/mailbox/events.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { insertTestUser, writerOf, type TestUser } from './people.ts';

let database: TestDatabase;
let db: Kysely<Database>;
let user: TestUser;
let colleague: TestUser;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  [user, colleague] = [await insertTestUser(db), await insertTestUser(db)];
});

async function made(event: Event, options: object = {}): Promise<AppointmentRecord> {
  const result = await createAppointment(db, writerOf(user), newId(), event, options);
  if (result.type !== 'done') throw new Error(result.type);
  return result.appointment;
}

async function record<T extends KeptType>(type: T, input: RecordInput<T>): Promise<string> {
  const result = await createRecord(db, writerOf(user), type, newId(), input);
  if (result.type !== 'done') throw new Error(result.type);
  return result.record.id;
}

async function titles(query: Partial<AppointmentQuery>, by = user): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAppointments(db, by.id, { limit: 2, ...query, cursor });
    if (page === null) throw new Error('Cursor refused');
    found.push(...page.items.map(({ event }) => event.title ?? ''));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

describe('appointments', () => {
  it('are created for the writer, linked, changed in the version seen, and deleted', async () => {
    const companyId = await record('company', { name: 'Acme' });
    const event = anEvent({ title: 'Talk' });
    const links = [{ recordType: 'company', id: companyId }];
    const appointment = await made(event, { links });
    expect(appointment).toMatchObject({ event, users: [user.id], version: '1', ownerId: user.id });
    expect(appointment.links).toMatchObject([
      { id: companyId, title: 'Acme', linkedBy: user.id, rule: null },
    ]);
    expect(appointment.startsAt.toISOString()).toBe('2026-03-10T08:30:00.000Z');
    const { id } = appointment;
    const patch = { title: 'Talks', description: null };
    const changed = await updateAppointment(db, writerOf(user), id, '1', {
      patch,
      users: [user.id, colleague.id],
    });
    expect(changed).toMatchObject({ type: 'done', appointment: { version: '2', event: { title: 'Talks' } } });
    expect(await updateAppointment(db, writerOf(user), id, '1', { patch })).toEqual({
      type: 'version-changed',
    });
    expect(await getAppointment(db, colleague.id, id)).toMatchObject({
      users: [user.id, colleague.id],
      links: [],
    });
    expect(await deleteAppointment(db, writerOf(user), id, '1')).toBe('version-changed');
    expect(await deleteAppointment(db, writerOf(user), id, '2')).toBe('done');
    expect(await deleteAppointment(db, writerOf(user), id, '3')).toBe('not-found');
    expect(await getAppointment(db, user.id, id)).toBeNull();
  });

  it('are created once under one id and once per meeting', async () => {
    const [id, event] = [newId(), anEvent()];
    const create = (as: string) => createAppointment(db, writerOf(user), as, event);
    const first = await create(id);
    expect(await create(id)).toEqual(first);
    expect(await create(newId())).toEqual({ type: 'exists' });
  });

  it('are not created or changed at all when they name what is not there', async () => {
    const id = newId();
    const create = (options: object) => createAppointment(db, writerOf(user), id, anEvent(), options);
    const links = [{ recordType: 'company', id: newId() }];
    expect(await create({ links })).toEqual({ type: 'reference-unknown', field: 'links' });
    expect(await create({ users: [newId()] })).toEqual({ type: 'reference-unknown', field: 'users' });
    expect(await getAppointment(db, user.id, id)).toBeNull();
    const { id: known } = await made(anEvent({ title: 'Kept' }));
    const change = { patch: { title: 'X' }, readers: [newId()] };
    const result = await updateAppointment(db, writerOf(user), known, '1', change);
    expect(result).toEqual({ type: 'reference-unknown', field: 'readers' });
    expect(await getAppointment(db, user.id, known)).toMatchObject({
      version: '1',
      event: { title: 'Kept' },
    });
    const malformed = await createAppointment(db, writerOf(user), id, anEvent({ start: 'soon' }));
    expect(malformed).toMatchObject({ type: 'malformed', error: { code: 'event-start-invalid' } });
  });

  it('are not there for others, and not theirs to change as mere readers', async () => {
    const { id } = await made(anEvent());
    const change = { patch: { title: 'X' } };
    expect(await getAppointment(db, colleague.id, id)).toBeNull();
    expect(await updateAppointment(db, writerOf(colleague), id, null, change)).toEqual({ type: 'not-found' });
    await updateAppointment(db, writerOf(user), id, null, { readers: [colleague.id] });
    expect(await updateAppointment(db, writerOf(colleague), id, null, change)).toEqual({
      type: 'not-allowed',
    });
    expect(await deleteAppointment(db, writerOf(colleague), id, null)).toBe('not-allowed');
    expect(await linkAppointment(db, writerOf(colleague), id, [])).toBe(false);
  });
});

describe('lists of appointments', () => {
  it('go by start, and know which have a part in a range', async () => {
    const at = (title: string, start: string, more: object = {}) => made(anEvent({ title, start, ...more }));
    await at('c', '2026-06-01T09:00:00', { timeZone: 'Etc/UTC', duration: 'PT1H' });
    await at('a', '2026-05-31T23:00:00', { timeZone: 'Etc/UTC', duration: 'PT1H' });
    await at('b', '2026-05-31T23:30:00', { timeZone: 'Etc/UTC', duration: 'PT1H' });
    await at('d', '2026-06-02T00:00:00', { timeZone: 'Etc/UTC', duration: 'PT0S' });
    await at('endless', '2020-01-01T09:00:00', { recurrenceRules: [{ frequency: 'weekly' }] });
    await at('over', '2020-01-02T09:00:00', { recurrenceRules: [{ frequency: 'weekly', count: 3 }] });
    const [from, to] = [new Date('2026-06-01T00:00:00Z'), new Date('2026-06-02T00:00:00Z')];
    expect(await titles({})).toEqual(['endless', 'over', 'a', 'b', 'c', 'd']);
    expect(await titles({ order: 'latest' })).toEqual(['d', 'c', 'b', 'a', 'over', 'endless']);
    expect(await titles({ from, to })).toEqual(['endless', 'b', 'c']);
    expect(await titles({ from: to })).toEqual(['endless', 'd']);
    expect(await titles({ to: new Date('2020-01-02T00:00:00Z') })).toEqual(['endless']);
    expect(await listAppointments(db, user.id, { limit: 1, cursor: 'x' })).toBeNull();
  });

  it('show what is in a user’s calendars, as far as the asker may see it', async () => {
    await made(anEvent({ title: 'mine' }));
    await made(anEvent({ title: 'both' }), { users: [user.id, colleague.id] });
    expect(await titles({ userId: colleague.id })).toEqual(['both']);
    expect(await titles({ userId: user.id }, colleague)).toEqual(['both']);
  });

  it('collect the meetings of a company, a person, an opportunity and a matter', async () => {
    const companyId = await record('company', { name: 'Mill', website: 'mill.example' });
    const person = await record('person', { familyName: 'Dale', emails: ['dale@home.example'], companyId });
    const opportunity = await record('opportunity', { name: 'Hall', companyId });
    const matter = await record('matter', { name: 'Case' });
    const invited = (address: string) => ({
      participants: { [`mailto:${address}`]: { roles: { attendee: true as const } } },
    });
    await made(anEvent({ title: 'linked to company' }), {
      links: [{ recordType: 'company', id: companyId }],
    });
    await made(anEvent({ title: 'linked to hall' }), {
      links: [{ recordType: 'opportunity', id: opportunity }],
    });
    await made(anEvent({ title: 'linked to case' }), { links: [{ recordType: 'matter', id: matter }] });
    await made(anEvent({ title: 'with Dale', ...invited('dale@home.example') }));
    await made(anEvent({ title: 'with the mill', ...invited('boss@mill.example') }));
    await made(anEvent({ title: 'with others', ...invited('x@other.example') }));
    const overrides = { '2026-03-17T09:30:00': invited('dale@home.example') };
    const rules = [{ frequency: 'weekly' as const, count: 3 }];
    await made(anEvent({ title: 'Dale once', recurrenceRules: rules, recurrenceOverrides: overrides }));
    const of = async (recordType: string, id: string) =>
      [...(await titles({ of: { recordType, id } }))].sort();
    expect(await of('person', person)).toEqual(['Dale once', 'with Dale']);
    expect(await of('company', companyId)).toEqual([
      'Dale once',
      'linked to company',
      'linked to hall',
      'with Dale',
      'with the mill',
    ]);
    expect(await of('opportunity', opportunity)).toEqual(['linked to hall']);
    expect(await of('matter', matter)).toEqual(['linked to case']);
  });

  it('remember who linked what, when and by which rule, and show links as far as their records are visible', async () => {
    const company = await record('company', { name: 'Acme' });
    const { id } = await made(anEvent());
    await linkAppointment(
      db,
      writerOf(user),
      id,
      [{ recordType: 'company', id: company }],
      'participant-domain',
    );
    await linkAppointment(db, writerOf(user), id, [{ recordType: 'company', id: company }]);
    const links = (await linksOf(db, user.id, [id])).get(id);
    expect(links).toMatchObject([
      { id: company, linkedBy: null, rule: 'participant-domain', linkedAt: expect.any(Date) },
    ]);
    expect((await linksOf(db, colleague.id, [id])).get(id)).toBeUndefined();
    expect(await linkAppointment(db, writerOf(user), id, [{ recordType: 'person', id: company }])).toBe(
      false,
    );
    expect(await unlinkAppointment(db, writerOf(user), id, company)).toBe(true);
    expect((await linksOf(db, user.id, [id])).get(id)).toBeUndefined();
  });
});
