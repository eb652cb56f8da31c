import { startSandbox, type Sandbox } from '../../../src/sandbox/main.ts';
import type {
  Mailbox,
  MailboxCollections,
  MailboxTestResult,
  PageOf,
  Problem,
} from '../../../src/contract/index.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { bodyOf, startWorld, type Answer, type Client, type World } from './world.ts';

const SECRET = 'ben-secret-4711';

describe('a mailbox that an administrator connects for somebody', () => {
  let world: World;
  let sandbox: Sandbox;
  let admin: Client;
  let ben: Client;
  let stranger: Client;
  beforeAll(async () => {
    world = await startWorld();
    const calendars = [{ slug: 'calendar', name: 'Calendar' }];
    const user = { name: 'ben', password: SECRET, displayName: 'Ben', address: 'ben@example.com', calendars };
    sandbox = await startSandbox({ users: [user] });
  });
  beforeEach(async () => {
    [admin, ben, stranger] = [await world.client('admin'), await world.client(), await world.client()];
    sandbox.forgetRequests();
  });
  afterAll(async () => {
    await world.close();
    await sandbox.stop();
  });

  const code = (answer: Answer) => [answer.statusCode, bodyOf<Problem>(answer).code];
  const account = (change: object = {}) => ({
    kind: 'ews',
    url: sandbox.url,
    user: 'ben@example.com',
    password: SECRET,
    ...change,
  });
  const connect = (who: Client, ownerId: string, change: object = {}) =>
    who.call('POST', '/api/mailboxes', { body: account({ ownerId, ...change }) });
  const listed = async (who: Client, query = '') =>
    bodyOf<PageOf<Mailbox>>(await who.call('GET', `/api/mailboxes${query}`)).items.map(({ id }) => id);
  const owners = async () => {
    const rows = await world.database.db.selectFrom('mailboxes').select('user_id').execute();
    return rows.map((row) => row.user_id);
  };

  it('is theirs, as if they had connected it', async () => {
    const answer = await connect(admin, ben.user.id);
    expect(answer.statusCode).toBe(201);
    const mailbox = bodyOf<Mailbox>(answer);
    expect(mailbox).toMatchObject({ ownerId: ben.user.id, state: 'new', name: 'ben@example.com' });
    expect(await listed(ben)).toEqual([mailbox.id]);
    expect(await listed(admin)).toEqual([]);
    expect(await listed(admin, `?ownerId=${ben.user.id}`)).toEqual([mailbox.id]);
    expect(await owners()).not.toContain(admin.user.id);
    expect(code(await connect(ben, ben.user.id))).toEqual([409, 'mailbox-exists']);
    expect(code(await connect(admin, ben.user.id))).toEqual([409, 'mailbox-exists']);
  });

  it('can be tested, chosen from, watched and disconnected by both, and by nobody else', async () => {
    const mailbox = bodyOf<Mailbox>(await connect(admin, ben.user.id));
    const path = `/api/mailboxes/${mailbox.id}`;
    for (const who of [admin, ben]) {
      expect(bodyOf<MailboxTestResult>(await who.call('POST', `${path}/test`))).toMatchObject({ ok: true });
      const { items } = bodyOf<MailboxCollections>(await who.call('GET', `${path}/collections`));
      const [calendar] = items;
      const selected = [calendar?.id ?? ''];
      const body = { selected, createIn: selected[0] };
      expect((await who.call('PUT', `${path}/collections`, { body })).statusCode).toBe(200);
      expect(bodyOf<Mailbox>(await who.call('GET', path))).toMatchObject({ counts: { linked: 0 } });
    }
    const ifMatch = { 'if-match': `"${mailbox.version}"` };
    const refused = [
      await stranger.call('POST', `${path}/test`),
      await stranger.call('GET', `${path}/collections`),
      await stranger.call('GET', path),
      await stranger.call('DELETE', path, { headers: ifMatch }),
    ];
    expect(refused.map(code)).toEqual(refused.map(() => [404, 'not-found']));
    const { headers } = await admin.call('GET', path);
    const gone = await admin.call('DELETE', path, { headers: { 'if-match': String(headers['etag']) } });
    expect(gone.statusCode).toBe(204);
    expect(await listed(ben)).toEqual([]);
  });

  it('keeps what is in it from the administrator', async () => {
    const mailbox = bodyOf<Mailbox>(await connect(admin, ben.user.id));
    const path = `/api/mailboxes/${mailbox.id}`;
    expect(code(await admin.call('GET', `${path}/dormant`))).toEqual([403, 'not-allowed']);
    expect(
      code(await admin.call('POST', `${path}/conflicts/${newId()}`, { body: { decision: 'dismiss' } })),
    ).toEqual([403, 'not-allowed']);
    const body = {
      title: 'Between Ben and his doctor',
      start: '2026-03-02T09:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'PT1H',
    };
    const { id } = bodyOf<{ id: string }>(await ben.call('POST', '/api/appointments', { body }));
    expect(code(await admin.call('GET', `/api/appointments/${id}`))).toEqual([404, 'not-found']);
    expect((await admin.call('GET', '/api/appointments')).body).not.toContain('doctor');
  });

  it('can be connected by administrators only: others are refused before anybody signs in anywhere', async () => {
    const before = await owners();
    expect(code(await connect(stranger, ben.user.id))).toEqual([403, 'not-allowed']);
    expect(code(await connect(ben, admin.user.id))).toEqual([403, 'not-allowed']);
    expect(code(await connect(stranger, newId()))).toEqual([403, 'not-allowed']);
    const nobody = await connect(admin, newId());
    expect(code(nobody)).toEqual([422, 'reference-unknown']);
    expect(bodyOf<Problem>(nobody).errors).toMatchObject([{ field: '/ownerId' }]);
    expect(sandbox.requests()).toEqual([]);
    expect(code(await connect(admin, ben.user.id, { password: 'wrong' }))).toEqual([422, 'sign-in-refused']);
    expect(await owners()).toEqual(before);
    const own = await connect(stranger, stranger.user.id);
    expect(bodyOf<Mailbox>(own).ownerId).toBe(stranger.user.id);
  });
});
