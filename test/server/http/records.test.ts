import type { Company, PageOf, Person, Problem, RecordHits } from '../../../src/contract/index.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { bodyOf, startWorld, type Answer, type Client, type World } from './world.ts';

const RESOURCES = [
  ['companies', { name: 'Acme' }, { city: 'Bonn' }],
  [
    'persons',
    { givenName: 'Ada', familyName: 'Lovelace', emails: ['ada@example.com'] },
    { jobTitle: 'Countess' },
  ],
  [
    'opportunities',
    { name: 'Engine', number: 'Y1-1-100', amount: 1200.5, currency: 'EUR' },
    { stage: 'won' },
  ],
  ['matters', { name: 'Acme ./. Bolt', number: 'M-7' }, { state: 'closed' }],
] as const;

describe.each(RESOURCES)('%s', (resource, input, change) => {
  let world: World;
  let owner: Client;
  let stranger: Client;
  const path = `/api/${resource}`;
  beforeAll(async () => {
    world = await startWorld();
    [owner, stranger] = [await world.client(), await world.client()];
  });
  afterAll(() => world.close());

  type Stored = Record<string, unknown> & { id: string; version: string };
  const create = async (body: object = input) => bodyOf<Stored>(await owner.call('POST', path, { body }));
  const write = (client: Client, method: 'PATCH' | 'DELETE', { id, version }: Stored, body?: object) =>
    client.call(method, `${path}/${id}`, { ...(body && { body }), headers: { 'if-match': `"${version}"` } });

  it('are created, read, changed and deleted', async () => {
    const created = await owner.call('POST', path, { body: input });
    expect(created.statusCode).toBe(201);
    const record = bodyOf<Stored>(created);
    expect(record).toMatchObject({
      ...input,
      ownerId: owner.user.id,
      readers: [],
      url: `https://liaison.example/${resource}/${record.id}`,
    });
    expect(created.headers['location']).toBe(`${path}/${record.id}`);
    const changed = await write(owner, 'PATCH', record, change);
    expect(bodyOf<Stored>(changed)).toMatchObject({ ...input, ...change, version: '2' });
    expect(changed.headers['etag']).toBe('"2"');
    expect((await owner.call('GET', `${path}/${record.id}`)).body).toBe(changed.body);
    expect((await write(owner, 'DELETE', bodyOf<Stored>(changed))).statusCode).toBe(204);
    expect((await owner.call('GET', `${path}/${record.id}`)).statusCode).toBe(404);
  });

  it('don’t exist for strangers, whatever they try', async () => {
    const record = await create();
    const missing = { ...record, id: newId() };
    for (const target of [record, missing]) {
      const answers: Answer[] = [
        await stranger.call('GET', `${path}/${target.id}`),
        await stranger.call('GET', `${path}/${target.id}/appointments`),
        await write(stranger, 'PATCH', target, change),
        await write(stranger, 'DELETE', target),
      ];
      expect(answers.map((answer) => [answer.statusCode, bodyOf<Problem>(answer).code])).toEqual(
        answers.map(() => [404, 'not-found']),
      );
    }
    expect((await stranger.call('GET', path)).body).not.toContain(record.id);
    expect((await owner.call('GET', path)).body).toContain(record.id);
  });

  it('may be read, not changed, by their readers', async () => {
    const record = await create({ ...input, readers: [stranger.user.id] });
    expect((await stranger.call('GET', `${path}/${record.id}`)).statusCode).toBe(200);
    const refused = [await write(stranger, 'PATCH', record, change), await write(stranger, 'DELETE', record)];
    expect(refused.map((answer) => [answer.statusCode, bodyOf<Problem>(answer).code])).toEqual([
      [403, 'not-allowed'],
      [403, 'not-allowed'],
    ]);
  });

  it('are changed from the version that was seen, once', async () => {
    const record = await create();
    const answers = await Promise.all([1, 2, 3, 4].map(() => write(owner, 'PATCH', record, change)));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 412, 412, 412]);
    const unconditional = await owner.call('PATCH', `${path}/${record.id}`, { body: change });
    expect(unconditional.statusCode).toBe(428);
  });

  it('are one when they are created twice under one key', async () => {
    const body = { ...input, notes: `once-${newId()}` };
    const post = () => owner.call('POST', path, { body, headers: { 'idempotency-key': body.notes } });
    const answers = await Promise.all([post(), post(), post()]);
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    const listed = bodyOf<PageOf<Stored>>(await owner.call('GET', `${path}?limit=200`)).items;
    expect(listed.filter((record) => record['notes'] === body.notes)).toHaveLength(1);
  });

  it('refuse owners and readers whom nobody knows', async () => {
    for (const field of ['ownerId', 'readers']) {
      const unknown = field === 'readers' ? [newId()] : newId();
      const answer = await owner.call('POST', path, { body: { ...input, [field]: unknown } });
      expect([answer.statusCode, bodyOf<Problem>(answer).code]).toEqual([422, 'reference-unknown']);
      expect(bodyOf<Problem>(answer).errors).toMatchObject([
        { field: `/${field}`, code: 'field-reference-unknown' },
      ]);
    }
  });
});

