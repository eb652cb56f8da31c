import { Denied, Gone, Malformed, Stale, Throttled, Unavailable } from '../../../sync/errors.ts';
import type { Effect, SyncError } from '../../../sync/errors.ts';
import { includesBasic, schemesOf } from '../net/challenges.ts';
import { retryTime } from '../net/retry-after.ts';
import { caldav, dav } from './xml/element.ts';

/** A failed answer as the wire gives it. */
export interface Failure {
  readonly status: number;
  /** Names of the conditions in the answer's body (see xml/element.ts). */
  readonly conditions: readonly string[];
  readonly retryAfter?: string | undefined;
  /** The header WWW-Authenticate. */
  readonly challenge?: string | undefined;
}

/** What was asked: about the whole mailbox, a collection, or one item; and whether it writes. */
export type Subject = 'mailbox' | 'collection' | 'item' | 'write';

/** The second one is for meetings, whose UID must be unique in all calendars of a user (RFC 6638, 3.2.4.1). */
const UID_CONFLICTS = [caldav('no-uid-conflict'), caldav('unique-scheduling-object-resource')];
const TOO_LARGE = caldav('max-resource-size');
const QUOTA = dav('quota-not-exceeded');

/** Translates a status code, and the precondition that the body names, into the error of the next action. */
export function failureError(failure: Failure, subject: Subject, now: number): SyncError {
  const { status, conditions } = failure;
  const effect: Effect = subject === 'write' ? 'unknown' : 'none';
  const parameters = { status };
  if (status === 401) return signInError(failure.challenge);
  if (status === 407) return new Unavailable({ code: 'proxy-refused', parameters }, 'none');
  if (UID_CONFLICTS.some((conflict) => conditions.includes(conflict)))
    return new Stale({ code: 'uid-exists' });
  if (status === 412) return new Stale({ code: 'version-moved-on' });
  if (status === 429 || (status === 503 && failure.retryAfter !== undefined)) {
    return new Throttled({ code: 'server-busy', parameters }, retryTime(failure.retryAfter, now));
  }
  if (status === 404 || status === 410)
    return new Gone({ code: subject === 'collection' ? 'collection-gone' : 'item-gone' });
  if (status === 507 || conditions.includes(QUOTA)) return new Denied({ code: 'quota-exceeded' }, 'item');
  if (status === 423) return new Unavailable({ code: 'item-locked' }, 'none');
  if (status === 403) return forbidden(conditions, subject);
  if (status >= 500 || status === 408) return new Unavailable({ code: 'server-error', parameters }, effect);
  if (subject === 'mailbox' || subject === 'collection')
    return new Unavailable({ code: 'not-caldav', parameters }, 'none');
  if (status === 413 || conditions.includes(TOO_LARGE))
    return new Malformed({ code: 'too-large-for-server' });
  return new Malformed({
    code: 'rejected-by-server',
    parameters: { status, condition: plainName(conditions[0]) },
  });
}

/** A server that offers only other schemes would take no password, however right. */
function signInError(challenge: string | undefined): Denied {
  const schemes = schemesOf(challenge);
  if (schemes.length === 0 || includesBasic(schemes))
    return new Denied({ code: 'wrong-password' }, 'mailbox');
  return new Denied({ code: 'basic-not-offered', parameters: { schemes: schemes.join(', ') } }, 'mailbox');
}

function forbidden(conditions: readonly string[], subject: Subject): SyncError {
  if (subject === 'mailbox') return new Denied({ code: 'access-denied' }, 'mailbox');
  const named = conditions.find((condition) => condition !== dav('need-privileges'));
  if (named === undefined || subject !== 'write') return new Denied({ code: 'not-allowed' }, 'item');
  if (named === TOO_LARGE) return new Malformed({ code: 'too-large-for-server' });
  return new Malformed({
    code: 'rejected-by-server',
    parameters: { status: 403, condition: plainName(named) },
  });
}

/** A condition's name without its namespace. */
function plainName(condition: string | undefined): string {
  return condition?.split(' ').at(-1) ?? '';
}
