import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Problem, sentence } from '../../../src/contract/index.ts';
import type { Language, User } from '../../../src/contract/index.ts';
import { routes } from './fake-routes.ts';
import { emptyWorld } from './world.ts';
import type { World } from './world.ts';

/** The built pages. */
const PAGES = resolve(import.meta.dirname, '..', '..', '..', 'dist', 'web');

/** Ends a request of the fake with a problem. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  constructor(status: number, code: string, parameters: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.parameters = parameters;
  }
}

/** One request as a route sees it. */
export interface Exchange {
  readonly api: FakeApi;
  readonly world: World;
  /** Who is signed in; routes that don't need anybody get whoever there is first. */
  readonly user: User;
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly ifMatch: string | null;
  readonly language: Language;
  readonly response: ServerResponse;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly etag?: string;
  readonly cookie?: string;
  /** The route answers by itself (event streams). */
  readonly streaming?: true;
}

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Answered without a session. */
  readonly open?: true;
  readonly bodySchema?: TSchema;
  readonly answerSchema?: TSchema;
  readonly handle: (exchange: Exchange) => Answer | Promise<Answer>;
}

/** The REST API in memory, and the pages, on one origin. Requests and answers are held against the contract's schemas. */
export interface FakeApi {
  readonly address: string;
  world: World;
  /** Answers and requests that broke the contract. Empty, or a test has found a mistake. */
  readonly violations: string[];
  /** What arrived: 'PATCH /api/appointments/…'. */
  readonly requests: string[];
  /** The session cookie that counts; null: nobody is signed in. */
  session: { readonly token: string; readonly userId: string } | null;
  /** Cuts every call of the API without an answer. */
  down: boolean;
  /** Makes calls wait this long (milliseconds). */
  delay: number;
  /** Refuses the next call whose 'METHOD /path' matches. */
  refuseNext(matching: RegExp, refusal: Refusal): void;
  /** Lets go of open event streams and sends this to them. */
  progress: Set<(data: unknown) => void>;
  close(): Promise<void>;
}

interface Inner extends FakeApi {
  readonly refusals: { matching: RegExp; refusal: Refusal }[];
  /** First answers by Idempotency-Key. */
  readonly answered: Map<string, Promise<Answer>>;
}

/** Starts the fake on a free port. */
export async function startFakeApi(world: World = emptyWorld()): Promise<FakeApi> {
  if (!existsSync(join(PAGES, 'index.html')))
    throw new Error(`The pages are not built: npm run build:web (${PAGES})`);
  const server: Server = createServer((request, response) => void serve(inner, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const inner: Inner = {
    address: `http://127.0.0.1:${port}`,
    world,
    violations: [],
    requests: [],
    session: null,
    down: false,
    delay: 0,
    refusals: [],
    answered: new Map(),
    progress: new Set(),
    refuseNext: (matching, refusal) => void inner.refusals.push({ matching, refusal }),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
  return inner;
}

async function serve(api: Inner, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', api.address);
  if (!url.pathname.startsWith('/api/')) return servePage(url.pathname, response);
  if (api.down) return void request.socket.destroy();
  const method = request.method ?? 'GET';
  api.requests.push(`${method} ${url.pathname}`);
  if (api.delay > 0) await new Promise((done) => setTimeout(done, api.delay));
  let answer: Answer;
  try {
    answer = await once(api, request, () => carryOut(api, method, url, request, response));
  } catch (error) {
    answer = refused(api, error, request.headers['accept-language']);
  }
  if (answer.streaming === true) return;
  const type = answer.status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(answer.status, {
    ...(answer.body === undefined ? {} : { 'content-type': type }),
    ...(answer.etag === undefined ? {} : { etag: answer.etag }),
    ...(answer.cookie === undefined ? {} : { 'set-cookie': answer.cookie }),
    'cache-control': 'no-store',
  });
  response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
}

/** A repeated Idempotency-Key gets the first answer. */
function once(api: Inner, request: IncomingMessage, work: () => Promise<Answer>): Promise<Answer> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return work();
  const known = api.answered.get(key);
  if (known !== undefined) return known;
  const first = work();
  api.answered.set(key, first);
  first.catch(() => api.answered.delete(key));
  return first;
}

async function carryOut(
  api: Inner,
  method: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer> {
  const call = `${method} ${url.pathname}`;
  const planned = api.refusals.find(({ matching }) => matching.test(call));
  if (planned !== undefined) {
    api.refusals.splice(api.refusals.indexOf(planned), 1);
    throw planned.refusal;
  }
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(url.pathname) : null;
    if (match === null) continue;
    const user = signedIn(api, request);
    if (user === null && route.open !== true) throw new Refusal(401, 'not-signed-in');
    const [someone] = api.world.users;
    if (someone === undefined) throw new Refusal(500, 'internal-error');
    const body = await bodyOf(request);
    if (route.bodySchema !== undefined) check(api, route.bodySchema, body, `request ${call}`);
    const answer = await route.handle({
      api,
      world: api.world,
      user: user ?? someone,
      params: match.slice(1).map(decodeURIComponent),
      query: url.searchParams,
      body,
      ifMatch: request.headers['if-match'] ?? null,
      language: languageOf(request.headers['accept-language']),
      response,
    });
    if (route.answerSchema !== undefined) check(api, route.answerSchema, answer.body, `answer ${call}`);
    return answer;
  }
  api.violations.push(`no such address: ${call}`);
  throw new Refusal(404, 'unknown-path');
}

function check(api: Inner, schema: TSchema, value: unknown, what: string): void {
  if (Value.Check(schema, value)) return;
  const errors = [...Value.Errors(schema, value)]
    .slice(0, 3)
    .map((error) => `${error.instancePath} ${error.message}`);
  api.violations.push(`${what}: ${errors.join('; ')} in ${JSON.stringify(value)}`);
  if (what.startsWith('request')) throw new Refusal(400, 'invalid');
}

function signedIn(api: Inner, request: IncomingMessage): User | null {
  const { session } = api;
  if (session === null || !(request.headers.cookie ?? '').includes(`session=${session.token}`)) return null;
  return api.world.users.find((user) => user.id === session.userId) ?? null;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

function refused(api: Inner, error: unknown, language: string | undefined): Answer {
  const refusal = error instanceof Refusal ? error : new Refusal(500, 'internal-error');
  if (!(error instanceof Refusal)) api.violations.push(String(error));
  const { status, code, parameters } = refusal;
  const body = {
    type: 'about:blank',
    title: String(status),
    status,
    detail: sentence(languageOf(language), code, parameters),
    code,
    parameters,
    requestId: 'req-1',
  };
  check(api, Problem, body, `problem ${code}`);
  return { status, body };
}

function languageOf(header: string | undefined): Language {
  return header === 'de' ? 'de' : 'en';
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** As the server does it: hashed files, index.html for every other address, and its content security policy. */
async function servePage(path: string, response: ServerResponse): Promise<void> {
  const file = extname(path) === '' ? 'index.html' : path.slice(1);
  try {
    const content = await readFile(join(PAGES, file));
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; " +
        "frame-ancestors 'none'",
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
