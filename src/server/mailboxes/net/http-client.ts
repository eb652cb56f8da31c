import { Denied, Unavailable } from '../../../sync/errors.ts';
import type { MailboxEnvironment } from '../provider.ts';
import { authenticated } from './authenticated.ts';
import type { Credentials } from './authenticated.ts';
import { connectionError, isClosedConnection } from './connection-error.ts';
import { effectOf, isReading } from './http.ts';
import type { HttpAnswer, HttpRequest, Transport } from './http.ts';
import { createTransport } from './transport.ts';
import { mayFollow } from './trust.ts';

export type { HttpAnswer, HttpRequest } from './http.ts';

/** A transport that follows redirects, and whose errors are ours. */
export interface HttpClient {
  /** Throws Unavailable and Denied (`redirect-to-other-host`) only. Any status is an answer. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const MOST_REDIRECTS = 5;

/** HTTP for one mailbox: kept connections, Basic authentication, guarded addresses, counted requests. */
export function createHttpClient(credentials: Credentials, environment: MailboxEnvironment): HttpClient {
  const transport = authenticated(createTransport(environment), credentials);
  return httpClient(transport, (target) => mayFollow(credentials.origin, target));
}

/** The client on any transport. `isTrusted` decides which redirects are followed. */
export function httpClient(transport: Transport, isTrusted: (target: URL) => boolean): HttpClient {
  const follow = async (request: HttpRequest): Promise<HttpAnswer> => {
    let { url } = request;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const answer = await sendTwice(transport, { ...request, url });
      const target = redirectOf(answer, request);
      if (target === null) return answer;
      await answer.discard();
      if (!isTrusted(target)) {
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
    close: () => transport.close(),
  };
}

/** A connection that the server closed while it was idle fails at its next use: once more, on a new one. */
async function sendTwice(transport: Transport, request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await transport.send(request);
  } catch (error) {
    if (!isClosedConnection(error) || !isRepeatable(request)) throw error;
    return { ...(await transport.send(request)), repeated: true };
  }
}

/** Reading may always be repeated; writing when a condition keeps a second one from doing harm. */
function isRepeatable(request: HttpRequest): boolean {
  const { headers } = request;
  return (
    isReading(request) || headers?.['if-match'] !== undefined || headers?.['if-none-match'] !== undefined
  );
}

function redirectOf(answer: HttpAnswer, request: HttpRequest): URL | null {
  const location = answer.headers['location'];
  if (location === undefined || ![301, 302, 303, 307, 308].includes(answer.status)) return null;
  // What is written goes where it was meant to go, or nowhere.
  if (!isReading(request) && ![307, 308].includes(answer.status)) return null;
  try {
    const target = new URL(location, answer.url);
    return target.protocol === 'http:' || target.protocol === 'https:' ? target : null;
  } catch {
    return null;
  }
}
