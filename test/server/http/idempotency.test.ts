import type { NewToken, PageOf, Problem, Token, User } from '../../../src/contract/index.ts';
import { LOST_AFTER } from '../../../src/server/storage/idempotency.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { bodyOf, startWorld, type Client, type World } from './world.ts';

describe('writes under an Idempotency-Key', () => {
  let world: World;
  let now = new Date();
  beforeAll(async () => {
    world = await startWorld({ services: () => ({ now: () => now }) });
  });
  afterAll(() => world.close());
  beforeEach(() => {
    now = new Date();
  });

  const post = (client: Client, key: string, name: string) =>
    client.call('POST', '/api/tokens', { body: { name }, headers: { 'idempotency-key': key } });
  const names = async (client: Client) => {
    const page = bodyOf<PageOf<Token>>(await client.call('GET', '/api/tokens?limit=100'));
    return page.items.map((token) => token.name).filter((name) => name !== '');
  };

  it('have one effect and one answer, however often they are repeated', async () => {
    const client = await world.client();
    const first = await post(client, 'a-1', 'backup');
    const again = await post(client, 'a-1', 'backup');
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.body).toBe(first.body);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.headers['content-type']).toBe(first.headers['content-type']);
    expect(await names(client)).toEqual(['backup']);
  });

  it('have one effect when they come at the same time', async () => {
    const client = await world.client();
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(client, 'b-1', 'many')));
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array<number>(12).fill(201));
    expect(await names(client)).toEqual(['many']);
  });

  it('answer with ETag and Location again', async () => {
    const admin = await world.client('admin');
    const headers = { 'idempotency-key': 'c-1' };
    const body = { username: `u-${newId()}`, password: 'long enough', displayName: 'U' };
    const first = await admin.call('POST', '/api/users', { body, headers });
    const again = await admin.call('POST', '/api/users', { body, headers });
    expect(first.headers['etag']).toBe('"1"');
    expect(first.headers['location']).toBe(`/api/users/${bodyOf<User>(first).id}`);
    expect([again.headers['etag'], again.headers['location']]).toEqual([
      first.headers['etag'],
      first.headers['location'],
    ]);
  });

  it('are refused when the key belongs to another request, and only there', async () => {
    const [client, other] = [await world.client(), await world.client()];
    await post(client, 'd-1', 'one');
    const different = await post(client, 'd-1', 'two');
    expect([different.statusCode, bodyOf<Problem>(different).code]).toEqual([422, 'idempotency-key-reused']);
    expect((await post(other, 'd-1', 'two')).statusCode).toBe(201);
    expect(await names(client)).toEqual(['one']);
  });

  it('repeat a refusal, too', async () => {
    const client = await world.client();
    const change = () =>
      client.call('PATCH', `/api/users/${client.user.id}`, {
        body: { displayName: 'New' },
        headers: { 'idempotency-key': 'e-1', 'if-match': '"99"' },
      });
    const [first, again] = [await change(), await change()];
    expect([first.statusCode, again.statusCode]).toEqual([412, 412]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.headers['content-type']).toContain('application/problem+json');
  });

  it('may be tried again when the server failed', async () => {
    const admin = await world.client('admin');
    const body = { username: `u-${newId()}`, password: 'long enough', displayName: 'U' };
    const write = () => admin.call('POST', '/api/users', { body, headers: { 'idempotency-key': 'f-1' } });
    const own = { ...world.services.users };
    Object.assign(world.services.users, { create: () => Promise.reject(new Error('disk on fire')) });
    const failed = await write();
    Object.assign(world.services.users, own);
    expect([failed.statusCode, (await write()).statusCode]).toEqual([500, 201]);
  });

  it('get the same id again when the first request was lost with its process', async () => {
    const { user } = await world.client();
    const { idempotency } = world.services;
    const hash = Buffer.alloc(32, 7);
    const first = await idempotency.begin(user.id, 'g-1', hash, now);
    expect(await idempotency.begin(user.id, 'g-1', hash, now)).toEqual({ type: 'running' });
    const later = new Date(now.getTime() + LOST_AFTER);
    const outcomes = await Promise.all([1, 2, 3].map(() => idempotency.begin(user.id, 'g-1', hash, later)));
    const taken = outcomes.filter((outcome) => outcome.type === 'first');
    expect(taken).toEqual([{ ...first, repeated: true }]);
  });

  it('keep no secret in clear in the database', async () => {
    const client = await world.client();
    const { token } = bodyOf<NewToken>(await post(client, 'h-1', 'secret'));
    const { db } = world.database;
    const row = await db
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('key', '=', 'h-1')
      .executeTakeFirstOrThrow();
    expect(row.status).toBe(201);
    expect(row.body?.includes(token)).toBe(false);
  });

  it('are forgotten after a day', async () => {
    const client = await world.client();
    const first = await post(client, 'i-1', 'daily');
    await world.services.idempotency.sweep(new Date(now.getTime() + 86_400_001));
    const next = await post(client, 'i-1', 'daily');
    expect(bodyOf<Token>(next).id).not.toBe(bodyOf<Token>(first).id);
  });

  it('refuse a key that is none', async () => {
    const client = await world.client();
    for (const key of ['', 'with space', 'x'.repeat(201)]) {
      const answer = await post(client, key, 'x');
      expect([answer.statusCode, bodyOf<Problem>(answer).code]).toEqual([400, 'idempotency-key-malformed']);
    }
  });
});
