import type { Appointment, Opportunity, Rule } from '../../../src/contract/index.ts';
import { builtinCrm } from '../../../src/server/crm/builtin/index.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { bodyOf, startWorld, type Client, type World } from './world.ts';

const ANY = { users: [], parts: [], private: null, categories: [], domains: [] };

describe('meetings whose text names a number', () => {
  let world: World;
  let [admin, anna, ben]: Client[] = [];
  let rule: Rule;
  beforeAll(async () => {
    world = await startWorld();
    [admin, anna, ben] = [await world.client('admin'), await world.client(), await world.client()];
    const then = { type: 'link', recordType: 'opportunity', text: 'Meeting to Opportunity' };
    rule = bodyOf<Rule>(await call(admin, 'POST', '/api/rules', { name: 'Numbers', when: ANY, then }));
  });
  afterAll(() => world.close());

  const call = (
    client: Client | undefined,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    tag?: string,
  ) => {
    if (client === undefined) throw new Error('The world did not start');
    return client.call(method, path, {
      ...(body === undefined ? {} : { body }),
      ...(tag === undefined ? {} : { headers: { 'if-match': `"${tag}"` } }),
    });
  };
  const opportunity = async (client: Client | undefined, number: string) =>
    bodyOf<Opportunity>(await call(client, 'POST', '/api/opportunities', { name: `Deal ${number}`, number }));
  const meeting = async (client: Client | undefined, title: string, more: object = {}) =>
    bodyOf<Appointment>(
      await call(client, 'POST', '/api/appointments', {
        title,
        start: '2026-12-01T10:00:00',
        timeZone: 'Europe/Berlin',
        ...more,
      }),
    );
  const linksOf = async ({ id }: Appointment) =>
    bodyOf<Appointment>(await call(anna, 'GET', `/api/appointments/${id}`)).links.map(
      ({ title, rule: by, linkedBy }) => [title, by, linkedBy],
    );
  const fresh = () => `Y${newId().slice(-12)}`;

  it('are linked with its record, in title and text, and say which rule did it', async () => {
    const [one, two] = [fresh(), fresh()];
    await opportunity(anna, one);
    await opportunity(anna, two);
    const made = await meeting(anna, `Meeting to Opportunity: ${one.toUpperCase()}`, {
      description: `See meeting to opportunity ${two}`,
    });
    expect((await linksOf(made)).sort()).toEqual(
      [
        [`Deal ${one}`, 'Numbers', null],
        [`Deal ${two}`, 'Numbers', null],
      ].sort(),
    );
  });

  it('are linked when a mailbox brings them, or a later text does', async () => {
    const [one, two] = [fresh(), fresh()];
    await opportunity(anna, one);
    await opportunity(anna, two);
    const user = anna?.user ?? { id: '', role: 'user' as const };
    const now = () => Date.now();
    const crm = builtinCrm(world.database.db, {
      user,
      mailboxId: newId(),
      now,
      newId,
      urlOf: () => '',
      references: [{ name: 'Numbers', when: {}, recordType: 'opportunity', text: 'Meeting to Opportunity' }],
    });
    const item = {
      '@type': 'Event',
      uid: newId(),
      title: `Meeting to Opportunity: ${one}`,
      start: '2026-12-01T10:00:00',
      timeZone: 'Europe/Berlin',
    } as const;
    const intent = {
      id: newId(),
      correlationKey: newId(),
      expectedVersion: null,
      mailPolicy: 'none',
    } as const;
    const [made] = await crm.create([{ collection: 'appointment', item, intent }], {
      deadline: now() + 10_000,
    });
    if (made?.ok !== true) throw new Error('It was not made');
    const appointment = bodyOf<Appointment>(await call(anna, 'GET', `/api/appointments/${made.ref.id}`));
    expect(await linksOf(appointment)).toEqual([[`Deal ${one}`, 'Numbers', null]]);
    await call(
      anna,
      'PATCH',
      `/api/appointments/${appointment.id}`,
      { description: `Meeting to Opportunity: ${two}` },
      appointment.version,
    );
    expect(await linksOf(appointment)).toHaveLength(2);
  });

  it('stay without a link that a person took away, until the text names it anew', async () => {
    const number = fresh();
    const { id } = await opportunity(anna, number);
    let made = await meeting(anna, `Meeting to Opportunity: ${number}`);
    await call(anna, 'DELETE', `/api/appointments/${made.id}/links/opportunity/${id}`);
    const edit = async (patch: object) => {
      made = bodyOf<Appointment>(
        await call(anna, 'PATCH', `/api/appointments/${made.id}`, patch, made.version),
      );
      return linksOf(made);
    };
    expect(await edit({ description: 'Bring the plans' })).toEqual([]);
    expect(await edit({ title: 'Plans' })).toEqual([]);
    expect(await edit({ title: `Meeting to Opportunity: ${number}` })).toHaveLength(1);
  });

  it('name nothing that their writer may not see, that is ambiguous, or that no rule speaks of any more', async () => {
    const [hidden, twice, later] = [fresh(), fresh(), fresh()];
    await opportunity(ben, hidden);
    await opportunity(anna, twice);
    await opportunity(anna, twice);
    await opportunity(anna, later);
    for (const number of [hidden, twice])
      expect(await linksOf(await meeting(anna, `Meeting to Opportunity: ${number}`))).toEqual([]);
    const kept = await meeting(anna, `Meeting to Opportunity: ${later}`);
    await call(admin, 'PATCH', `/api/rules/${rule.id}`, { active: false }, rule.version);
    expect(await linksOf(await meeting(anna, `Meeting to Opportunity: ${later}`))).toEqual([]);
    // What a rule linked stays when the rule goes.
    expect(await linksOf(kept)).toHaveLength(1);
  });
});
