import type { Policy, Problem, Rule, RuleList } from '../../../src/contract/index.ts';
import { mailboxConnector } from '../../../src/server/connection.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { bodyOf, startWorld, type Answer, type Client, type World } from './world.ts';

const ANY = { users: [], parts: [], private: null, categories: [], domains: [] };
const OUT = { type: 'direction', direction: 'none' } as const;

describe("the administrator's rules", () => {
  let world: World;
  let admin: Client;
  beforeAll(async () => {
    world = await startWorld();
    admin = await world.client('admin');
  });
  afterAll(() => world.close());

  const create = (name: string, change: object = {}, client = admin) =>
    client.call('POST', '/api/rules', { body: { name, when: ANY, then: OUT, ...change } });
  const made = async (name: string, change: object = {}) => bodyOf<Rule>(await create(name, change));
  const list = async () => bodyOf<RuleList>(await admin.call('GET', '/api/rules')).items;
  const withTag = ({ version }: { readonly version: string }) => ({
    headers: { 'if-match': `"${version}"` },
  });
  const code = (answer: Answer) => bodyOf<Problem>(answer).code;

  beforeEach(async () => {
    for (const rule of await list()) await admin.call('DELETE', `/api/rules/${rule.id}`, withTag(rule));
  });

  it('are made, listed in their order, changed, switched off and removed', async () => {
    const [one, two] = [await made('One'), await made('Two', { active: false })];
    expect((await list()).map(({ name, active }) => [name, active])).toEqual([
      ['One', true],
      ['Two', false],
    ]);
    const changed = await admin.call('PATCH', `/api/rules/${one.id}`, {
      body: { active: false, when: { ...ANY, domains: ['Example.COM'], categories: [' Family '] } },
      ...withTag(one),
    });
    expect(bodyOf<Rule>(changed)).toMatchObject({
      name: 'One',
      active: false,
      when: { ...ANY, domains: ['example.com'], categories: ['Family'] },
      then: OUT,
    });
    const late = await admin.call('PATCH', `/api/rules/${one.id}`, { body: { name: 'X' }, ...withTag(one) });
    expect([late.statusCode, code(late)]).toEqual([412, 'version-changed']);
    expect((await admin.call('DELETE', `/api/rules/${two.id}`, withTag(two))).statusCode).toBe(204);
    expect((await admin.call('GET', `/api/rules/${two.id}`)).statusCode).toBe(404);
    expect((await list()).map(({ name }) => name)).toEqual(['One']);
  });

  it('are put into another order as a whole', async () => {
    const ids = [(await made('One')).id, (await made('Two')).id, (await made('Three')).id];
    const put = (order: readonly string[]) => admin.call('PUT', '/api/rules/order', { body: { ids: order } });
    const [one = '', two = '', three = ''] = ids;
    expect(bodyOf<RuleList>(await put([three, one, two])).items.map(({ name }) => name)).toEqual([
      'Three',
      'One',
      'Two',
    ]);
    for (const order of [
      [three, one],
      [three, one, newId()],
      [three, one, two, newId()],
    ])
      expect(code(await put(order))).toBe('version-changed');
    await made('Last');
    expect((await list()).map(({ name }) => name)).toEqual(['Three', 'One', 'Two', 'Last']);
  });

  it("are the administrators' alone", async () => {
    const rule = await made('One');
    const user = await world.client();
    const answers = [
      await create('Mine', {}, user),
      await user.call('GET', '/api/rules'),
      await user.call('GET', `/api/rules/${rule.id}`),
      await user.call('PATCH', `/api/rules/${rule.id}`, { body: { active: false }, ...withTag(rule) }),
      await user.call('DELETE', `/api/rules/${rule.id}`, withTag(rule)),
      await user.call('PUT', '/api/rules/order', { body: { ids: [rule.id] } }),
    ];
    expect(answers.map((answer) => [answer.statusCode, code(answer)])).toEqual(
      answers.map(() => [403, 'not-allowed']),
    );
    expect(await list()).toHaveLength(1);
  });

  it.each<[string, object, string, string]>([
    ['no name', { name: ' ' }, 'invalid', '/name'],
    ['a user who is not there', { when: { ...ANY, users: [newId()] } }, 'reference-unknown', '/when/users'],
    ['no domain', { when: { ...ANY, domains: ['a b'] } }, 'invalid', '/when/domains/0'],
    [
      'a link that asks for categories',
      {
        when: { ...ANY, categories: ['x'] },
        then: { type: 'link', recordType: 'opportunity', text: 'Meeting to Opportunity' },
      },
      'invalid',
      '/when/categories',
    ],
  ])('with %s are refused, and the field is named', async (_name, change, problem, field) => {
    const answer = await create('Rule', change);
    expect(bodyOf<Problem>(answer)).toMatchObject({ code: problem, errors: [{ field }] });
    expect(await list()).toEqual([]);
  });

  it('ask for a pump of every mailbox, and reach the pumps of those whom they name', async () => {
    const [anna, ben] = [await world.client(), await world.client()];
    const { db } = world.database;
    const mailboxes = [anna, ben].map(({ user }) => ({ id: newId(), user_id: user.id }));
    for (const mailbox of mailboxes)
      await db
        .insertInto('mailboxes')
        .values({
          ...mailbox,
          ...{ kind: 'memory', name: 'M', url: '', account: mailbox.id, server: '', discovered: '{}' },
          ...{ addresses: [`mailto:${mailbox.id}@example.com`], state: 'ok', create_in: '{}' },
          ...{ settings: '{"actingFor":["mailto:chief@example.com"]}', sealed_password: 'sealed' },
        })
        .execute();
    await db.deleteFrom('pump_requests').execute();
    await made('For Ben', { when: { ...ANY, users: [ben.user.id] } });
    const asked = await db.selectFrom('pump_requests').select('mailbox_id').execute();
    expect(asked.map(({ mailbox_id: id }) => id).sort()).toEqual(mailboxes.map(({ id }) => id).sort());
    await made('Off', { active: false });
    await made('A link', { then: { type: 'link', recordType: 'matter', text: 'Matter' } });
    await admin.call('PATCH', '/api/policy', {
      body: { privacy: 'busy' },
      ...withTag(bodyOf<Policy>(await admin.call('GET', '/api/policy'))),
    });
    const names = await Promise.all(mailboxes.map(async ({ id }) => settingsOf(world, id)));
    expect(names.map(({ rules = [] }) => rules.map(({ name }) => name))).toEqual([[], ['For Ben']]);
    expect(names[0]).toMatchObject({ privacyLimit: 'busy', actingFor: ['mailto:chief@example.com'] });
    expect(names[0]?.synchronised?.get(`mailto:${mailboxes[1]?.id ?? ''}@example.com`)).toEqual([
      mailboxes[1]?.id,
    ]);
  });
});

