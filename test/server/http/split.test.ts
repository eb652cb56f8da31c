import type { Appointment, Company, Occurrences, PageOf, Problem } from '../../../src/contract/index.ts';
import { bodyOf, startWorld, type Client, type World } from './world.ts';

/** Mondays at nine, five times from 2 March 2026, the fourth with a name of its own. */
const SERIES = {
  title: 'Review',
  start: '2026-03-02T09:00:00',
  timeZone: 'Europe/Berlin',
  duration: 'PT1H',
  recurrenceRules: [{ frequency: 'weekly', count: 5 }],
  recurrenceOverrides: { '2026-03-23T09:00:00': { title: 'Special' } },
};

describe('a series', () => {
  let world: World;
  let ada: Client;
  let bob: Client;
  beforeAll(async () => {
    world = await startWorld();
    [ada, bob] = [await world.client(), await world.client()];
  });
  afterAll(() => world.close());

  const create = async (change: object = {}) =>
    bodyOf<Appointment>(await ada.call('POST', '/api/appointments', { body: { ...SERIES, ...change } }));
  const split = (client: Client, { id, version }: Appointment, body: object, headers: object = {}) =>
    client.call('POST', `/api/appointments/${id}/split`, {
      body,
      headers: { 'if-match': `"${version}"`, ...headers },
    });
  const patch = async ({ id, version }: Appointment, body: object) =>
    bodyOf<Appointment>(
      await ada.call('PATCH', `/api/appointments/${id}`, { body, headers: { 'if-match': `"${version}"` } }),
    );
  const read = async (id: string) => bodyOf<Appointment>(await ada.call('GET', `/api/appointments/${id}`));

  it('is split at a date: it ends before, and another one begins there for the same people and records', async () => {
    const company = bodyOf<Company>(await ada.call('POST', '/api/companies', { body: { name: 'Mill' } }));
    const whole = await create({
      users: [ada.user.id, bob.user.id],
      links: [{ recordType: 'company', id: company.id }],
    });
    const changes = { title: 'Retro', start: '2026-03-16T15:00:00' };
    const answer = await split(ada, whole, { recurrenceId: '2026-03-16T09:00:00', changes });
    expect(answer.statusCode).toBe(201);
    const tail = bodyOf<Appointment>(answer);
    expect(answer.headers['location']).toBe(`/api/appointments/${tail.id}`);
    expect(tail).toMatchObject({
      uid: tail.id,
      title: 'Retro',
      start: '2026-03-16T15:00:00',
      recurrenceRules: [{ frequency: 'weekly', count: 3 }],
      recurrenceOverrides: { '2026-03-23T15:00:00': { title: 'Special' } },
      users: [ada.user.id, bob.user.id],
      links: [{ id: company.id }],
      version: '1',
    });
    const head = await read(whole.id);
    expect(head).toMatchObject({
      uid: whole.uid,
      title: 'Review',
      recurrenceRules: [{ frequency: 'weekly', until: '2026-03-09T09:00:00' }],
      version: '2',
    });
    expect(head.recurrenceOverrides).toBeUndefined();
    const range = `from=2026-03-01T00:00:00Z&to=2026-05-01T00:00:00Z&userId=${ada.user.id}`;
    const seen = bodyOf<Occurrences>(await ada.call('GET', `/api/appointments/occurrences?${range}`));
    expect(seen.items.map(({ startsAt, title }) => `${startsAt.slice(0, 16)} ${title}`)).toEqual([
      '2026-03-02T08:00 Review',
      '2026-03-09T08:00 Review',
      '2026-03-16T14:00 Retro',
      '2026-03-23T14:00 Special',
      '2026-03-30T13:00 Retro',
    ]);
  });

  it('is split once, however often it is asked for under one key', async () => {
    const whole = await create({ title: 'Once' });
    const body = { recurrenceId: '2026-03-16T09:00:00' };
    const headers = { 'idempotency-key': `split-${whole.id}` };
    const first = bodyOf<Appointment>(await split(ada, whole, body, headers));
    expect(bodyOf<Appointment>(await split(ada, whole, body, headers)).id).toBe(first.id);
    const all = bodyOf<PageOf<Appointment>>(await ada.call('GET', '/api/appointments?limit=100'));
    expect(all.items.filter(({ title }) => title === 'Once')).toHaveLength(2);
  });

  it.each([
    ['at its first date', '2026-03-02T09:00:00', 422, 'series-not-split'],
    ['where it has no date', '2026-03-17T09:00:00', 422, 'series-not-split'],
    ['at what is no date', '2026-02-30T09:00:00', 422, 'series-not-split'],
  ])('is not split %s, and stays as it is', async (_where, recurrenceId, status, code) => {
    const whole = await create();
    const answer = await split(ada, whole, { recurrenceId });
    expect([answer.statusCode, bodyOf<Problem>(answer).code]).toEqual([status, code]);
    expect(await read(whole.id)).toEqual(whole);
  });

  it('is split by those who may change it, in the version that they saw, into what can be stored', async () => {
    const whole = await create({ readers: [bob.user.id] });
    const body = { recurrenceId: '2026-03-16T09:00:00' };
    expect((await split(bob, whole, body)).statusCode).toBe(403);
    expect((await split(await world.client(), whole, body)).statusCode).toBe(404);
    const wrong = await split(ada, whole, { ...body, changes: { timeZone: 'Europe/Atlantis' } });
    expect(bodyOf<Problem>(wrong).errors?.map(({ field }) => field)).toEqual(['/changes/timeZone']);
    const foreign = await split(ada, whole, { ...body, changes: { users: [] } });
    expect(foreign.statusCode).toBe(400);
    await patch(whole, { title: 'Newer' });
    expect((await split(ada, whole, body)).statusCode).toBe(412);
    expect((await read(whole.id)).recurrenceRules).toEqual(SERIES.recurrenceRules);
  });

  it('takes its changed dates along when it takes place otherwise, and forgets those that are no more', async () => {
    const moved = await patch(await create(), { start: '2026-03-02T11:00:00' });
    expect(moved.recurrenceOverrides).toEqual({ '2026-03-23T11:00:00': { title: 'Special' } });
    const shorter = await patch(moved, { recurrenceRules: [{ frequency: 'weekly', count: 2 }] });
    expect(shorter.recurrenceOverrides).toBeUndefined();
  });

  it('becomes a single meeting and a series again', async () => {
    const single = await patch(await create(), { recurrenceRules: null });
    expect(single.recurrenceRules).toBeUndefined();
    expect(single.recurrenceOverrides).toBeUndefined();
    const again = await patch(single, { recurrenceRules: [{ frequency: 'daily', count: 3 }] });
    expect(again.recurrenceRules).toEqual([{ frequency: 'daily', count: 3 }]);
    expect(again.recurrenceOverrides).toBeUndefined();
  });
});
