import { Agent, buildConnector } from 'undici';
import type { Dispatcher } from 'undici';
import { Unavailable } from '../../../sync/errors.ts';
import type { MailboxEnvironment } from '../provider.ts';
import { connectionError } from './connection-error.ts';
import { createEgressGuard, portOf } from './egress.ts';
import { effectOf } from './http.ts';
import type { HttpAnswer, HttpRequest, Transport } from './http.ts';

const LONGEST_BODY = 64_000_000;
const CONNECTIONS = 4;

/** HTTP for one mailbox: kept connections, guarded addresses, deadlines, counted requests. Nobody is signed in. */
export function createTransport(environment: MailboxEnvironment): Transport {
  const { now, onRequest } = environment;
  const agents = createAgents(environment.allowedPrivateHosts);
  return {
    async send(request) {
      const { url } = request;
      const agent = agents.of(url);
      const started = now();
      const left = request.deadline - started;
      if (left <= 0) throw new Unavailable({ code: 'deadline-passed' }, 'none');
      const count = (status: number | null, received: number): void => {
        const sent = Buffer.byteLength(request.body ?? '');
        onRequest?.({ method: request.method, status, sent, received, durationMs: now() - started });
      };
      const late = AbortSignal.timeout(left);
      try {
        const answer = await agent.request({
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method,
          headers: { 'user-agent': 'Liaison', ...request.headers },
          body: request.body ?? null,
          signal: request.signal === undefined ? late : AbortSignal.any([late, request.signal]),
          headersTimeout: left,
          bodyTimeout: left,
        });
        return makeAnswer(answer, request, (received) => {
          count(answer.statusCode, received);
        });
      } catch (error) {
        count(null, 0);
        throw error;
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

function makeAnswer(
  answer: Dispatcher.ResponseData,
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
      throw connectionError(error, request.url.host, effect);
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
    url: request.url,
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
