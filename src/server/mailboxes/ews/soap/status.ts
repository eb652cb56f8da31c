// https://www.rfc-editor.org/rfc/rfc9110#section-15 (status codes)
import { Denied, Malformed, Throttled, Unavailable } from '../../../../sync/errors.ts';
import type { Effect, SyncError } from '../../../../sync/errors.ts';
import { includesBasic, schemesOf } from '../../net/challenges.ts';
import type { HttpAnswer } from '../../net/http.ts';
import { retryTime } from '../../net/retry-after.ts';
import { notExchange } from './read.ts';

/**
 * What an answer's status says by itself: null for 200 and for a 500 whose body may be a SOAP fault. A sign-in that
 * was refused names the schemes that the server would take.
 */
export function statusError(
  answer: Pick<HttpAnswer, 'status' | 'headers' | 'url'>,
  effect: Effect,
  now: number,
): SyncError | null {
  const { status, headers } = answer;
  const parameters = { status };
  if (status === 200) return null;
  if (status === 401) return signInError(headers['www-authenticate']);
  if (status === 403) return new Denied({ code: 'access-denied' }, 'mailbox');
  if (status === 404)
    return new Unavailable({ code: 'wrong-path', parameters: { path: answer.url.pathname } }, 'none');
  if (status === 407) return new Unavailable({ code: 'proxy-refused', parameters }, 'none');
  if (status === 413) return new Malformed({ code: 'too-large-for-server' });
  const retryAfter = headers['retry-after'];
  if (status === 429 || (status === 503 && retryAfter !== undefined))
    return new Throttled({ code: 'server-busy', parameters }, retryTime(retryAfter, now));
  if (status === 500 && isXml(headers['content-type'])) return null;
  if (status >= 500 || status === 408) return new Unavailable({ code: 'server-error', parameters }, effect);
  return notExchange(String(status));
}

/** Whether a content type (or none) may be a SOAP answer. */
export function isXml(contentType: string | undefined): boolean {
  return contentType === undefined || /\bxml\b/i.test(contentType);
}

function signInError(challenge: string | undefined): Denied {
  const schemes = schemesOf(challenge);
  if (schemes.length === 0) return new Denied({ code: 'wrong-password' }, 'mailbox');
  const code = includesBasic(schemes) ? 'sign-in-refused' : 'basic-not-offered';
  return new Denied({ code, parameters: { schemes: schemes.join(', ') } }, 'mailbox');
}
