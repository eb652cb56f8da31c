import { occurrenceOf } from './identity.ts';
import { noted } from './noted.ts';
import { seenGone } from './observation.ts';
import type { Found, Link } from './ports.ts';
import { kindOf } from './session.ts';
import type { Session } from './session.ts';

/** The link whose item is no more, and a note of what has taken its place. */
export interface Replaced {
  readonly gone: Link;
  readonly fresh: Link;
}

/**
 * What follows where a mailbox has put the series in the place of one of its dates, to which somebody was invited alone
 * (or the other way round: servers that keep one item per UID): the one is gone, the other one is new there. Null where
 * the link's item is what it was.
 */
export function becameAnother(session: Session, link: Link, found: Found): Replaced | null {
  const kind = kindOf(session, found.item);
  const now = kind?.identity(kind.normalise(found.item)) ?? null;
  if (kind === undefined || now === null || link.identity === null || link.kind !== kind.type) return null;
  const isPart = occurrenceOf(link.identity)?.series === now || occurrenceOf(now)?.series === link.identity;
  if (!isPart) return null;
  const { ref, version } = found;
  const gone = { ...seenGone(link, 'mailbox'), itemRef: null };
  return { gone, fresh: noted(session, 'mailbox', { type: 'present', ref, version }) };
}
