import { copyIdentity } from './identity.ts';
import { asking, isUninvited } from './let-in.ts';
import { observe, refKey, seenGone, seenItem, seenRecord } from './observation.ts';
import type { Link, Reading, Ref, Side } from './ports.ts';
import { reason } from './reasons.ts';
import { callContext, kindOf, transaction } from './session.ts';
import type { Session } from './session.ts';
import { unreadable } from './unreadable.ts';

/** What a side said of links that had to be read. */
export interface Answered {
  readonly links: readonly Link[];
  readonly last: string;
  /** By refKey. */
  readonly readings: ReadonlyMap<string, Reading>;
}

/** The next readings of a side, of links after `after`; null when there is nothing more to read. */
export async function askedFor(session: Session, side: Side, after: string | null): Promise<Answered | null> {
  const port = session.ports[side];
  const links = await transaction(session, (tx) => tx.linksToRead(side, after, port.traits.batch.read));
  const last = links.at(-1)?.id;
  if (last === undefined) return null;
  const refs = links.map((link) => refOf(link, side)).filter((ref): ref is Ref => ref !== null);
  const readings = await port.read(refs, callContext(session));
  return { links, last, readings: new Map(readings.map((reading) => [refKey(reading.ref), reading])) };
}

/** A link after a direct look at one of its sides. */
export function afterLook(session: Session, link: Link, side: Side, reading: Reading): Link {
  if (reading.type === 'malformed') return unreadable(link, side, reading);
  if (reading.type === 'found') {
    const kind = kindOf(session, reading.found.item);
    if (kind === undefined) return observe(link, side, { state: 'unknown' });
    return side === 'mailbox'
      ? seenItem(link, reading.found, kind, session.settings)
      : seenRecord(link, reading.found, kind, session.settings);
  }
  const { traits } = session.ports[side];
  if (reading.type === 'gone' && !traits.hiddenLooksGone) return seenGone(link, side);
  const closed = side === 'crm' && reading.type === 'hidden' && !traits.hiddenLooksGone;
  if (closed && isOwn(link)) return letIn(session, link) ?? apart(link);
  // Not to be seen is not the same as gone: the link sleeps, and nothing is removed anywhere.
  return {
    ...observe(link, side, { state: 'unknown' }),
    state: 'dormant',
    reason: reason('hidden-from-view'),
    dirty: false,
  };
}

/** Who may not see a record because its CRM does not know that it is theirs asks for it. */
function letIn({ ports, settings }: Session, link: Link): Link | null {
  const kind = ports.kinds.find(({ type }) => type === link.kind);
  return kind !== undefined && isUninvited(link, kind, settings) ? asking(link) : null;
}

/** An item of this mailbox that has not agreed on anything with the record of its identity. */
function isOwn({ base, observed }: Link): boolean {
  return base.crm === null && base.mailbox === null && observed.mailbox.state === 'present';
}

/**
 * Somebody else has a record of that identity and does not show it: holding an item with the same UID lets nobody in, and
 * keeps nobody's own item out. It gets a record of its own, as a copy does.
 */
function apart(link: Link): Link {
  return {
    ...observe(link, 'crm', { state: 'unknown' }),
    recordRef: null,
    identity: link.identity === null ? null : copyIdentity(link.identity, link.id),
    dirty: true,
  };
}

/** What direct looks have just told of items whose link may have lost them to another place. */
export interface Looked {
  /** Refs (refKey) at which something is still there. */
  readonly alive: ReadonlySet<string>;
  /** Those at which nothing is to be found any more. */
  readonly gone: readonly Ref[];
}

/** Nobody looked yet. */
export const NOTHING_LOOKED_AT: Looked = { alive: new Set(), gone: [] };

/**
 * Something with the identity of what a link holds turned up elsewhere: did that one move, was it made again, or is this a
 * copy? Only a look at the old place tells.
 */
export async function lookedAt(session: Session, side: Side, refs: readonly Ref[]): Promise<Looked> {
  const { traits } = session.ports[side];
  const isAway = ({ type }: Reading): boolean =>
    type === 'gone' || (side === 'crm' && type === 'hidden' && traits.hiddenLooksGone);
  const looks = await readAll(session, side, refs);
  const gone = looks.filter(isAway).map((look) => look.ref);
  const away = new Set(gone.map(refKey));
  return { alive: new Set(refs.map(refKey).filter((key) => !away.has(key))), gone };
}

/** Reads as many as there are, no more at a time than the side takes. */
export async function readAll(
  session: Session,
  side: Side,
  refs: readonly Ref[],
): Promise<readonly Reading[]> {
  const port = session.ports[side];
  const size = port.traits.batch.read;
  const readings: Reading[] = [];
  for (let start = 0; start < refs.length; start += size)
    readings.push(...(await port.read(refs.slice(start, start + size), callContext(session))));
  return readings;
}

/** Where a link's side was last seen. */
export function refOf(link: Link, side: Side): Ref | null {
  return side === 'mailbox' ? link.itemRef : link.recordRef;
}
