import type { Problem } from '../../../src/contract/index.ts';
import { bodyOf, startWorld, type Answer, type Client, type World } from './world.ts';

describe('problems', () => {
  let world: World;
  let client: Client;
  beforeAll(async () => {
    world = await startWorld();
    client = await world.client('admin');
  });
  afterAll(() => world.close());

  const seen = (answer: Answer) => [answer.statusCode, bodyOf<Problem>(answer).code];

  it('are problem documents with a code, a sentence and the request’s id', async () => {
    const answer = await client.call('GET', '/api/users/0190a000-0000-7000-8000-00000000ffff');
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(bodyOf<Problem>(answer)).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'There is nothing here, or you may not see it.',
      code: 'not-found',
      parameters: {},
      requestId: answer.headers['x-request-id'],
    });
  });

  it('speak the language that was asked for', async () => {
    const detail = async (language: string) => {
      const answer = await world.call('GET', '/api/session', { headers: { 'accept-language': language } });
      return bodyOf<Problem>(answer).detail;
    };
    expect(await detail('de-AT,en;q=0.5')).toBe('Sie sind nicht angemeldet.');
    expect(await detail('fr, en;q=0.3, de;q=0.2')).toBe('You are not signed in.');
    expect(await detail('')).toBe('You are not signed in.');
  });

  it('name every field that is wrong, in the same language', async () => {
    const body = { username: 'with space', password: 'zyx', timeZone: 7, nickname: 'x' };
    const headers = { 'accept-language': 'de' };
    const answer = await client.call('POST', '/api/users', { body, headers });
    expect(seen(answer)).toEqual([400, 'invalid']);
    const errors = bodyOf<Problem>(answer).errors ?? [];
    expect(Object.fromEntries(errors.map(({ field, code }) => [field, code]))).toEqual({
      '/displayName': 'field-required',
      '/nickname': 'field-unknown',
      '/password': 'field-too-short',
      '/timeZone': 'field-type',
      '/username': 'field-pattern',
    });
    expect(errors.find(({ field }) => field === '/password')?.detail).toBe(
      'Diese Angabe ist zu kurz: mindestens 8.',
    );
    expect(answer.body).not.toContain('zyx');
  });

  it('name parameters and what only the server knows', async () => {
    const list = await client.call('GET', '/api/users?limit=0');
    expect(bodyOf<Problem>(list).errors).toMatchObject([{ field: 'limit', code: 'field-out-of-range' }]);
    const { id, version } = client.user;
    const headers = { 'if-match': `"${version}"` };
    const zone = await client.call('PATCH', `/api/users/${id}`, {
      body: { timeZone: 'Mars/Olympus' },
      headers,
    });
    expect(bodyOf<Problem>(zone).errors).toMatchObject([
      { field: '/timeZone', code: 'field-time-zone-unknown' },
    ]);
    expect(seen(await client.call('GET', '/api/users/not-an-id'))).toEqual([400, 'invalid']);
    expect(seen(await client.call('GET', '/api/users?cursor=xyz'))).toEqual([400, 'cursor-malformed']);
  });

  it('meet bodies that are no JSON, too large, or something else', async () => {
    const post = (body: unknown, headers = {}) => client.call('POST', '/api/users', { body, headers });
    expect(seen(await post('{"a":'))).toEqual([400, 'malformed-body']);
    expect(seen(await post('{"__proto__":{"role":"admin"}}'))).toEqual([400, 'malformed-body']);
    expect(seen(await post('', { 'content-length': '0' }))).toEqual([400, 'malformed-body']);
    expect(seen(await post('a=b', { 'content-type': 'text/plain' }))).toEqual([
      415,
      'unsupported-media-type',
    ]);
    expect(seen(await post({ displayName: 'x'.repeat(2_100_000) }))).toEqual([413, 'body-too-large']);
  });

  it('meet unknown addresses, signed in or not, never with a page', async () => {
    for (const caller of [client, world]) {
      expect(seen(await caller.call('GET', '/api/nothing', { headers: { accept: 'text/html' } }))).toEqual([
        404,
        'unknown-path',
      ]);
      expect(seen(await caller.call('DELETE', '/api/nothing/at/all'))).toEqual([404, 'unknown-path']);
      expect((await caller.call('GET', '/api')).statusCode).toBe(404);
    }
  });

  it('say nothing of what went wrong inside, which the log does', async () => {
    const own = { ...world.services.users };
    const inside = Object.assign(new Error('relation "users" is broken'), { detail: 'Key (secret)=(42)' });
    Object.assign(world.services.users, { list: () => Promise.reject(inside) });
    const answer = await client.call('GET', '/api/users');
    Object.assign(world.services.users, {
      list: () => Promise.reject(Object.assign(new Error('x'), { code: '57P01' })),
    });
    const away = await client.call('GET', '/api/users');
    Object.assign(world.services.users, own);
    expect(seen(answer)).toEqual([500, 'internal-error']);
    expect(answer.body).not.toContain('relation');
    expect(world.log()).toContain('relation \\"users\\" is broken');
    expect(world.log()).not.toContain('Key (secret)');
    expect(seen(away)).toEqual([503, 'unavailable']);
    expect(away.headers['retry-after']).toBe('5');
  });

  it('leave passwords, tokens and addresses out of the log', async () => {
    const { user } = client;
    await world.call('POST', '/api/session', {
      body: { username: user.username, password: 'hunter2-hunter2' },
    });
    await client.call('PUT', `/api/users/${user.id}/password`, {
      body: { currentPassword: 'hunter3-hunter3', newPassword: 'hunter4-hunter4' },
    });
    await client.call('GET', '/api/users?cursor=hunter5');
    world.api.log.info(
      { headers: { authorization: 'Bearer hunter6', cookie: 'hunter7' }, password: 'hunter8' },
      'careless',
    );
    world.api.log.info(
      { request: { headers: { authorization: 'Bearer hunter9' } }, body: { password: 'hunter0' } },
      'x',
    );
    expect(world.log()).toContain('careless');
    expect(world.log()).not.toMatch(/hunter\d/);
    expect(world.log()).not.toContain(client.token);
    expect(world.log().match(/"msg":"request"/g)?.length).toBeGreaterThan(10);
  });
});
