import type { PaneCode, PaneToken, Problem, Session } from '../../../src/contract/index.ts';
import { everywhereInDatabase } from './everywhere.ts';
import { bodyOf, PASSWORD, startWorld, type Answer, type Client, type World } from './world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("the pane's session", () => {
  let world: World;
  let now: number;
  beforeAll(async () => {
    world = await startWorld({ services: () => ({ now: () => new Date(now) }) });
  });
  beforeEach(() => {
    now = Date.now();
  });
  afterAll(() => world.close());

  const HOST = { host: 'liaison.example' };
  /** As a browser sends it from the pane's own page. */
  const HERE = { ...HOST, origin: 'http://liaison.example', 'sec-fetch-site': 'same-origin' };
  const post = (path: string, body?: object, headers: Readonly<Record<string, string>> = HERE) =>
    world.call('POST', `/api/pane/${path}`, { body, headers });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const status = async (token: string) =>
    (await world.call('GET', '/api/session', { headers: bearer(token) })).statusCode;
  const codeOf = (answer: Answer) => bodyOf<Problem>(answer).code;

  async function codeFor({ user }: Client): Promise<string> {
    const answer = await post('code', { username: user.username, password: PASSWORD });
    expect(answer.statusCode).toBe(201);
    return bodyOf<PaneCode>(answer).code;
  }

  /** What the pane has: its token, and the cookie that its browser keeps. */
  interface Pane {
    readonly token: string;
    readonly cookie: string;
  }

  function paneOf(answer: Answer): Pane {
    expect([200, 201]).toContain(answer.statusCode);
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    return { token: bodyOf<PaneToken>(answer).token, cookie };
  }

  const signIn = async (client: Client) => paneOf(await post('token', { code: await codeFor(client) }));
  const renew = (cookie: string, headers: Readonly<Record<string, string>> = HERE) =>
    post('refresh', undefined, { ...headers, cookie });

  describe('begins', () => {
    it('with a name and a password, which the dialog changes for a code and the pane for a token and a cookie', async () => {
      const client = await world.client();
      const issued = await post('code', { username: client.user.username, password: PASSWORD });
      const { code, expiresAt } = bodyOf<PaneCode>(issued);
      expect(Date.parse(expiresAt) - now).toBe(MINUTE);
      expect(issued.headers['set-cookie']).toBeUndefined();
      const answer = await post('token', { code });
      expect(answer.statusCode).toBe(201);
      expect(String(answer.headers['set-cookie'])).toMatch(
        /^__Host-liaison-pane=[\w-]{43}\.[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; Partitioned; SameSite=None$/,
      );
      const { token, user, expiresAt: end } = bodyOf<PaneToken>(answer);
      expect(user).toEqual(client.user);
      expect(Date.parse(end) - now).toBe(15 * MINUTE);
      const session = bodyOf<Session>(await world.call('GET', '/api/session', { headers: bearer(token) }));
      expect(session).toMatchObject({ kind: 'pane', user: { id: user.id }, expiresAt: end });
    });

    it('with the session that the browser has with the CRM', async () => {
      const { user } = await world.client();
      const body = { username: user.username, password: PASSWORD };
      const signedIn = await world.call('POST', '/api/session', { body, headers: HERE });
      const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
      const issued = await post('code', {}, { ...HERE, cookie });
      expect(issued.statusCode).toBe(201);
      const { token } = paneOf(await post('token', { code: bodyOf<PaneCode>(issued).code }));
      expect(await status(token)).toBe(200);
      for (const origin of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, {}]) {
        const refused = await post('code', {}, { ...HOST, ...origin, cookie });
        expect([refused.statusCode, codeOf(refused)]).toEqual([403, 'cross-site-request']);
      }
    });

    it('for nobody else', async () => {
      const client = await world.client();
      const { username } = client.user;
      expect(codeOf(await post('code', { username, password: 'wrong password' }))).toBe('wrong-credentials');
      expect(codeOf(await post('code', {}))).toBe('not-signed-in');
      const half = bodyOf<Problem>(await post('code', { username }));
      expect(half).toMatchObject({
        code: 'invalid',
        errors: [{ field: '/password', code: 'field-required' }],
      });
      expect(codeOf(await post('code', {}, { ...HERE, cookie: `__Host-liaison=${client.token}` }))).toBe(
        'not-signed-in',
      );
      expect(codeOf(await post('code', {}, { ...HERE, ...bearer(client.token) }))).toBe('not-signed-in');
    });

    it('with as many attempts at a password as elsewhere, and no more', async () => {
      const guess = { username: 'somebody', password: 'guess number x' };
      const statuses: number[] = [];
      for (let i = 0; i < 5; i++) {
        statuses.push((await world.call('POST', '/api/session', { body: guess })).statusCode);
        statuses.push((await post('code', guess)).statusCode);
      }
      expect(statuses).toEqual(Array<number>(10).fill(401));
      const after = [await post('code', guess), await world.call('POST', '/api/session', { body: guess })];
      expect(after.map(({ statusCode }) => statusCode)).toEqual([429, 429]);
    });

    it('once per code, within its minute, and not from another site', async () => {
      const client = await world.client();
      const code = await codeFor(client);
      const elsewhere = await post('token', { code }, { ...HOST, origin: 'https://evil.example' });
      expect(codeOf(elsewhere)).toBe('cross-site-request');
      const both = await Promise.all([post('token', { code }), post('token', { code })]);
      expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 400]);
      const again = await post('token', { code });
      expect([again.statusCode, codeOf(again)]).toEqual([400, 'pane-code-invalid']);
      expect(again.headers['set-cookie']).toBeUndefined();
      const late = await codeFor(client);
      now += MINUTE;
      expect(codeOf(await post('token', { code: late }))).toBe('pane-code-invalid');
    });
  });

  describe('goes on', () => {
    it('with a new token and a new cookie at each renewal, for the same user', async () => {
      const client = await world.client();
      const first = await signIn(client);
      now += 15 * MINUTE;
      expect(await status(first.token)).toBe(401);
      const answer = await renew(first.cookie);
      const second = paneOf(answer);
      expect(answer.statusCode).toBe(200);
      expect(bodyOf<PaneToken>(answer).user).toEqual(client.user);
      expect([second.token === first.token, second.cookie === first.cookie]).toEqual([false, false]);
      expect(await status(second.token)).toBe(200);
    });

    it('for 30 days without use, and for 90 at most', async () => {
      const client = await world.client();
      let { cookie } = await signIn(client);
      const begin = now;
      now += 30 * DAY;
      expect(codeOf(await renew(cookie))).toBe('not-signed-in');
      now = begin;
      ({ cookie } = await signIn(client));
      for (const days of [29, 58, 87]) {
        now = begin + days * DAY;
        ({ cookie } = paneOf(await renew(cookie)));
      }
      now = begin + 90 * DAY - 5 * MINUTE;
      const last = await renew(cookie);
      expect(String(last.headers['set-cookie'])).toContain('; Max-Age=300;');
      expect(Date.parse(bodyOf<PaneToken>(last).expiresAt)).toBe(begin + 90 * DAY);
      now = begin + 90 * DAY;
      expect(codeOf(await renew(paneOf(last).cookie))).toBe('not-signed-in');
    });

    it('in two panes that renew at the same moment, with one cookie', async () => {
      const { cookie } = await signIn(await world.client());
      const answers = await Promise.all(Array.from({ length: 5 }, () => renew(cookie)));
      const panes = answers.map(paneOf);
      expect(new Set(panes.map((pane) => pane.cookie)).size).toBe(1);
      expect(new Set(panes.map((pane) => pane.token)).size).toBe(5);
      for (const { token } of panes) expect(await status(token)).toBe(200);
      now += 30_000;
      expect(paneOf(await renew(cookie)).cookie).toBe(panes[0]?.cookie);
      now += 1;
      expect((await renew(panes[0]?.cookie ?? '')).statusCode).toBe(200);
    });

    it('when its cookie comes from its own page alone', async () => {
      const { cookie } = await signIn(await world.client());
      const elsewhere = [
        { origin: 'https://outlook.office.com' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { origin: HERE.origin, 'sec-fetch-site': 'same-site' },
        {},
      ];
      for (const headers of elsewhere) {
        const refused = await renew(cookie, { ...HOST, ...headers });
        expect([refused.statusCode, codeOf(refused)]).toEqual([403, 'cross-site-request']);
        expect(refused.headers['set-cookie']).toBeUndefined();
      }
      expect((await renew(cookie)).statusCode).toBe(200);
    });
  });

  describe('ends', () => {
    it('with sign-out, in this pane and not in others', async () => {
      const client = await world.client();
      const [here, there] = [await signIn(client), await signIn(client)];
      const out = await world.call('DELETE', '/api/pane/session', { headers: bearer(here.token) });
      expect(out.statusCode).toBe(204);
      expect(String(out.headers['set-cookie'])).toMatch(/^__Host-liaison-pane=;.*Expires=Thu, 01 Jan 1970/);
      expect(String(out.headers['set-cookie'])).toMatch(/Secure; Partitioned; SameSite=None$/);
      expect([await status(here.token), await status(there.token)]).toEqual([401, 200]);
      expect((await renew(here.cookie)).statusCode).toBe(401);
      expect((await renew(there.cookie)).statusCode).toBe(200);
    });

    it('when a cookie that was used up comes again, for the thief and for the owner', async () => {
      const [client, other] = [await world.client(), await world.client()];
      const [stolen, bystander] = [await signIn(client), await signIn(other)];
      const owner = paneOf(await renew(stolen.cookie));
      now += 31_000;
      const thief = await renew(stolen.cookie);
      expect([thief.statusCode, codeOf(thief)]).toEqual([401, 'not-signed-in']);
      expect(String(thief.headers['set-cookie'])).toContain('Expires=Thu, 01 Jan 1970');
      expect((await renew(owner.cookie)).statusCode).toBe(401);
      expect(await status(owner.token)).toBe(401);
      expect(await status(bystander.token)).toBe(200);
      expect(world.log()).toContain('a used-up cookie of a task pane came again');
    });

    it('however old the cookie is that comes again', async () => {
      const first = await signIn(await world.client());
      let { cookie } = first;
      for (let renewals = 0; renewals < 3; renewals++) {
        now += 14 * MINUTE;
        ({ cookie } = paneOf(await renew(cookie)));
      }
      expect((await renew(first.cookie)).statusCode).toBe(401);
      expect((await renew(cookie)).statusCode).toBe(401);
    });

    it('with a new password, together with codes that wait; the pane that changed it stays', async () => {
      const client = await world.client();
      const [here, there] = [await signIn(client), await signIn(client)];
      const waiting = await codeFor(client);
      const changed = await world.call('PUT', `/api/users/${client.user.id}/password`, {
        body: { currentPassword: PASSWORD, newPassword: `${PASSWORD} 2` },
        headers: bearer(here.token),
      });
      expect(changed.statusCode).toBe(204);
      expect([await status(here.token), await status(there.token)]).toEqual([200, 401]);
      expect((await renew(there.cookie)).statusCode).toBe(401);
      expect((await renew(here.cookie)).statusCode).toBe(200);
      expect(codeOf(await post('token', { code: waiting }))).toBe('pane-code-invalid');
    });

    it('when the user is made inactive', async () => {
      const [admin, client] = [await world.client('admin'), await world.client()];
      const pane = await signIn(client);
      const waiting = await codeFor(client);
      const { id, version } = client.user;
      const headers = { 'if-match': `"${version}"` };
      await admin.call('PATCH', `/api/users/${id}`, { body: { active: false }, headers });
      expect(await status(pane.token)).toBe(401);
      expect((await renew(pane.cookie)).statusCode).toBe(401);
      expect((await post('token', { code: waiting })).statusCode).toBe(400);
    });

    it('in the database too, once it is over', async () => {
      const client = await world.client();
      await signIn(client);
      await codeFor(client);
      const later = new Date(now + 365 * DAY);
      await world.services.paneSessions.sweep(later);
      await world.services.sessions.sweep(later);
      for (const table of ['pane_codes', 'pane_tokens', 'pane_renewals', 'sessions'] as const) {
        const rows = await world.database.db.selectFrom(table).selectAll().execute();
        expect(rows).toHaveLength(0);
      }
    });
  });

  it('lets nobody in by its cookie, and ends for its owner alone', async () => {
    const client = await world.client();
    const { token, cookie } = await signIn(client);
    const secret = cookie.split('=')[1] ?? '';
    const halves = secret.split('.');
    const ways = [
      { cookie },
      ...[secret, ...halves].flatMap((value) => [{ cookie: `__Host-liaison=${value}` }, bearer(value)]),
      { cookie: `__Host-liaison=${token}` },
    ];
    for (const headers of ways) {
      expect((await world.call('GET', '/api/session', { headers })).statusCode).toBe(401);
    }
    const out = (headers: Readonly<Record<string, string>>) =>
      world.call('DELETE', '/api/pane/session', { headers });
    expect((await out({ ...HERE, cookie })).statusCode).toBe(401);
    expect((await out(bearer(client.token))).statusCode).toBe(403);
    for (const wrong of ['', 'x', '.', `${halves[0]}`, `.${halves[1]}`, `${halves[1]}.${halves[0]}`]) {
      expect((await renew(`__Host-liaison-pane=${wrong}`)).statusCode).toBe(401);
    }
    expect(await status(token)).toBe(401);
  });

  it('is not among the tokens that people see', async () => {
    const client = await world.client();
    await signIn(client);
    const listed = bodyOf<{ items: { name: string }[] }>(await client.call('GET', '/api/tokens'));
    expect(listed.items).toHaveLength(1);
  });

  it('leaves no secret in the database, nor in the log', async () => {
    const client = await world.client();
    const code = await codeFor(client);
    const pane = paneOf(await post('token', { code }));
    const renewed = paneOf(await renew(pane.cookie));
    await post('token', { code: `${code}x` });
    const secrets = [code, pane, renewed].flatMap((value) =>
      typeof value === 'string'
        ? [value]
        : [value.token.slice(5), ...(value.cookie.split('=')[1] ?? '').split('.')],
    );
    expect(secrets).toHaveLength(7);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(await everywhereInDatabase(world.database, secret)).toEqual([]);
      const hex = Buffer.from(secret, 'base64url').toString('hex');
      expect(await everywhereInDatabase(world.database, hex)).toEqual([]);
      expect(world.log()).not.toContain(secret);
    }
  });
});
