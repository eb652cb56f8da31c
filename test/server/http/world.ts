import type {} from '@fastify/swagger';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request, type Dispatcher } from 'undici';
import type { Session, User } from '../../../src/contract/index.ts';
import { createApp, type AppOptions, type AppServices } from '../../../src/server/http/app.ts';
import type { Api } from '../../../src/server/http/api.ts';
import { createMetrics } from '../../../src/server/http/metrics.ts';
import { hashPassword } from '../../../src/server/http/password.ts';
import { recordUrls } from '../../../src/server/http/record-services.ts';
import { mailboxProvider } from '../../../src/server/mailboxes/registry.ts';
import { appServices, type RunningServices } from '../../../src/server/services.ts';
import { folderBlobs } from '../../../src/server/storage/blobs.ts';
import { createSeal } from '../../../src/server/storage/seal.ts';
import { userStore } from '../../../src/server/storage/users.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { openStream, type EventStream } from './connections.ts';
import { capturedLog } from './log-capture.ts';
import { answerChecker } from './schema-check.ts';

export const PASSWORD = 'correct horse battery staple';

/** A signed-in program. */
export interface Client {
  readonly user: User;
  readonly token: string;
  /** Sends a request and checks the answer against the API's description. */
  call(method: Method, path: string, options?: CallOptions): Promise<Answer>;
}

export type Method = Dispatcher.HttpMethod;

/** What came back. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The application on a database of the suite's own. */
export interface World {
  readonly api: Api;
  /** Without a slash at its end. */
  readonly url: string;
  readonly database: TestDatabase;
  readonly services: AppServices;
  readonly log: () => string;
  /** A request without credentials; its answer is checked, too. */
  call: Client['call'];
  /** The same without the check: for what isn't in the description. */
  send: Client['call'];
  stream(path: string, token: string): Promise<EventStream>;
  /** A new user, signed in by token. */
  client(role?: 'user' | 'admin', username?: string): Promise<Client>;
  close(): Promise<void>;
}

/** Starts a world; `change` replaces services or options. */
export async function startWorld(
  change: { services?: (services: AppServices) => Partial<AppServices>; options?: Partial<AppOptions> } = {},
): Promise<World> {
  const database = await testDatabase();
  const { logger, text } = capturedLog();
  const folder = mkdtempSync(join(tmpdir(), 'liaison-world-'));
  const own = servicesOf(database, folder);
  const services = { ...own, ...change.services?.(own) };
  const options: AppOptions = {
    logger,
    version: '0.0.0-test',
    tls: null,
    trustProxy: null,
    pages: null,
    pane: null,
    frameAncestors: [],
    publicUrl: () => 'https://liaison.example',
    metricsToken: null,
    secret: randomBytes(32),
    ...change.options,
  };
  const api = await createApp(services, options);
  const url = await api.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent(options.tls === null ? {} : { connect: { ca: options.tls.cert } });
  const send = sender(url, agent);
  const check = answerChecker(api.swagger());
  const call = caller(send, check, {});
  return {
    api,
    url,
    database,
    services,
    log: text,
    call,
    send,
    stream: (path, token) => openStream(`${url}${path}`, token, agent),
    client: (role = 'user', username = `user-${newId().slice(-12)}`) =>
      newClient(database, send, check, role, username),
    async close() {
      await agent.close();
      await api.close();
      await own.stop();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Content of an answer. */
export function bodyOf<T>(answer: Answer): T {
  return JSON.parse(answer.body) as T;
}

type Check = ReturnType<typeof answerChecker>;
type Send = Client['call'];

/** Requests over a real connection: undici sends whatever headers it is given, those that only browsers send too. */
function sender(url: string, dispatcher: Dispatcher): Send {
  return async (method, path, { body, headers } = {}) => {
    const content = typeof body === 'string' ? body : JSON.stringify(body);
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await request(`${url}${path}`, {
      method,
      dispatcher,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: content }),
    });
    return { statusCode: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  };
}

function caller(send: Send, check: Check, own: Readonly<Record<string, string>>): Send {
  return async (method, path, { body, headers } = {}) => {
    const answer = await send(method, path, { body, headers: { ...own, ...headers } });
    check(method, path, answer);
    return answer;
  };
}

let passwordHash: Promise<string> | null = null;

async function newClient(
  database: TestDatabase,
  send: Send,
  check: Check,
  role: 'user' | 'admin',
  username: string,
): Promise<Client> {
  passwordHash ??= hashPassword(PASSWORD);
  const account = {
    id: newId(),
    username,
    displayName: username,
    email: `${username}@example.com`,
    locale: 'en',
  };
  await userStore(database.db).create({ ...account, timeZone: 'Europe/Berlin', role }, await passwordHash);
  const body = { username, password: PASSWORD, kind: 'token' };
  const { user, token = '' } = bodyOf<Session>(await send('POST', '/api/session', { body }));
  return { user, token, call: caller(send, check, { authorization: `Bearer ${token}` }) };
}

function servicesOf(database: TestDatabase, folder: string): RunningServices {
  return appServices({
    config: { callTimeoutMs: 10_000, intervalSeconds: 420 },
    database,
    seal: createSeal([randomBytes(32)]),
    // Nobody pumps here.
    progress: { subscribe: () => () => undefined },
    metrics: createMetrics(),
    connect: (kind, account) =>
      mailboxProvider(kind)?.connect(account, {
        now: () => Date.now(),
        allowedPrivateHosts: ['127.0.0.1'],
        callTimeoutMs: 10_000,
      }) ?? null,
    blobs: folderBlobs(folder),
    urlOf: recordUrls('https://liaison.example'),
    onError: (error) => {
      throw error;
    },
  });
}
