import { Denied, Unavailable } from '../../../../sync/errors.ts';
import type { CallContext } from '../../../../sync/ports.ts';
import type { MailboxEnvironment } from '../../provider.ts';
import { authenticated } from '../../net/authenticated.ts';
import { connectionError } from '../../net/connection-error.ts';
import type { HttpAnswer, HttpRequest, Transport } from '../../net/http.ts';
import { httpClient } from '../../net/http-client.ts';
import { createTransport } from '../../net/transport.ts';
import { mayFollow } from '../../net/trust.ts';
import { resolveUrl } from '../../net/url.ts';
import { isXml, statusError } from '../soap/status.ts';
import { askJson } from './json.ts';
import { POX_PATH, poxRequest, readPox } from './pox.ts';
import type { PoxAnswer } from './pox.ts';

/** Asks Autodiscover, following where it sends us. */
export interface Asking {
  /** Without credentials; null when it isn't there. */
  json(origin: URL, address: string): Promise<URL | null>;
  /** With credentials, once they are asked for. Never answers `url`. */
  pox(url: URL, address: string): Promise<PoxAnswer>;
  /**
   * Asks in clear and without credentials where to go (https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxdisco).
   * Anybody on the way can answer that, so only an address beside the domain is believed; another one is Denied
   * `redirect-to-other-host`. Null when there is none.
   */
  redirect(domain: string): Promise<URL | null>;
  close(): Promise<void>;
}

/** Whose credentials, and what was typed: the only origin that may be asked over http. */
export interface Asker {
  readonly user: string;
  readonly password: string;
  readonly origin: URL | null;
}

const MOST_URLS = 5;
/** One server among several that may not even exist. */
const LONGEST_ASKING_MS = 15_000;

export function createAsking(asker: Asker, environment: MailboxEnvironment, context: CallContext): Asking {
  const transport = createTransport(environment);
  /** TLS proves that the answer comes from the domain's own servers, which may name whom they like. */
  const isTrusted = (url: URL): boolean => url.protocol === 'https:' || url.origin === asker.origin?.origin;
  const open = httpClient(transport, isTrusted);
  const deadline = (): number => Math.min(context.deadline, environment.now() + LONGEST_ASKING_MS);

  const post = async (url: URL, address: string): Promise<HttpAnswer> => {
    const headers = { 'content-type': 'text/xml; charset=utf-8' };
    const request = {
      method: 'POST',
      headers,
      body: poxRequest(address),
      deadline: deadline(),
      reads: true,
    } as const;
    // A domain may be served by somebody who has nothing to do with its mail: the password only for whom wants one.
    const first = await open.send({ ...request, url });
    if (first.status !== 401) return first;
    await first.discard();
    const credentials = { origin: first.url, user: asker.user, password: asker.password };
    return httpClient(authenticated(transport, credentials), isTrusted).send({ ...request, url: first.url });
  };

  const pox = async (start: URL, address: string): Promise<PoxAnswer> => {
    let url = start;
    for (let hop = 0; hop < MOST_URLS; hop += 1) {
      if (!isTrusted(url)) throw elsewhere(url);
      const response = await post(url, address);
      const error = failureOf(response, environment.now());
      if (error !== null) {
        await response.discard();
        throw error;
      }
      const answer = await readPox(response);
      if (answer.type !== 'url') return checked(answer, isTrusted);
      url = answer.url;
    }
    throw new Unavailable({ code: 'too-many-redirects', parameters: { host: url.host } }, 'none');
  };

  return {
    async json(origin, address) {
      const url = await askJson(open, origin, address, deadline());
      if (url !== null && !isTrusted(url)) throw elsewhere(url);
      return url;
    },
    pox,
    async redirect(domain) {
      const url = new URL(`http://autodiscover.${domain}${POX_PATH}`);
      const answer = await sendPlainly(transport, { method: 'GET', url, deadline: deadline() });
      const target = resolveUrl(answer.headers['location'] ?? '', url);
      await answer.discard();
      if (answer.status < 300 || answer.status >= 400 || target?.protocol !== 'https:') return null;
      if (!mayFollow(new URL(`https://${domain}/`), target)) throw elsewhere(target);
      return target;
    },
    close: () => transport.close(),
  };
}

/** Without following redirects. */
async function sendPlainly(transport: Transport, request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await transport.send(request);
  } catch (error) {
    throw connectionError(error, request.url.host, 'none');
  }
}

/** Addresses without TLS are none: the password would travel in clear. */
function checked(answer: PoxAnswer, isTrusted: (url: URL) => boolean): PoxAnswer {
  if (answer.type !== 'settings') return answer;
  const urls = answer.urls.filter(isTrusted);
  const [first] = answer.urls;
  if (urls.length === 0 && first !== undefined) throw elsewhere(first);
  return { ...answer, urls };
}

function failureOf(response: HttpAnswer, now: number): Error | null {
  const error = statusError(response, 'none', now);
  if (error !== null) return error;
  const type = response.headers['content-type'];
  if (response.status === 200 && isXml(type)) return null;
  return new Unavailable({ code: 'not-exchange', parameters: { what: type?.split(';')[0] ?? '' } }, 'none');
}

function elsewhere(url: URL): Denied {
  return new Denied({ code: 'redirect-to-other-host', parameters: { host: url.host } }, 'mailbox');
}
