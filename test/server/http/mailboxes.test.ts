import { startSandbox, type Sandbox } from '../../../src/sandbox/main.ts';
import type {
  Mailbox,
  MailboxCollections,
  MailboxTestResult,
  PageOf,
  Problem,
  QuarantineEntry,
} from '../../../src/contract/index.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { bodyOf, startWorld, type Answer, type Client, type World } from './world.ts';

const SECRET = 'mailbox-secret-4711';

describe('mailboxes', () => {
  let world: World;
  let sandbox: Sandbox;
  let ada: Client;
  let stranger: Client;
  let admin: Client;
  beforeAll(async () => {
    world = await startWorld();
    sandbox = await startSandbox({
      users: [
        {
          name: 'ada',
          password: SECRET,
          displayName: 'Ada',
          address: 'ada@example.com',
          calendars: [
            { slug: 'work', name: 'Work' },
            { slug: 'holidays', name: 'Holidays', readOnly: true },
          ],
        },
      ],
    });
    [ada, stranger, admin] = [await world.client(), await world.client(), await world.client('admin')];
  });
  afterAll(async () => {
    await world.close();
    await sandbox.stop();
  });

  const account = (change: object = {}) => ({
    kind: 'caldav',
    url: sandbox.url,
    user: 'ada',
    password: SECRET,
    ...change,
  });
  const code = (answer: Answer) => [answer.statusCode, bodyOf<Problem>(answer).code];
  const stored = () => world.database.db.selectFrom('mailboxes').selectAll().execute();
  async function connected(client: Client): Promise<Mailbox> {
    const answer = await client.call('POST', '/api/mailboxes', { body: account() });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return bodyOf<Mailbox>(answer);
  }
  async function disconnect(client: Client, { id }: Mailbox): Promise<void> {
    const etag = String((await client.call('GET', `/api/mailboxes/${id}`)).headers['etag']);
    const answer = await client.call('DELETE', `/api/mailboxes/${id}`, { headers: { 'if-match': etag } });
    expect(answer.statusCode).toBe(204);
  }

  it('are tried for real: a green light, or what is wrong, in words', async () => {
    const test = async (change: object, headers = {}) =>
      bodyOf<MailboxTestResult>(
        await ada.call('POST', '/api/mailboxes/test', { body: account(change), headers }),
      );
    const green = await test({});
    expect(green).toMatchObject({ ok: true, addresses: ['mailto:ada@example.com'] });
    expect(green).not.toHaveProperty('error');
    const wrong = await test({ password: 'wrong' }, { 'accept-language': 'de' });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'wrong-password' } });
    expect(wrong.detail).toBe('Der Benutzername oder das Kennwort ist falsch.');
    const inside = await test({ url: 'http://10.255.255.1/' });
    expect(inside).toMatchObject({ ok: false, error: { code: 'address-not-allowed' } });
    expect(inside.detail).toMatch(/An administrator must allow it first\.$/);
    expect(await test({ url: 'http://127.0.0.1:1/' })).toMatchObject({
      ok: false,
      error: { code: 'connection-refused' },
    });
    expect(await stored()).toEqual([]);
  });

  it('are refused with their own code when the account is wrong, and nothing is stored', async () => {
    const wrong = await ada.call('POST', '/api/mailboxes', { body: account({ password: 'wrong' }) });
    expect(code(wrong)).toEqual([422, 'wrong-password']);
    expect(bodyOf<Problem>(wrong).detail).toBe('The user name or the password is wrong.');
    const kind = await ada.call('POST', '/api/mailboxes', { body: account({ kind: 'telepathy' }) });
    expect(bodyOf<Problem>(kind).errors).toMatchObject([{ field: '/kind' }]);
    expect(await stored()).toEqual([]);
  });

  it('are connected with a sealed password that nothing ever shows', async () => {
    const mailbox = await connected(ada);
    expect(mailbox).toMatchObject({
      ownerId: ada.user.id,
      user: 'ada',
      url: sandbox.url,
      state: 'new',
      lastError: null,
      settings: { direction: 'both', mailPolicy: 'none', intervalSeconds: 420 },
      counts: { linked: 0, held: 0, quarantined: 0, notSent: 0, pending: 0, dormant: 0, conflicts: 0 },
    });
    const answers = [
      await ada.call('GET', `/api/mailboxes/${mailbox.id}`),
      await ada.call('GET', '/api/mailboxes'),
      await ada.call('GET', `/api/mailboxes/${mailbox.id}/collections`),
    ];
    for (const answer of answers) expect(answer.body).not.toContain(SECRET);
    expect(JSON.stringify(await stored())).not.toContain(SECRET);
    expect(world.log()).not.toContain(SECRET);
    const again = await ada.call('POST', '/api/mailboxes', { body: account() });
    expect(code(again)).toEqual([409, 'mailbox-exists']);
    await disconnect(ada, mailbox);
    expect((await ada.call('GET', `/api/mailboxes/${mailbox.id}`)).statusCode).toBe(404);
    expect((await stored()).map((row) => row.sealed_password)).toEqual([null]);
  });

  it('keep no credentials that were typed into the address', async () => {
    const typed = sandbox.url.replace('http://', `http://ada:${SECRET}@`);
    const body = account({ url: typed });
    const mailbox = bodyOf<Mailbox>(await ada.call('POST', '/api/mailboxes', { body }));
    expect(mailbox).toMatchObject({ url: sandbox.url, name: `ada (${new URL(sandbox.url).host})` });
    const headers = { 'if-match': '"1"' };
    const changed = await ada.call('PATCH', `/api/mailboxes/${mailbox.id}`, {
      body: { url: typed, password: SECRET },
      headers,
    });
    expect(bodyOf<Mailbox>(changed)).toMatchObject({ id: mailbox.id, url: sandbox.url });
    expect(JSON.stringify(await stored())).not.toContain(SECRET);
    await disconnect(ada, mailbox);
  });

  it('exist for their owner and administrators alone', async () => {
    const mailbox = await connected(ada);
    const path = `/api/mailboxes/${mailbox.id}`;
    const ifMatch = { 'if-match': `"${mailbox.version}"` };
    const tried = [
      stranger.call('GET', path),
      stranger.call('PATCH', path, { body: { name: 'mine' }, headers: ifMatch }),
      stranger.call('DELETE', path, { headers: ifMatch }),
      stranger.call('POST', `${path}/test`),
      stranger.call('POST', `${path}/synchronise`),
      stranger.call('GET', `${path}/collections`),
      stranger.call('PUT', `${path}/collections`, { body: { selected: [], createIn: null } }),
      ...['progress', 'history', 'held', 'quarantine', 'not-sent'].map((list) =>
        stranger.call('GET', `${path}/${list}`),
      ),
      stranger.call('POST', `${path}/held/${newId()}`, { body: { decision: 'approve' } }),
      stranger.call('POST', `${path}/quarantine/${newId()}/retry`),
      stranger.call('POST', `${path}/not-sent/${newId()}`, { body: { decision: 'send' } }),
    ];
    const answers = await Promise.all(tried);
    expect(answers.map(code)).toEqual(answers.map(() => [404, 'not-found']));
    expect((await stranger.call('GET', '/api/mailboxes')).body).not.toContain(mailbox.id);
    expect(code(await stranger.call('GET', '/api/mailboxes?ownerId=everyone'))).toEqual([403, 'not-allowed']);
    expect((await admin.call('GET', path)).statusCode).toBe(200);
    expect((await admin.call('GET', '/api/mailboxes?ownerId=everyone')).body).toContain(mailbox.id);
    await disconnect(ada, mailbox);
  });

  it('have calendars to choose from', async () => {
    const mailbox = await connected(ada);
    const path = `/api/mailboxes/${mailbox.id}/collections`;
    const { items } = bodyOf<MailboxCollections>(await ada.call('GET', path));
    expect(items.map(({ name, writable, selected }) => [name, writable, selected]).sort()).toEqual([
      ['Holidays', false, false],
      ['Work', true, false],
    ]);
    const id = (name: string) => items.find((item) => item.name === name)?.id ?? '';
    const choose = (selected: string[], createIn: string | null) =>
      ada.call('PUT', path, { body: { selected, createIn } });
    expect(code(await choose(['nowhere'], null))).toEqual([422, 'collection-unknown']);
    expect(code(await choose([id('Work')], id('Holidays')))).toEqual([422, 'collection-unknown']);
    const chosen = bodyOf<MailboxCollections>(await choose([id('Work'), id('Holidays')], id('Work')));
    expect(chosen.items.map(({ name, selected, createIn }) => [name, selected, createIn]).sort()).toEqual([
      ['Holidays', true, false],
      ['Work', true, true],
    ]);
    const asked = await ada.call('POST', `/api/mailboxes/${mailbox.id}/synchronise`);
    expect([asked.statusCode, bodyOf<Mailbox>(asked).state]).toEqual([202, 'queued']);
    const requests = await world.database.db.selectFrom('pump_requests').selectAll().execute();
    expect(requests.map((request) => request.mailbox_id)).toContain(mailbox.id);
    await disconnect(ada, mailbox);
  });

  it('name whom their owner acts for when an administrator says so, and keep what was there before waiting', async () => {
    const eve = await world.client();
    const mailbox = await connected(eve);
    const admin = await world.client('admin');
    const patch = async (client: Client, settings: object, { version }: Mailbox) =>
      client.call('PATCH', `/api/mailboxes/${mailbox.id}`, {
        body: { settings },
        headers: { 'if-match': `"${version}"` },
      });
    const actingFor = ['Chief@example.com'];
    expect(code(await patch(eve, { actingFor }, mailbox))).toEqual([403, 'not-allowed']);
    const said = bodyOf<Mailbox>(await patch(admin, { actingFor }, mailbox));
    expect(said.settings.actingFor).toEqual(['chief@example.com']);
    // A page that sends all of them back changes nothing.
    const kept = await patch(eve, { ...said.settings, existingInCrm: 'edited' }, said);
    expect(bodyOf<Mailbox>(kept).settings).toEqual({ ...said.settings, existingInCrm: 'edited' });
    await disconnect(eve, mailbox);
  });

  it('change settings freely, the account only after a test, and never send a password elsewhere', async () => {
    const mailbox = await connected(ada);
    const patch = async (body: object, version: string) =>
      ada.call('PATCH', `/api/mailboxes/${mailbox.id}`, { body, headers: { 'if-match': `"${version}"` } });
    const changed = bodyOf<Mailbox>(
      await patch({ name: 'Work', settings: { daysBack: 30 } }, mailbox.version),
    );
    expect(changed).toMatchObject({ name: 'Work', settings: { daysBack: 30, direction: 'both' } });
    expect(code(await patch({ name: 'Lost' }, mailbox.version))).toEqual([412, 'version-changed']);
    expect(code(await patch({ password: 'wrong' }, changed.version))).toEqual([422, 'wrong-password']);
    const before = sandbox.requests().length;
    const elsewhere = await patch({ url: `${sandbox.url}/other` }, changed.version);
    expect(bodyOf<Problem>(elsewhere).errors).toMatchObject([{ field: '/password', code: 'field-required' }]);
    expect(sandbox.requests()).toHaveLength(before);
    expect((await patch({ password: SECRET }, changed.version)).statusCode).toBe(200);
    await disconnect(ada, mailbox);
  });

  it('say from when on they are synchronised whose server wants to be left alone; another account is free of that', async () => {
    const grace = await world.client();
    const mailbox = await connected(grace);
    const at = `/api/mailboxes/${mailbox.id}`;
    const [calendar] = bodyOf<MailboxCollections>(await grace.call('GET', `${at}/collections`)).items;
    const choice = { selected: [calendar?.id], createIn: null };
    expect((await grace.call('PUT', `${at}/collections`, { body: choice })).statusCode).toBe(200);
    const ask = async () => bodyOf<Mailbox>(await grace.call('POST', `${at}/synchronise`));
    expect(await ask()).toMatchObject({ state: 'queued' });

    const quiet = new Date(Date.now() + 600_000);
    const tell = () =>
      world.database.db
        .updateTable('mailboxes')
        .set({ quiet_until: quiet })
        .where('id', '=', mailbox.id)
        .execute();
    await tell();
    expect(await ask()).toMatchObject({ state: 'delayed', nextPumpAt: quiet.toISOString() });

    const etag = String((await grace.call('GET', at)).headers['etag']);
    const url = `${sandbox.url}/`;
    const body = { url, password: SECRET };
    const moved = await grace.call('PATCH', at, { body, headers: { 'if-match': etag } });
    expect([moved.statusCode, bodyOf<Mailbox>(moved).url]).toEqual([200, url]);
    expect((await stored()).find(({ id }) => id === mailbox.id)?.quiet_until).toBeNull();
    await disconnect(grace, mailbox);
  });

  it('refuse decisions that nothing waits for', async () => {
    const mailbox = await connected(ada);
    const path = `/api/mailboxes/${mailbox.id}`;
    const held = await ada.call('POST', `${path}/held/${newId()}`, { body: { decision: 'approve' } });
    const retry = await ada.call('POST', `${path}/quarantine/${newId()}/retry`);
    const send = await ada.call('POST', `${path}/not-sent/${newId()}`, { body: { decision: 'send' } });
    expect([held, retry, send].map(code)).toEqual([
      [409, 'link-not-held'],
      [409, 'link-not-quarantined'],
      [409, 'link-not-waiting'],
    ]);
    expect(bodyOf<PageOf<QuarantineEntry>>(await ada.call('GET', `${path}/quarantine`))).toEqual({
      items: [],
      nextCursor: null,
    });
    await disconnect(ada, mailbox);
  });

  it('are tried so many times a minute, by whichever way, and others are not held up', async () => {
    const [client, other] = [await world.client(), await world.client()];
    const body = account({ url: 'http://127.0.0.1:1/' });
    const trial = (who: Client, path: string) => who.call('POST', path, { body });
    const statuses: number[] = [];
    for (let i = 0; i < 10; i++) {
      statuses.push((await trial(client, '/api/mailboxes/test')).statusCode);
      statuses.push((await trial(client, '/api/mailboxes')).statusCode);
    }
    expect(new Set(statuses)).toEqual(new Set([200, 422]));
    expect(code(await trial(client, '/api/mailboxes/test'))).toEqual([429, 'too-many-requests']);
    expect(code(await trial(client, '/api/mailboxes'))).toEqual([429, 'too-many-requests']);
    expect((await trial(other, '/api/mailboxes/test')).statusCode).toBe(200);
  });

  it('say that a password can no longer be opened, and take a new one', async () => {
    const client = await world.client();
    const mailbox = await connected(client);
    const { db } = world.database;
    await db
      .updateTable('mailboxes')
      .set({ sealed_password: 'v1.old.key' })
      .where('id', '=', mailbox.id)
      .execute();
    const path = `/api/mailboxes/${mailbox.id}`;
    const tested = bodyOf<MailboxTestResult>(await client.call('POST', `${path}/test`));
    expect(tested).toMatchObject({ ok: false, error: { code: 'password-unreadable' } });
    expect(tested.detail).toMatch(/Enter the password again\.$/);
    expect(code(await client.call('GET', `${path}/collections`))).toEqual([422, 'password-unreadable']);
    const headers = { 'if-match': `"${mailbox.version}"` };
    const mended = await client.call('PATCH', path, { headers, body: { password: SECRET } });
    expect(mended.statusCode).toBe(200);
    expect(bodyOf<MailboxTestResult>(await client.call('POST', `${path}/test`)).ok).toBe(true);
    await disconnect(client, mailbox);
  });
});
