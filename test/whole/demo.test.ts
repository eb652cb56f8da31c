import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoFile } from '../../src/demo/demo-file.ts';
import { startDemo, type Demo, type DemoOptions } from '../../src/demo/start.ts';
import { Agent } from 'undici';
import type { Appointment, Mailbox, PageOf, Session } from '../../src/contract/index.ts';
import { readConfig, type Config } from '../../src/server/config.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/program.ts';
import { until } from '../support/until.ts';
import { askApi } from './ask-api.ts';

/** Somebody who is signed in. */
interface Colleague {
  get<T>(path: string): Promise<T>;
  post(path: string, body?: object): Promise<void>;
}

// Two starts of everything, with passwords hashed as slowly as they are hashed for people.
describe('The demo', () => {
  let dataDir: string;
  let database: TestDatabase;
  let config: Config;
  let sandboxPort: number;
  let ports: DemoOptions;
  let demo: Demo | null = null;
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  const said: string[] = [];

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'liaison-demo-'));
    database = await testDatabase({ empty: true });
    sandboxPort = await freePort();
    ports = {
      sandbox: sandboxPort,
      outlook: await freePort(),
      addIn: await freePort(),
      unconnected: ['anna'],
    };
    const port = String(await freePort());
    config = readConfig({
      PORT: port,
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      INTERVAL_SECONDS: '86400',
    });
  });
  afterAll(async () => {
    await agent.close();
    await demo?.stop();
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  const start = async (): Promise<Demo> => {
    demo = await startDemo(config, ports, (what) => said.push(what));
    return demo;
  };
  const stop = async (): Promise<void> => {
    await demo?.stop();
    demo = null;
  };
  const passwordOf = (name: string): string =>
    readFile().accounts.find(({ username }) => username === name)?.password ?? '';
  const as = async (name: string): Promise<Colleague> => {
    const server = { url: readFile().application, agent };
    const signIn = { username: name, password: passwordOf(name), kind: 'token' };
    const { body } = await askApi<Session>(server, '', 'POST', '/api/session', signIn);
    const token = body.token ?? '';
    return {
      get: async <T>(path: string) => (await askApi<T>(server, token, 'GET', path)).body,
      async post(path, content) {
        const { status } = await askApi(server, token, 'POST', path, content);
        expect({ path, ok: status < 300 }).toEqual({ path, ok: true });
      },
    };
  };
  const readFile = () => JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as DemoFile;
  const listed = async (client: Colleague) =>
    (await client.get<PageOf<Appointment>>('/api/appointments?limit=200')).items;
  /** Those with calendars: Ben has his mails from a second one. */
  const mailboxes = async (client: Colleague) => {
    const { items } = await client.get<PageOf<Mailbox>>('/api/mailboxes');
    return items.length === 1 ? items : items.filter(({ kind }) => kind === 'caldav');
  };
  const settled = (client: Colleague) =>
    until(
      async () =>
        (await mailboxes(client)).every(
          ({ state, lastPumpAt, counts }) =>
            state === 'waiting' && lastPumpAt !== null && counts.pending === 0 && counts.linked > 0,
        ),
      200,
    );
  /** Names and versions of everything in a colleague's calendars. */
  const calendars = async (name: string) => {
    const { sandbox } = readFile();
    const authorization = `Basic ${Buffer.from(`${name}:${passwordOf(name)}`).toString('base64')}`;
    const url = `${sandbox.caldav}calendars/${name}/work/`;
    const answer = await fetch(url, { method: 'PROPFIND', headers: { authorization, depth: '1' } });
    const text = await answer.text();
    return [...text.matchAll(/<[^>]*href>([^<]*\.ics)<[^]*?getetag>([^<]*)</g)]
      .map(([, href, tag]) => [href, tag])
      .sort();
  };

  it('says what it does, tells the story, and names its addresses and accounts', async () => {
    const { file } = await start();
    expect(said).toEqual(
      expect.arrayContaining([expect.stringMatching(/sandbox/i), expect.stringMatching(/demo data/i)]),
    );
    expect(readFile()).toEqual(file);
    expect(statSync(join(dataDir, 'demo.json')).mode & 0o077).toBe(0);
    expect(file).toMatchObject({
      application: `https://localhost:${String(config.port)}`,
      api: `https://localhost:${String(config.port)}/api`,
      sandbox: {
        caldav: `http://127.0.0.1:${String(sandboxPort)}/caldav/`,
        ews: `http://127.0.0.1:${String(sandboxPort)}/EWS/Exchange.asmx`,
      },
    });
    expect(file.accounts.map(({ username }) => username).sort()).toEqual(['anna', 'ben', 'chiara']);
    expect((await fetch(file.sandbox.outbox)).status).toBe(200);

    const ben = await as('ben');
    await settled(ben);
    const meetings = await listed(ben);
    expect(meetings.length).toBeGreaterThan(10);
    expect(new Set(meetings.map(({ uid }) => uid)).size).toBe(meetings.length);
    for (const path of ['companies', 'persons', 'opportunities', 'matters'])
      expect((await ben.get<PageOf<object>>(`/api/${path}`)).items).not.toEqual([]);
    for (const { password } of file.accounts)
      expect(readFileSync(join(dataDir, 'server.log'), 'utf8')).not.toContain(password);
  }, 120_000);

  it('has one appointment of a meeting that Ben has over CalDAV and Chiara in Exchange, and mails nobody', async () => {
    const [ben, chiara] = [await as('ben'), await as('chiara')];
    await settled(ben);
    await settled(chiara);
    expect((await mailboxes(chiara)).map(({ kind }) => kind)).toEqual(['ews']);
    const own = (list: readonly Appointment[]) =>
      list.filter(({ synchronisation }) => synchronisation?.some(({ state }) => state === 'active') ?? false);
    const [his, hers] = [own(await listed(ben)), own(await listed(chiara))];
    const ids = new Map(his.map(({ uid, id }) => [uid, id]));
    const shared = hers.filter(({ uid }) => ids.has(uid));
    expect(shared.length).toBeGreaterThan(3);
    for (const { uid, id } of shared) expect(ids.get(uid)).toBe(id);
    for (const list of [his, hers]) expect(new Set(list.map(({ uid }) => uid)).size).toBe(list.length);
    const { sandbox } = readFile();
    expect(await (await fetch(sandbox.outbox)).json()).toEqual({ mails: [] });
  }, 60_000);

  it('comes back with what it had: nothing is lost, doubled or written by the restart', async () => {
    const ben = await as('ben');
    const chiara = await as('chiara');
    await ben.post('/api/appointments', {
      title: 'Made before the restart',
      start: '2026-05-01T10:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'PT1H',
    });
    await until(
      async () =>
        (await listed(ben)).some(
          ({ title, synchronisation }) =>
            title === 'Made before the restart' && synchronisation?.[0]?.state === 'active',
        ),
      200,
    );
    await settled(ben);
    await settled(chiara);
    const people = ['ben', 'chiara'];
    const before = {
      appointments: [await listed(ben), await listed(chiara)].map(versions),
      calendars: await Promise.all(people.map(calendars)),
    };
    expect(before.calendars.every((entries) => entries.length > 5)).toBe(true);
    await stop();
    said.length = 0;
    await start();
    expect(said.join(' ')).not.toMatch(/demo data/i);
    const [again, other] = [await as('ben'), await as('chiara')];
    for (const client of [again, other]) {
      const [mailbox] = await mailboxes(client);
      await client.post(`/api/mailboxes/${mailbox?.id ?? ''}/synchronise`);
      await until(async () => (await mailboxes(client))[0]?.lastPumpAt !== mailbox?.lastPumpAt, 200);
      await settled(client);
    }
    expect([await listed(again), await listed(other)].map(versions)).toEqual(before.appointments);
    expect(await Promise.all(people.map(calendars))).toEqual(before.calendars);
  }, 120_000);

  it.each(['PORT', 'SANDBOX_PORT'])(
    'says that the port of %s is taken',
    async (setting) => {
      const free = {
        PORT: await freePort(),
        SANDBOX_PORT: await freePort(),
        SANDBOX_OUTLOOK_PORT: await freePort(),
        SANDBOX_ADDIN_PORT: await freePort(),
      };
      const taken = { PORT: config.port, SANDBOX_PORT: sandboxPort }[setting] ?? 0;
      const environment = {
        ...free,
        [setting]: taken,
        DATA_DIR: join(dataDir, setting),
        DATABASE_URL: database.url,
      };
      const { code, output } = await startCommand(environment);
      expect(code).toBe(1);
      const [sentence = ''] = output.filter((line) => line.includes(String(taken)));
      expect(sentence).toMatch(/port/i);
      expect(sentence).toContain(setting);
      expect(output.join()).not.toMatch(/^\s+at /m);
    },
    60_000,
  );

  function versions(appointments: readonly Appointment[]) {
    return appointments.map(({ id, version, title }) => ({ id, version, title }));
  }
});

/** `npm start` as far as the demo goes, until it ends by itself. */
async function startCommand(environment: Readonly<Record<string, string | number>>) {
  const [hooks, program] = ['../support/register-typescript.js', '../../src/demo/start.ts'];
  const path = (file: string): string => join(import.meta.dirname, file);
  const child = spawn(process.execPath, ['--import', path(hooks), path(program)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...mapped(environment) },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output.split('\n') };
}

function mapped(environment: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
}
