import type { PageOf, Problem, User } from '../../../src/contract/index.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { bodyOf, PASSWORD, startWorld, type Client, type World } from './world.ts';

describe('users', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const create = (client: Client, change: object = {}) =>
    client.call('POST', '/api/users', {
      body: { username: `u-${newId()}`, password: 'long enough', displayName: 'Ute', ...change },
    });
  const patch = (client: Client, user: User, body: object, version = user.version) =>
    client.call('PATCH', `/api/users/${user.id}`, { body, headers: { 'if-match': `"${version}"` } });

  it('are created by administrators alone', async () => {
    const [admin, user] = [await world.client('admin'), await world.client()];
    expect((await create(user)).statusCode).toBe(403);
    const created = await create(admin, {
      email: 'ute@example.com',
      language: 'de',
      timeZone: 'Europe/Berlin',
    });
    expect(created.statusCode).toBe(201);
    expect(bodyOf<User>(created)).toMatchObject({
      role: 'user',
      active: true,
      language: 'de',
      email: 'ute@example.com',
    });
    expect(created.body).not.toContain('long enough');
  });

  it('have names of their own, whatever their case', async () => {
    const admin = await world.client('admin');
    const username = `ada-${newId()}`;
    await create(admin, { username });
    const second = await create(admin, { username: username.toUpperCase() });
    expect([second.statusCode, bodyOf<Problem>(second).code]).toEqual([409, 'username-taken']);
  });

  it('have e-mail addresses of their own, whatever their case', async () => {
    const admin = await world.client('admin');
    const email = `${newId()}@Example.com`;
    const first = bodyOf<User>(await create(admin, { email }));
    const second = await create(admin, { email: email.toLowerCase() });
    expect([second.statusCode, bodyOf<Problem>(second).code]).toEqual([409, 'email-taken']);
    const other = bodyOf<User>(await create(admin));
    const changed = await patch(admin, other, { email: email.toUpperCase() });
    expect([changed.statusCode, bodyOf<Problem>(changed).code]).toEqual([409, 'email-taken']);
    expect((await patch(admin, first, { email: email.toLowerCase() })).statusCode).toBe(200);
    // Any number of users may have none.
    expect((await create(admin)).statusCode).toBe(201);
  });

  it('see the meetings that their new e-mail address is invited to', async () => {
    const [admin, organiser, guest] = [
      await world.client('admin'),
      await world.client(),
      await world.client(),
    ];
    const email = `${newId()}@example.com`;
    const created = await organiser.call('POST', '/api/appointments', {
      body: {
        title: 'Review',
        start: '2026-03-02T09:00:00',
        timeZone: 'Europe/Berlin',
        duration: 'PT1H',
        participants: { [`mailto:${email}`]: { roles: { attendee: true } } },
      },
    });
    expect(created.statusCode).toBe(201);
    const path = `/api/appointments/${bodyOf<{ id: string }>(created).id}`;
    expect((await guest.call('GET', path)).statusCode).toBe(404);
    expect((await patch(admin, guest.user, { email })).statusCode).toBe(200);
    expect((await guest.call('GET', path)).statusCode).toBe(200);
  });

  it('change their own profile, but neither their role nor others', async () => {
    const [client, other] = [await world.client(), await world.client()];
    const changed = await patch(client, client.user, { displayName: 'New name', language: 'de' });
    expect(bodyOf<User>(changed)).toMatchObject({ displayName: 'New name', language: 'de', version: '2' });
    expect(changed.headers['etag']).toBe('"2"');
    expect((await patch(client, client.user, { role: 'admin' }, '2')).statusCode).toBe(403);
    expect((await patch(client, client.user, { active: true }, '2')).statusCode).toBe(403);
    expect((await patch(client, client.user, { email: 'boss@example.com' }, '2')).statusCode).toBe(403);
    expect((await patch(client, other.user, { displayName: 'Taken over' })).statusCode).toBe(403);
  });

  it('are changed only from the version that was seen', async () => {
    const client = await world.client();
    const path = `/api/users/${client.user.id}`;
    const body = { displayName: 'X' };
    const codes = [];
    for (const headers of [
      {},
      { 'if-match': '*' },
      { 'if-match': '"2"' },
      { 'if-match': 'W/"1"' },
      { 'if-match': '1' },
    ]) {
      const answer = await client.call('PATCH', path, { body, headers });
      codes.push([answer.statusCode, bodyOf<Problem>(answer).code]);
    }
    const [required, changed] = [
      [428, 'if-match-required'],
      [412, 'version-changed'],
    ];
    expect(codes).toEqual([required, required, changed, changed, changed]);
  });

  it('lose no change when two are made at once', async () => {
    const client = await world.client();
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D'].map((name) => patch(client, client.user, { displayName: name })),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 412, 412, 412]);
    const won = answers.find((answer) => answer.statusCode === 200);
    const stored = await client.call('GET', `/api/users/${client.user.id}`);
    expect(stored.body).toBe(won?.body);
  });

  it('are not sent again to whoever has this version', async () => {
    const client = await world.client();
    const path = `/api/users/${client.user.id}`;
    const first = await client.call('GET', path);
    const etag = String(first.headers['etag']);
    const again = await client.call('GET', path, { headers: { 'if-none-match': etag } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await client.call('GET', path, { headers: { 'if-none-match': '"0"' } })).statusCode).toBe(200);
  });

  it('always include an administrator who can sign in', async () => {
    const { db } = world.database;
    await db.updateTable('users').set({ role: 'user' }).where('role', '=', 'admin').execute();
    const [one, two] = [await world.client('admin'), await world.client('admin')];
    const answers = await Promise.all([one, two].map((admin) => patch(admin, admin.user, { role: 'user' })));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
    const refused = answers.find((answer) => answer.statusCode === 409);
    expect(refused === undefined ? null : bodyOf<Problem>(refused).code).toBe('last-administrator');
  });

  it('change their password with the current one, which ends their other sessions', async () => {
    const client = await world.client();
    const body = { username: client.user.username, password: PASSWORD, kind: 'token' };
    const other = bodyOf<{ token: string }>(await world.call('POST', '/api/session', { body }));
    const put = (currentPassword: string) =>
      client.call('PUT', `/api/users/${client.user.id}/password`, {
        body: { currentPassword, newPassword: 'a brand new one' },
      });
    const wrong = await put('wrong');
    expect([wrong.statusCode, bodyOf<Problem>(wrong).code]).toEqual([403, 'current-password-wrong']);
    expect((await put(PASSWORD)).statusCode).toBe(204);
    const headers = { authorization: `Bearer ${other.token}` };
    expect((await world.call('GET', '/api/session', { headers })).statusCode).toBe(401);
    expect((await client.call('GET', '/api/session')).statusCode).toBe(200);
    expect((await world.call('POST', '/api/session', { body })).statusCode).toBe(401);
    const renewed = { ...body, password: 'a brand new one' };
    expect((await world.call('POST', '/api/session', { body: renewed })).statusCode).toBe(201);
  });

  it('are listed in pages that miss and repeat nobody while others are added', async () => {
    const admin = await world.client('admin');
    const before = new Set<string>();
    for (let i = 0; i < 7; i++) before.add(bodyOf<User>(await create(admin)).id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page: PageOf<User> = bodyOf(await admin.call('GET', `/api/users?limit=3${query}`));
      seen.push(...page.items.map((user) => user.id));
      cursor = page.nextCursor;
      if (seen.length < 12) await create(admin);
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect([...before].filter((id) => !seen.includes(id))).toEqual([]);
  });
});
