import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Agent, request } from 'undici';
import type {
  Appointment,
  Mailbox,
  MailboxCollections,
  PageOf,
  ProgressEvent,
  Session,
} from '../../src/contract/index.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/main.ts';
import type { Config } from '../../src/server/config.ts';
import { hashPassword } from '../../src/server/http/password.ts';
import { startServer, type RunningServer } from '../../src/server/main.ts';
import { mailboxAccounts } from '../../src/server/storage/mailbox-accounts.ts';
import { createSeal, loadOrCreateKeys } from '../../src/server/storage/seal.ts';
import { newId } from '../../src/server/storage/uuid.ts';
import { userStore } from '../../src/server/storage/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { capturedLog } from './http/log-capture.ts';
import { openStream } from './http/connections.ts';

const SECRET = 'sandbox-secret-0815';
const PASSWORD = 'correct horse battery staple';

const MEETING = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//example//test//EN',
  'BEGIN:VEVENT',
  'UID:first-meeting@example.com',
  'DTSTAMP:20260301T000000Z',
  'DTSTART:20260302T090000Z',
  'DTEND:20260302T100000Z',
  'SUMMARY:First meeting',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

describe('the server as a whole', () => {
  let dataDir: string;
  let database: TestDatabase;
  let sandbox: Sandbox;
  let server: RunningServer;
  const log = capturedLog();
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'liaison-main-'));
    database = await testDatabase();
    const calendars = [{ slug: 'work', name: 'Work', events: [MEETING] }];
    const ada = { name: 'ada', displayName: 'Ada', address: 'ada@example.com', password: SECRET, calendars };
    sandbox = await startSandbox({ users: [ada] });
    server = await startServer(config(), log.logger);
  });
  afterAll(async () => {
    await server.stop();
    await agent.close();
    await sandbox.stop();
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  function config(): Config {
    return {
      port: 0,
      host: '127.0.0.1',
      publicUrl: 'https://localhost:0',
      dataDir,
      databaseUrl: database.url,
      secretKeys: null,
      role: 'both',
      logLevel: 'info',
      intervalSeconds: 300,
      concurrency: 2,
      callTimeoutMs: 10_000,
      allowedPrivateHosts: ['127.0.0.1'],
      tls: null,
      trustProxy: null,
      paneFrameAncestors: [],
      notifySmtp: null,
      notifyWebhook: null,
      metricsToken: null,
    };
  }

  async function call<T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    token: string,
    body?: object,
    etag?: string,
  ) {
    const answer = await request(`${server.url ?? ''}${path}`, {
      method,
      dispatcher: agent,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(etag === undefined ? {} : { 'if-match': `"${etag}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
    return JSON.parse(text) as T;
  }

  async function signedIn(): Promise<string> {
    const account = {
      id: newId(),
      username: 'ada',
      displayName: 'Ada',
      email: 'ada@example.com',
      locale: 'en',
    };
    const users = userStore(database.db);
    await users.create({ ...account, timeZone: 'Europe/Berlin', role: 'user' }, await hashPassword(PASSWORD));
    const body = { username: 'ada', password: PASSWORD, kind: 'token' };
    return (await call<Session>('POST', '/api/session', '', body)).token ?? '';
  }

  /** Looks until it is as it shall be. */
  async function until<T>(look: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
    for (;;) {
      const value = await look();
      if (isSo(value)) return value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('takes a calendar into the CRM and carries an edit back, over https', async () => {
    expect(server.url).toMatch(/^https:\/\/localhost:\d+$/);
    const token = await signedIn();
    const account = { kind: 'caldav', url: sandbox.url, user: 'ada', password: SECRET };
    const mailbox = await call<Mailbox>('POST', '/api/mailboxes', token, account);
    const path = `/api/mailboxes/${mailbox.id}`;
    const { items } = await call<MailboxCollections>('GET', `${path}/collections`, token);
    const work = items[0]?.id ?? '';
    const stream = await openStream(`${server.url ?? ''}${path}/progress`, token, agent);
    await call('PUT', `${path}/collections`, token, { selected: [work], createIn: work });

    const appointments = () => call<PageOf<Appointment>>('GET', '/api/appointments', token);
    const settled = ({ items: [meeting] }: PageOf<Appointment>) =>
      meeting?.synchronisation[0]?.state === 'active';
    const [meeting] = (await until(appointments, settled)).items;
    expect(meeting).toMatchObject({
      title: 'First meeting',
      uid: 'first-meeting@example.com',
      url: expect.stringContaining(server.url ?? ''),
    });
    const states: string[] = [];
    while (states.at(-1) !== 'waiting') states.push(((await stream.next())?.data as ProgressEvent).state);
    stream.end();
    expect(states).toContain('running');

    const { id = '', version = '' } = meeting ?? {};
    await call('PATCH', `/api/appointments/${id}`, token, { title: 'Edited in the CRM' }, version);
    const texts = () =>
      Promise.resolve(
        sandbox.groupware.events
          .in(sandbox.groupware.calendars.of('ada')[0]?.id ?? '')
          .map(({ object }) => object.text),
      );
    const [text] = await until(texts, ([now]) => now?.includes('Edited in the CRM') === true);
    expect(text).toContain('UID:first-meeting@example.com');
    expect(log.text()).not.toContain(SECRET);
    expect(log.text()).not.toContain(PASSWORD);
    expect(log.text()).not.toContain(token);
  });

  it('stops with everything that it has opened, and starts again on its data', async () => {
    const url = server.url ?? '';
    await server.stop();
    await expect(request(`${url}/api/health`, { dispatcher: agent })).rejects.toThrow(/ECONNREFUSED|closed/);
    server = await startServer({ ...config(), role: 'serve' }, log.logger);
    expect(await call('GET', '/api/health', '')).toMatchObject({ status: 'ok', database: 'ok' });
    const body = { username: 'ada', password: PASSWORD, kind: 'token' };
    const { token = '' } = await call<Session>('POST', '/api/session', '', body);
    expect((await call<PageOf<Mailbox>>('GET', '/api/mailboxes', token)).items).toHaveLength(1);
  });

  it('that is asked to stop while it starts leaves nothing behind', async () => {
    const reason = new Error('asked to stop');
    const aborted = AbortSignal.abort(reason);
    await expect(startServer(config(), log.logger, () => undefined, aborted)).rejects.toBe(reason);
    const clients = async () => {
      const { rows } = await sql<{ count: string }>`
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend'
      `.execute(database.db);
      return Number(rows[0]?.count);
    };
    const before = await clients();
    await expect(startServer(config(), log.logger, () => undefined, aborted)).rejects.toBe(reason);
    // A closed connection's backend ends a moment later, on PostgreSQL's own time.
    expect(await until(clients, (now) => now <= before)).toBeLessThanOrEqual(before);
  });

  it('names the setting when its port is taken', async () => {
    const port = Number(new URL(server.url ?? '').port);
    await expect(startServer({ ...config(), role: 'serve', port }, log.logger)).rejects.toThrow(
      `Port ${port} is in use: choose another with PORT=…`,
    );
  });

  it('only works, without a port, where that is its role', async () => {
    const worker = await startServer({ ...config(), role: 'work' }, log.logger);
    expect(worker.url).toBeNull();
    await worker.stop();
    await worker.stop();
  });

  it('forgets what is too old, whatever its role', async () => {
    const { db } = database;
    const { id, user_id } = await db
      .selectFrom('mailboxes')
      .select(['id', 'user_id'])
      .executeTakeFirstOrThrow();
    const old = { mailbox_id: id, at: new Date(Date.now() - 401 * 86_400_000), event: 'long ago' };
    const hash = Buffer.from('hash');
    const request = { user_id, key: 'long ago', request_hash: hash, resource_id: newId(), headers: '{}' };
    const left = async () => [
      ...(await db.selectFrom('history').select('event').where('event', '=', 'long ago').execute()),
      ...(await db.selectFrom('idempotency_keys').select('key').where('key', '=', 'long ago').execute()),
    ];
    for (const role of ['work', 'serve'] as const) {
      await db.insertInto('history').values(old).execute();
      await db
        .insertInto('idempotency_keys')
        .values({ ...request, started_at: old.at })
        .execute();
      expect(await left()).toHaveLength(2);
      const process = await startServer({ ...config(), role }, log.logger);
      await until(left, ({ length }) => length === 0);
      await process.stop();
    }
  });

  it('seals stored passwords with the newest key when it starts', async () => {
    const { id } = await database.db.selectFrom('mailboxes').select('id').executeTakeFirstOrThrow();
    const [older, newest] = [loadOrCreateKeys(dataDir), randomBytes(32)];
    const withKeys = (...secretKeys: Buffer[]) =>
      startServer({ ...config(), role: 'serve', secretKeys }, log.logger);
    const passwordWith = (key: Buffer) => mailboxAccounts(database.db, createSeal([key])).password(id);
    await expect(passwordWith(newest)).rejects.toThrow('seal-key-unknown');
    await (await withKeys(newest, ...older)).stop();
    expect(await passwordWith(newest)).toBe(SECRET);
    expect(log.text()).toContain('stored secrets were sealed anew with the newest key');

    const lost = randomBytes(32);
    await (await withKeys(lost)).stop();
    expect(await passwordWith(newest)).toBe(SECRET);
    expect(log.text()).toContain('stored secrets cannot be opened with any of the keys');
    expect(log.text()).not.toContain(newest.toString('base64'));
  });
});
