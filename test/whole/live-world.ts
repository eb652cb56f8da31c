import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Agent } from 'undici';
import type { Appointment, Mailbox, MailboxCollections, PageOf, Session } from '../../src/contract/index.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/main.ts';
import { readConfig, type Config } from '../../src/server/config.ts';
import { hashPassword } from '../../src/server/http/password.ts';
import { startServer, type RunningServer } from '../../src/server/main.ts';
import { newId } from '../../src/server/storage/uuid.ts';
import { userStore } from '../../src/server/storage/users.ts';
import { capturedLog } from '../server/http/log-capture.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { askApi, type ApiAnswer, type Method } from './ask-api.ts';
import { calendarOf, type PersonalCalendar } from './personal-calendar.ts';

export { eventText } from './personal-calendar.ts';

const PASSWORD = 'correct horse battery staple';

/** Somebody with an account at Liaison and one at the sandbox. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly token: string;
  /** At the sandbox, where their account has their name. */
  readonly password: string;
  /** Their calendar at the sandbox. */
  readonly calendar: PersonalCalendar;
  /** Asks the API as this person; an answer that is no success throws unless `refused` is asked for. */
  call<T>(method: Method, path: string, body?: object, version?: string): Promise<T>;
  refused(
    method: Method,
    path: string,
    body?: object,
  ): Promise<ApiAnswer<{ readonly code: string; readonly detail: string }>>;
  /** Connects the calendar as the pages do and waits for the first pump; returns the mailbox's id. */
  connect(settings?: object, kind?: 'caldav' | 'ews', at?: OtherAddress): Promise<string>;
  mailbox(): Promise<Mailbox>;
  /** "Synchronise now", and its end. */
  synchronise(): Promise<void>;
  appointments(): Promise<readonly Appointment[]>;
  /** Waits for an appointment like that. */
  appointment(isMeant: (appointment: Appointment) => boolean): Promise<Appointment>;
}

/** Where a mailbox is that is not reached at the sandbox itself, and what its owner is called there. */
interface OtherAddress {
  readonly url: string;
  readonly user: string;
}

/** The server with pages, API and worker in this process, and a sandbox. */
export interface LiveWorld {
  readonly server: RunningServer;
  readonly sandbox: Sandbox;
  readonly database: TestDatabase;
  log(): string;
  /** A new person; their name is their account everywhere. */
  person(name: string, role?: 'user' | 'admin'): Promise<Person>;
  /** Every column of every table, as text, that contains this. */
  inDatabase(text: string): Promise<readonly string[]>;
  readonly secrets: readonly string[];
  stop(): Promise<void>;
}

