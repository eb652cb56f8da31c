// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/ews-schema-versions-in-exchange
import { Denied, Malformed, SyncError, Unavailable } from '../../../../sync/errors.ts';
import type { Effect } from '../../../../sync/errors.ts';
import type { CallContext } from '../../../../sync/ports.ts';
import type { MailboxEnvironment } from '../../provider.ts';
import type { HttpAnswer, HttpRequest } from '../../net/http.ts';
import type { HttpClient } from '../../net/http-client.ts';
import type { Element } from '../element.ts';
import { failureError } from '../errors.ts';
import type { ServerFacts } from '../wire.ts';
import type { Divert } from './divert.ts';
import { notExchange, readAnswer } from './read.ts';
import type { AnswerParts, ResponseMessage, ServerVersion, SoapFault } from './read.ts';
import { isXml, statusError } from './status.ts';
import { firstVersion, isVersionRefusal, olderVersion } from './versions.ts';
import { envelope } from './write.ts';

/** One request: the operation, and whether it changes nothing. */
export interface SoapRequest {
  readonly operation: Element;
  readonly reads: boolean;
  /** Takes something out of the answer before it is parsed. */
  readonly divert?: Divert;
  /** Longest answer, in bytes; default that of any request. */
  readonly longest?: number;
}

/** The endpoint of one account, with the schema version that was negotiated. */
export interface Soap {
  /** Where it is, after redirects. */
  readonly url: URL;
  readonly server: ServerFacts;
  readonly now: () => number;
  /**
   * Sends a request and hands out its response messages as they come. Throws what a fault, a status or a broken answer
   * means; what came before stays said. A request whose schema version is refused is sent again in an older one.
   */
  call(
    request: SoapRequest,
    context: CallContext,
    onMessage: (message: ResponseMessage) => void,
  ): Promise<void>;
  /** Sends a request and returns its answer once the server accepted it; for answers that don't end. */
  open(operation: Element, deadline: number, signal: AbortSignal): Promise<HttpAnswer>;
}

/** What an endpoint is made of. */
export interface SoapOptions {
  readonly http: HttpClient;
  readonly url: URL;
  readonly environment: MailboxEnvironment;
  readonly schemaVersion: string | null;
}

export function createSoap(options: SoapOptions): Soap {
  const { now, callTimeoutMs } = options.environment;
  const poster = createPoster(options);
  let version = firstVersion(options.schemaVersion);
  let server: ServerVersion | null = null;

  /** Sends once; false when the server refused the schema version. */
  const attempt = async (
    { operation, reads, divert, longest }: SoapRequest,
    deadline: number,
    onMessage: (message: ResponseMessage) => void,
  ): Promise<boolean> => {
    const effect: Effect = reads ? 'none' : 'unknown';
    const answer = await poster.post(envelope(version, operation), {
      deadline,
      reads,
      ...(longest === undefined ? {} : { longest }),
    });
    const faults: SoapFault[] = [];
    const parts: AnswerParts = {
      onMessage(message) {
        if (isVersionRefusal(message.code)) faults.push(message);
        else onMessage(message);
      },
      onFault: (fault) => faults.push(fault),
      onServer: (found) => (server = found),
    };
    await readAnswer(answer.body, parts, divert).catch((error: unknown) => {
      throw withEffect(error, effect, answer.status);
    });
    const [fault] = faults;
    if (fault !== undefined && isVersionRefusal(fault.code)) return false;
    if (fault !== undefined) throw failureError(fault, effect, now());
    return true;
  };

  return {
    get url() {
      return poster.url;
    },
    get server() {
      return { schemaVersion: version, build: server?.build ?? '' };
    },
    now,
    async call(request, context, onMessage) {
      const started = now();
      if (context.deadline <= started) throw new Unavailable({ code: 'deadline-passed' }, 'none');
      const deadline = Math.min(context.deadline, started + callTimeoutMs);
      while (!(await attempt(request, deadline, onMessage))) version = fallBack(version, server);
    },
    open: (operation, deadline, signal) =>
      poster.post(envelope(version, operation), { deadline, reads: true, signal, longest: Infinity }),
  };
}

/** Posts to the endpoint, wherever it has moved. */
function createPoster({ http, url, environment }: SoapOptions): {
  readonly url: URL;
  /** An answer that may be SOAP; throws what it means when it can't be. */
  post(
    body: string,
    more: Pick<HttpRequest, 'deadline' | 'reads' | 'signal' | 'longest'>,
  ): Promise<HttpAnswer>;
} {
  let endpoint = url;
  return {
    get url() {
      return endpoint;
    },
    async post(body, more) {
      const headers = { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml' };
      const answer = await http.send({ method: 'POST', url: endpoint, headers, body, ...more });
      const effect: Effect = more.reads === true ? 'none' : 'unknown';
      const error = statusError(answer, effect, environment.now()) ?? typeError(answer);
      if (error === null) {
        endpoint = answer.url;
        return answer;
      }
      await answer.discard();
      throw error;
    },
  };
}

function fallBack(version: string, server: ServerVersion | null): string {
  const older = olderVersion(version, server);
  if (older !== null) return older;
  throw new Unavailable({ code: 'server-too-old', parameters: { build: server?.build ?? '?' } }, 'none');
}

/** A page in HTML with status 200: a sign-in form, mostly. */
function typeError({ headers }: HttpAnswer): SyncError | null {
  const type = headers['content-type'];
  return isXml(type) ? null : notExchange(type?.split(';')[0] ?? '');
}

/** A write whose answer can't be read may have happened; a 500 that isn't SOAP is the server's own error. */
function withEffect(error: unknown, effect: Effect, status: number): unknown {
  if (!(error instanceof SyncError) || error instanceof Denied || error instanceof Malformed) return error;
  if (status === 500) return new Unavailable({ code: 'server-error', parameters: { status } }, effect);
  return effect === 'none'
    ? error
    : new Unavailable({ code: error.code, parameters: error.parameters }, effect);
}
