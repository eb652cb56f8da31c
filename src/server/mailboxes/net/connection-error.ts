import { Unavailable } from '../../../sync/errors.ts';
import type { Effect } from '../../../sync/errors.ts';
import { EgressRefused } from './egress.ts';

/** What Node and undici call a failure, and what we call it. */
const CODES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'host-unknown',
  EAI_AGAIN: 'host-unknown',
  ENODATA: 'host-unknown',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'host-unreachable',
  EHOSTDOWN: 'host-unreachable',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ECONNRESET: 'connection-cut',
  EPIPE: 'connection-cut',
  UND_ERR_SOCKET: 'connection-cut',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'answer-truncated',
  UND_ERR_HEADERS_OVERFLOW: 'answer-not-http',
  UND_ERR_HEADERS_TIMEOUT: 'server-too-slow',
  UND_ERR_BODY_TIMEOUT: 'server-too-slow',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-issuer-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-issuer-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-issuer-unknown',
  CERT_REVOKED: 'certificate-revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-name-mismatch',
  EPROTO: 'tls-failed',
};

/** Codes that say that nothing was sent yet. */
const BEFORE_SENDING =
  /^(host-|connection-refused$|connect-timeout$|certificate-|tls-failed$|address-not-allowed$)/;

/** Translates a failed request into Unavailable; `effect` is what it is when bytes may have left. */
export function connectionError(error: unknown, host: string, effect: Effect): Unavailable {
  if (error instanceof Unavailable) return error;
  const code = codeOf(error);
  const settled = BEFORE_SENDING.test(code) ? 'none' : effect;
  return new Unavailable({ code, parameters: { host }, cause: withoutBody(error) }, settled);
}

function codeOf(error: unknown): string {
  for (const cause of chain(error)) {
    if (cause instanceof EgressRefused) return 'address-not-allowed';
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError') return 'server-too-slow';
    // undici's parser has no code for an answer that does not even begin like HTTP.
    if (cause.name === 'HTTPParserError') return 'answer-not-http';
    const { code } = cause;
    if (typeof code !== 'string') continue;
    const known = CODES[code];
    if (known !== undefined) return known;
    if (code.startsWith('HPE_')) return 'answer-not-http';
    if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls-failed';
  }
  return 'connection-failed';
}

/** What is looked at in an error. Node's own may come from another realm, where `instanceof` fails. */
interface ErrorLike {
  readonly name: string;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

/** An error, its causes, and the parts of an AggregateError (one per address tried). */
function chain(error: unknown): readonly ErrorLike[] {
  const found: ErrorLike[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 20) {
    const next = queue.shift();
    if (!isErrorLike(next)) continue;
    found.push(next);
    if (Array.isArray(next.errors)) queue.push(...(next.errors as unknown[]));
    queue.push(next.cause);
  }
  return found;
}

/** Whether a request failed because the server had closed a connection that we kept open. */
export function isClosedConnection(error: unknown): boolean {
  return codeOf(error) === 'connection-cut';
}

/** Keeps name and code only: an error's message may quote what was sent. */
function withoutBody(error: unknown): unknown {
  if (!isErrorLike(error)) return undefined;
  return { name: error.name, ...(typeof error.code === 'string' ? { code: error.code } : {}) };
}
