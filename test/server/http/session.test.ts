import type { NewToken, Problem, Session } from '../../../src/contract/index.ts';
import type { PageOf, Token } from '../../../src/contract/index.ts';
import { bodyOf, PASSWORD, startWorld, type World } from './world.ts';

describe('signing in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const ORIGIN = { host: 'liaison.example', origin: 'http://liaison.example' };
  const signIn = (username: string, password: string, more: object = {}, headers = {}) =>
    world.call('POST', '/api/session', { body: { username, password, ...more }, headers });

  async function cookieOf(username: string): Promise<string> {
    const answer = await signIn(username, PASSWORD, {}, ORIGIN);
    expect(answer.statusCode).toBe(201);
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  }

  it('gives a browser a cookie that scripts and other sites never get, and no token', async () => {
    const { user } = await world.client();
    const answer = await signIn(user.username.toUpperCase(), PASSWORD, {}, ORIGIN);
    expect(answer.statusCode).toBe(201);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-liaison=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(bodyOf<Session>(answer)).not.toHaveProperty('token');
    expect(answer.body).not.toMatch(/hash|password/i);
  });

  it('answers a wrong password and an unknown name alike', async () => {
    const { user } = await world.client();
    const wrong = await signIn(user.username, 'wrong password');
    const unknown = await signIn('nobody-of-that-name', 'wrong password');
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
    const without = ({ requestId: _, ...problem }: Problem) => problem;
    expect(without(bodyOf<Problem>(wrong))).toEqual(without(bodyOf<Problem>(unknown)));
    expect(bodyOf<Problem>(wrong).code).toBe('wrong-credentials');
  });

  it('is limited per name and address', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await signIn('somebody', 'guess number x')).statusCode);
    expect(statuses.slice(0, 10)).toEqual(Array<number>(10).fill(401));
    expect(statuses.slice(10)).toEqual([429, 429]);
    const limited = await signIn('somebody', 'guess number x');
    expect(bodyOf<Problem>(limited)).toMatchObject({ code: 'too-many-requests' });
    expect((await signIn('somebody-else', 'guess number x')).statusCode).toBe(401);
  });

  it('stores hashes of secrets only', async () => {
    const { token, user } = await world.client();
    const rows = await world.database.db
      .selectFrom('sessions')
      .selectAll()
      .where('user_id', '=', user.id)
      .execute();
    expect(rows).toHaveLength(1);
    expect(
      JSON.stringify(rows.map((row) => ({ ...row, secret_hash: row.secret_hash.toString('base64url') }))),
    ).not.toContain(token);
  });

  it('ends with sign-out', async () => {
    const { user } = await world.client();
    const cookie = await cookieOf(user.username);
    const before = await world.call('GET', '/api/session', { headers: { cookie } });
    expect(bodyOf<Session>(before)).toMatchObject({ kind: 'cookie', user: { id: user.id } });
    const out = await world.call('DELETE', '/api/session', { headers: { cookie, ...ORIGIN } });
    expect(out.statusCode).toBe(204);
    expect(String(out.headers['set-cookie'])).toContain('Expires=Thu, 01 Jan 1970');
    expect((await world.call('GET', '/api/session', { headers: { cookie } })).statusCode).toBe(401);
  });

  it('ends when the session is over, and is prolonged by use no longer than allowed', async () => {
    const { user, token } = await world.client();
    const { sessions } = world.services;
    const day = 86_400_000;
    const cookie = (await cookieOf(user.username)).split('=')[1] ?? '';
    let now = Date.now();
    let last = 0;
    for (let used = 0; used < 40 && last === 0; used++) {
      now += 11 * 3_600_000;
      if ((await sessions.find(cookie, new Date(now))) === null) last = now;
    }
    expect((last - Date.now()) / day).toBeGreaterThan(13);
    expect((last - Date.now()) / day).toBeLessThan(15);
    expect(await sessions.find(token, new Date(Date.now() + 91 * day))).toBeNull();
  });

  describe('with a cookie', () => {
    const write = (cookie: string, headers: Record<string, string>) =>
      world.call('POST', '/api/tokens', {
        body: { name: 'x' },
        headers: { host: ORIGIN.host, cookie, ...headers },
      });

    it('refuses writes that another site sends along', async () => {
      const { user } = await world.client();
      const cookie = await cookieOf(user.username);
      const refused = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site', origin: ORIGIN.origin },
        { origin: 'https://liaison.example' },
        {},
      ];
      for (const headers of refused) {
        const answer = await write(cookie, headers);
        expect([answer.statusCode, bodyOf<Problem>(answer).code]).toEqual([403, 'cross-site-request']);
      }
      expect((await write(cookie, { origin: ORIGIN.origin })).statusCode).toBe(201);
      expect((await write(cookie, { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(201);
    });

    it('does not let another site sign a browser in', async () => {
      const { user } = await world.client();
      const answer = await signIn(
        user.username,
        PASSWORD,
        {},
        { host: ORIGIN.host, origin: 'https://evil.example' },
      );
      expect(answer.statusCode).toBe(403);
      expect(answer.headers['set-cookie']).toBeUndefined();
    });
  });

  it('takes no cookie for a token and no token for a cookie', async () => {
    const { user, token } = await world.client();
    const cookie = await cookieOf(user.username);
    const secret = cookie.split('=')[1] ?? '';
    const asBearer = await world.call('GET', '/api/session', {
      headers: { authorization: `Bearer ${secret}` },
    });
    const asCookie = await world.call('GET', '/api/session', {
      headers: { cookie: `__Host-liaison=${token}` },
    });
    expect([asBearer.statusCode, asCookie.statusCode]).toEqual([401, 401]);
  });

  it('keeps inactive users out at once', async () => {
    const admin = await world.client('admin');
    const client = await world.client();
    const { id, version } = client.user;
    await admin.call('PATCH', `/api/users/${id}`, {
      body: { active: false },
      headers: { 'if-match': `"${version}"` },
    });
    expect((await client.call('GET', '/api/session')).statusCode).toBe(401);
    expect((await signIn(client.user.username, PASSWORD)).statusCode).toBe(401);
  });
});

describe('tokens', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it('are shown once, listed without their secret, and revoked by their owner alone', async () => {
    const [client, stranger] = [await world.client(), await world.client()];
    const created = bodyOf<NewToken>(await client.call('POST', '/api/tokens', { body: { name: 'backup' } }));
    const headers = { authorization: `Bearer ${created.token}` };
    expect((await world.call('GET', '/api/session', { headers })).statusCode).toBe(200);
    const listed = await client.call('GET', '/api/tokens');
    expect(listed.body).not.toContain(created.token);
    expect(bodyOf<PageOf<Token>>(listed).items.map((token) => token.name)).toContain('backup');
    expect((await stranger.call('DELETE', `/api/tokens/${created.id}`)).statusCode).toBe(404);
    expect((await client.call('DELETE', `/api/tokens/${created.id}`)).statusCode).toBe(204);
    expect((await world.call('GET', '/api/session', { headers })).statusCode).toBe(401);
  });

  it('are paged, newest first', async () => {
    const client = await world.client();
    for (const name of ['a', 'b', 'c', 'd']) await client.call('POST', '/api/tokens', { body: { name } });
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: PageOf<Token> = bodyOf(await client.call('GET', `/api/tokens?limit=2${query}`));
      names.push(...page.items.map((token) => token.name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(['d', 'c', 'b', 'a', '']);
  });

  it('are needed for everything that is not public', async () => {
    const { paths } = world.api.swagger() as {
      paths: Record<string, Record<string, { security?: unknown[] }>>;
    };
    const open: string[] = [];
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const url = path.replaceAll(/\{\w+\}/g, '0190a000-0000-7000-8000-000000000001');
        const answer = await world.call(method.toUpperCase(), url);
        if (answer.statusCode !== 401) open.push(`${method} ${path}`);
        else expect(operation.security).toBeUndefined();
      }
    }
    const signingIn = ['session', 'pane/code', 'pane/token', 'pane/refresh'];
    expect(open).toEqual(['get /api/health', ...signingIn.map((path) => `post /api/${path}`)]);
  });
});
