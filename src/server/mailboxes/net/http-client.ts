import { Agent, buildConnector } from 'undici';
import type { Dispatcher } from 'undici';
import { Denied, Unavailable } from '../../../sync/errors.ts';
import type { Effect } from '../../../sync/errors.ts';
import type { MailboxEnvironment } from '../provider.ts';
import { connectionError, isClosedConnection } from './connection-error.ts';
import { createEgressGuard, portOf } from './egress.ts';
import { mayFollow } from './trust.ts';

/** What to ask. Header names in lower case. */
export interface HttpRequest {
  readonly method: Dispatcher.HttpMethod | 'PROPFIND' | 'REPORT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Longest body that is read, in bytes; default 64 MB. */
  readonly longest?: number;
}

/** An answer whose body is read piece by piece; it must be read to its end or discarded. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  /** The request was sent a second time, because its connection had been closed: the first may have had its effect. */
  readonly repeated: boolean;
  /** The body's pieces. Throws Unavailable when it is cut, late or too long (`answer-too-large`). */
  readonly body: AsyncIterable<Uint8Array>;
  /** Reads the whole body as UTF-8. */
  text(): Promise<string>;
  discard(): Promise<void>;
}

/** Credentials for one origin (and those that it may be trusted to name, see `mayFollow`). */
export interface Credentials {
  readonly origin: URL;
  readonly user: string;
  readonly password: string;
}

export interface HttpClient {
  /** Throws Unavailable and Denied (`redirect-to-other-host`) only. Any status is an answer. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const MOST_REDIRECTS = 5;
const LONGEST_BODY = 64_000_000;
const CONNECTIONS = 4;
const READING = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT']);

/** HTTP for one mailbox: kept connections, Basic authentication, guarded addresses, counted requests. */
export function createHttpClient(credentials: Credentials, environment: MailboxEnvironment): HttpClient {
  const agents = createAgents(environment.allowedPrivateHosts);
  const sendOnce = createSender(credentials, environment, agents);

  /** A connection that the server closed while it was idle fails at its next use: once more, on a new one. */
  const sendTwice = async (request: HttpRequest, url: URL): Promise<HttpAnswer> => {
    try {
      return await sendOnce(request, url);
    } catch (error) {
      if (!isClosedConnection(error) || !isRepeatable(request)) throw error;
      return { ...(await sendOnce(request, url)), repeated: true };
    }
  };

  const follow = async (request: HttpRequest): Promise<HttpAnswer> => {
    let { url } = request;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const answer = await sendTwice(request, url);
      const target = redirectOf(answer, request.method);
      if (target === null) return answer;
      await answer.discard();
      if (!mayFollow(credentials.origin, target)) {
        throw new Denied({ code: 'redirect-to-other-host', parameters: { host: target.host } }, 'mailbox');
      }
      url = target;
    }
    throw new Unavailable({ code: 'too-many-redirects', parameters: { host: url.host } }, 'none');
  };

  return {
    async send(request) {
      try {
        return await follow(request);
      } catch (error) {
        if (error instanceof Denied) throw error;
        throw connectionError(error, request.url.host, effectOf(request));
      }
    },
    close: () => agents.close(),
  };
}

/** Kept connections, by origin; each connects to addresses that were checked. */
interface Agents {
  /** Throws EgressRefused. */
  of(url: URL): Agent;
  close(): Promise<void>;
}

function createAgents(allowedPrivateHosts: readonly string[]): Agents {
  const guard = createEgressGuard(allowedPrivateHosts);
  const agents = new Map<string, Agent>();
  return {
    of(url) {
      guard.check(url);
      const known = agents.get(url.origin);
      if (known !== undefined) return known;
      const connect = buildConnector({ lookup: guard.lookupFor(url.hostname, portOf(url)), timeout: 10_000 });
      const agent = new Agent({
        connect,
        connections: CONNECTIONS,
        keepAliveTimeout: 10_000,
        maxHeaderSize: 32_768,
      });
      agents.set(url.origin, agent);
      return agent;
    },
    async close() {
      const ending = [...agents.values()].map((agent) => agent.destroy());
      agents.clear();
      await Promise.all(ending);
    },
  };
}

/** Sends one request once, with credentials where they may go, within its deadline. */
function createSender(
  credentials: Credentials,
  { now, onRequest }: MailboxEnvironment,
  agents: Agents,
): (request: HttpRequest, url: URL) => Promise<HttpAnswer> {
  const basic = `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
  return async (request, url) => {
    const agent = agents.of(url);
    const started = now();
    const left = request.deadline - started;
    if (left <= 0) throw new Unavailable({ code: 'deadline-passed' }, 'none');
    const count = (status: number | null, received: number): void => {
      const sent = Buffer.byteLength(request.body ?? '');
      onRequest?.({ method: request.method, status, sent, received, durationMs: now() - started });
    };
    const authorization = mayFollow(credentials.origin, url) ? { authorization: basic } : {};
    try {
      const answer = await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: { 'user-agent': 'Liaison', ...request.headers, ...authorization },
        body: request.body ?? null,
        signal: AbortSignal.timeout(left),
        headersTimeout: left,
        bodyTimeout: left,
      });
      return makeAnswer(answer, url, request, (received) => {
        count(answer.statusCode, received);
      });
    } catch (error) {
      count(null, 0);
      throw error;
    }
  };
}

function effectOf({ method }: HttpRequest): Effect {
  return READING.has(method) ? 'none' : 'unknown';
}

/** Reading may always be repeated; writing when a condition keeps a second one from doing harm. */
function isRepeatable({ method, headers }: HttpRequest): boolean {
  return (
    READING.has(method) || headers?.['if-match'] !== undefined || headers?.['if-none-match'] !== undefined
  );
}

function redirectOf(answer: HttpAnswer, method: string): URL | null {
  const location = answer.headers['location'];
  if (location === undefined || ![301, 302, 303, 307, 308].includes(answer.status)) return null;
  // What is written goes where it was meant to go, or nowhere.
  if (!READING.has(method) && ![307, 308].includes(answer.status)) return null;
  try {
    const target = new URL(location, answer.url);
    return target.protocol === 'http:' || target.protocol === 'https:' ? target : null;
  } catch {
    return null;
  }
}

function makeAnswer(
  answer: Dispatcher.ResponseData,
  url: URL,
  request: HttpRequest,
  count: (received: number) => void,
): HttpAnswer {
  const longest = request.longest ?? LONGEST_BODY;
  const effect = effectOf(request);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let received = 0;
    try {
      for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
        received += piece.length;
        if (received > longest) {
          throw new Unavailable(
            { code: 'answer-too-large', parameters: { megabytes: longest / 1_000_000 } },
            effect,
          );
        }
        yield piece;
      }
    } catch (error) {
      throw connectionError(error, url.host, effect);
    } finally {
      count(received);
    }
  }
  const body = pieces();
  const text = async (): Promise<string> => {
    const all: Uint8Array[] = [];
    for await (const piece of body) all.push(piece);
    return Buffer.concat(all).toString('utf8');
  };
  return {
    status: answer.statusCode,
    headers: flat(answer.headers),
    url,
    repeated: false,
    body,
    text,
    async discard() {
      // Read to its end, the connection serves again; what is long, late or broken is nobody's concern here.
      await text().catch(() => undefined);
    },
  };
}

function flat(headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}