describe('what holds for everybody', () => {
  it('is read by all and changed by administrators', async () => {
    const world = await startWorld();
    try {
      const [admin, user] = [await world.client('admin'), await world.client()];
      const policy = bodyOf<Policy>(await user.call('GET', '/api/policy'));
      expect(policy.privacy).toBe('in');
      const change = (client: Client) =>
        client.call('PATCH', '/api/policy', {
          body: { privacy: 'out' },
          headers: { 'if-match': `"${policy.version}"` },
        });
      expect((await change(user)).statusCode).toBe(403);
      expect(bodyOf<Policy>(await change(admin)).privacy).toBe('out');
      expect(bodyOf<Problem>(await change(admin)).code).toBe('version-changed');
    } finally {
      await world.close();
    }
  });
});

/** What a pump of a stored mailbox is told. */
async function settingsOf({ database }: World, id: string) {
  const { mailboxAccounts } = await import('../../../src/server/storage/mailbox-accounts.ts');
  const { mailboxCollections } = await import('../../../src/server/storage/mailbox-collections.ts');
  const { userStore } = await import('../../../src/server/storage/users.ts');
  const { db } = database;
  const opens = { seal: () => Buffer.from('x'), open: () => 'secret' };
  const connect = mailboxConnector({
    database,
    ledger: { transaction: () => Promise.reject(new Error('Not asked')) },
    accounts: mailboxAccounts(db, opens as never),
    collections: mailboxCollections(db),
    users: userStore(db),
    connect: () => ({}) as never,
    urlOf: () => '',
    callTimeoutMs: 1000,
    now: () => 0,
  });
  return (await connect(id)).settings;
}