describe('lists of records', () => {
  let world: World;
  let owner: Client;
  beforeAll(async () => {
    world = await startWorld();
    owner = await world.client();
  });
  afterAll(() => world.close());
  const company = (name: string) => owner.call('POST', '/api/companies', { body: { name } });

  it('have pages that miss and repeat nothing while others are added', async () => {
    const before: string[] = [];
    for (const name of ['Ärmel', 'bolt', 'Cato', 'Dora', 'emil', 'Fritz', 'Gala']) {
      before.push(bodyOf<Company>(await company(name)).id);
    }
    const seen: Company[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: PageOf<Company> = bodyOf(await owner.call('GET', `/api/companies?limit=2${query}`));
      seen.push(...page.items);
      cursor = page.nextCursor;
      await company('Aaa, added meanwhile');
    } while (cursor !== null);
    const ids = seen.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => before.includes(id))).toEqual(before);
  });

  it('refuse the cursor of another list', async () => {
    const page = bodyOf<PageOf<Company>>(await owner.call('GET', '/api/companies?limit=1'));
    for (const query of [`order=modified&cursor=${page.nextCursor ?? ''}`, 'cursor=nonsense']) {
      const answer = await owner.call('GET', `/api/companies?${query}`);
      expect([answer.statusCode, bodyOf<Problem>(answer).code]).toEqual([400, 'cursor-malformed']);
    }
  });

  it('are narrowed to a company’s people', async () => {
    const { id } = bodyOf<Company>(await company('Narrow'));
    const body = { givenName: 'Nina', companyId: id };
    const person = bodyOf<Person>(await owner.call('POST', '/api/persons', { body }));
    await owner.call('POST', '/api/persons', { body: { givenName: 'Otto' } });
    const listed = bodyOf<PageOf<Person>>(await owner.call('GET', `/api/persons?companyId=${id}`));
    expect(listed.items).toEqual([person]);
  });

  it('find records across types, accents and typing errors forgiven, strangers’ never', async () => {
    const stranger = await world.client();
    await stranger.call('POST', '/api/companies', { body: { name: 'Müller Geheim' } });
    const { id } = bodyOf<Company>(await company('Müller Maschinenbau'));
    const find = async (q: string, more = '') =>
      bodyOf<RecordHits>(await owner.call('GET', `/api/records/search?q=${encodeURIComponent(q)}${more}`))
        .items;
    const hit = { recordType: 'company', id, title: 'Müller Maschinenbau', subtitle: '' };
    expect(await find('muller')).toEqual([{ ...hit, url: `https://liaison.example/companies/${id}` }]);
    expect((await find('Maschienenbau')).map((found) => found.id)).toEqual([id]);
    expect(await find('muller', '&types=person,matter')).toEqual([]);
    const unknown = await owner.call('GET', '/api/records/search?q=x&types=dragon');
    expect(bodyOf<Problem>(unknown).errors).toMatchObject([{ field: 'types', code: 'field-not-one-of' }]);
  });

  it.each([
    ['persons', { givenName: ' ', jobTitle: 'Ghost' }, { givenName: 'Gil' }, '/familyName'],
    ['companies', { name: ' ' }, { name: 'Cato' }, '/name'],
    ['opportunities', { name: '\t' }, { name: 'Engine' }, '/name'],
    ['matters', { name: '\u00a0' }, { name: 'Acme' }, '/name'],
  ])('refuse %s without any name, new ones and old ones', async (resource, blank, named, field) => {
    const path = `/api/${resource}`;
    const created = await owner.call('POST', path, { body: blank });
    const { id } = bodyOf<{ id: string }>(await owner.call('POST', path, { body: named }));
    const headers = { 'if-match': '"1"' };
    const changed = await owner.call('PATCH', `${path}/${id}`, { body: blank, headers });
    for (const answer of [created, changed]) {
      expect(answer.statusCode).toBe(400);
      expect(bodyOf<Problem>(answer).errors).toMatchObject([{ field, code: 'field-required' }]);
    }
  });
});