/** Starts one. The interval is a day: whatever arrives was not waited for. */
export async function startLiveWorld(
  change: {
    readonly config?: Partial<Config>;
    /** Stopped with the world. */
    readonly sandbox?: Sandbox;
    /** Where people are told that the sandbox is; its own address by default. */
    readonly address?: string;
  } = {},
): Promise<LiveWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'liaison-live-'));
  const database = await testDatabase();
  const sandbox = change.sandbox ?? (await startSandbox({ users: [] }));
  const address = change.address ?? sandbox.url;
  const log = capturedLog();
  const config: Config = {
    ...readConfig({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url, LOG_LEVEL: 'trace' }),
    intervalSeconds: 86_400,
    callTimeoutMs: 10_000,
    allowedPrivateHosts: [new URL(address).host],
    ...change.config,
  };
  const server = await startServer(config, log.logger);
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  const secrets = [PASSWORD];
  const hash = await hashPassword(PASSWORD);
  const parts = { server, sandbox, calendarUrl: address, database, agent, hash, secrets };
  return {
    server,
    sandbox,
    database,
    secrets,
    log: log.text,
    person: (name, role = 'user') => newPerson(parts, name, role),
    inDatabase: (text) => searchDatabase(database, text),
    async stop() {
      await server.stop();
      await agent.close();
      await sandbox.stop();
      await database.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

interface Parts {
  readonly server: RunningServer;
  readonly calendarUrl: string;
  readonly sandbox: Sandbox;
  readonly database: TestDatabase;
  readonly agent: Agent;
  readonly hash: string;
  readonly secrets: string[];
}

async function newPerson(parts: Parts, name: string, role: 'user' | 'admin'): Promise<Person> {
  const { sandbox, database, hash, secrets } = parts;
  const address = `${name}@example.org`;
  const id = newId();
  const account = {
    id,
    username: name,
    displayName: name,
    email: address,
    locale: 'en',
    timeZone: 'Europe/Berlin',
  };
  await userStore(database.db).create({ ...account, role }, hash);
  const password = `${name}-calendar-0815`;
  sandbox.groupware.users.add({ name, displayName: name, address, password });
  sandbox.groupware.calendars.add({ owner: name, slug: 'work', name: 'Work' });
  const signIn = { username: name, password: PASSWORD, kind: 'token' };
  const { body: session } = await askApi<Session>(atServer(parts), '', 'POST', '/api/session', signIn);
  const token = session.token ?? '';
  secrets.push(password, token);
  return personOf(parts, { id, name, address, token, password });
}

function personOf(
  parts: Parts,
  me: {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly token: string;
    readonly password: string;
  },
): Person {
  let mailboxId: string | null = null;
  const call = async <T>(method: Method, path: string, body?: object, version?: string): Promise<T> => {
    const answer = await askApi<T>(atServer(parts), me.token, method, path, body, version);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  };
  const mailbox = () => call<Mailbox>('GET', `/api/mailboxes/${mailboxId ?? ''}`);
  const pumpedSince = (before: string | null) =>
    until(async () => {
      const { lastPumpAt, state, lastError } = await mailbox();
      if (lastError !== null) throw new Error(`The mailbox is ${state}: ${JSON.stringify(lastError)}`);
      return lastPumpAt !== before && state !== 'queued' && state !== 'running';
    });
  const appointments = async () =>
    (await call<PageOf<Appointment>>('GET', '/api/appointments?limit=200')).items;
  return {
    ...me,
    calendar: calendarOf(parts.sandbox, me.name),
    call,
    refused: (method, path, body) => askApi(atServer(parts), me.token, method, path, body),
    mailbox,
    appointments,
    async connect(settings = {}, kind = 'caldav', at = addressOf(parts, kind, me.name)) {
      const account = {
        kind,
        ...at,
        password: me.password,
        settings,
      };
      mailboxId = (await call<Mailbox>('POST', '/api/mailboxes', account)).id;
      const path = `/api/mailboxes/${mailboxId}/collections`;
      const selected = (await call<MailboxCollections>('GET', path)).items.map((one) => one.id);
      await call('PUT', path, { selected, createIn: selected[0] });
      await pumpedSince(null);
      return mailboxId;
    },
    async synchronise() {
      const { lastPumpAt } = await mailbox();
      await call('POST', `/api/mailboxes/${mailboxId ?? ''}/synchronise`);
      await pumpedSince(lastPumpAt);
    },
    async appointment(isMeant) {
      let found: Appointment | undefined;
      await until(async () => (found = (await appointments()).find(isMeant)) !== undefined);
      if (found === undefined) throw new Error('It was there a moment ago');
      return found;
    },
  };
}

function atServer({ server, agent }: Parts) {
  return { url: server.url ?? '', agent };
}

function addressOf({ calendarUrl, sandbox }: Parts, kind: 'caldav' | 'ews', user: string): OtherAddress {
  const exchange = new URL(new URL(sandbox.ewsUrl).pathname, calendarUrl).href;
  return { url: kind === 'caldav' ? calendarUrl : exchange, user };
}

async function searchDatabase({ db }: TestDatabase, text: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
  `.execute(db);
  const found: string[] = [];
  for (const { name } of rows) {
    const hits = await sql<{ row: string }>`
      SELECT t::text AS row FROM ${sql.raw(name)} t WHERE t::text ILIKE ${`%${text}%`}
    `.execute(db);
    found.push(...hits.rows.map(({ row }) => `${name}: ${row}`));
  }
  return found;
}
