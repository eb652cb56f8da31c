import { claim } from './identify.ts';
import type { Claim, Unclaimed } from './identify.ts';
import { copyIdentity } from './identity.ts';
import { givingWay, isProvisional, observe, refKey, seenGone, seenItem, seenRecord } from './observation.ts';
import { forgetPrivate, unreadable } from './observe-mailbox.ts';
import type { LedgerTransaction, Link, Reading, Ref, Side } from './ports.ts';
import { reason } from './reasons.ts';
import { callContext, kindOf, transaction } from './session.ts';
import type { Session } from './session.ts';

/** Reads everything of which only a version is known, and looks for everything that a listing did not contain. */
export async function readPending(session: Session, side: Side): Promise<number> {
  let count = 0;
  let batch = await askedFor(session, side, null);
  while (batch !== null) {
    // The next answer is on its way while this one is written down.
    const next = askedFor(session, side, batch.last);
    const [taken] = await Promise.allSettled([takeReadings(session, side, batch), next]);
    if (taken.status === 'rejected') throw taken.reason;
    count += batch.links.length;
    session.ports.onProgress?.({
      phase: side === 'mailbox' ? 'observe-mailbox' : 'observe-crm',
      done: count,
    });
    batch = await next;
  }
  return count;
}

/** What a side said of links that had to be read. */
interface Answered {
  readonly links: readonly Link[];
  readonly last: string;
  /** By refKey. */
  readonly readings: ReadonlyMap<string, Reading>;
}

/** The next readings of a side, of links after `after`; null when there is nothing more to read. */
async function askedFor(session: Session, side: Side, after: string | null): Promise<Answered | null> {
  const port = session.ports[side];
  const links = await transaction(session, (tx) => tx.linksToRead(side, after, port.traits.batch.read));
  const last = links.at(-1)?.id;
  if (last === undefined) return null;
  const refs = links.map((link) => refOf(link, side)).filter((ref): ref is Ref => ref !== null);
  const readings = await port.read(refs, callContext(session));
  return { links, last, readings: new Map(readings.map((reading) => [refKey(reading.ref), reading])) };
}

/** Writes readings down. Items that seem to have moved here need a look at where they were, and then a second turn. */
async function takeReadings(session: Session, side: Side, { links, readings }: Answered): Promise<void> {
  const ids = links.map((link) => link.id);
  const elsewhere = await transaction(session, (tx) => take(session, tx, side, ids, readings, NOTHING));
  if (elsewhere.length === 0) return;
  const looked = await lookedAt(session, elsewhere);
  await transaction(session, (tx) => take(session, tx, side, ids, readings, looked));
}

/** Returns the links whose items were seen at another place than before, and which nobody looked at yet. */
async function take(
  session: Session,
  tx: LedgerTransaction,
  side: Side,
  ids: readonly string[],
  readings: ReadonlyMap<string, Reading>,
  looked: Looked,
): Promise<readonly Link[]> {
  const current = (await tx.linksById(ids)).filter((link) => isToRead(link, side));
  const moved = looked.gone.length === 0 ? [] : await tx.linksByItem(looked.gone);
  await tx.saveLinks(moved.filter((link) => link.state !== 'ended').map((link) => seenGone(link, 'mailbox')));
  const after: Link[] = [];
  const unclaimed: (Unclaimed & { readonly provisional: Link })[] = [];
  for (const link of current) {
    const ref = refOf(link, side);
    const reading = ref === null ? undefined : readings.get(refKey(ref));
    if (reading === undefined) continue;
    if (reading.type === 'found' && isProvisional(link, side))
      unclaimed.push({ found: reading.found, provisional: link });
    else after.push(taken(session, link, side, reading));
  }
  // What is known to be gone must be on record before anything claims its place.
  await tx.saveLinks(after);
  const claims = unclaimed.length === 0 ? [] : await claim(session, tx, unclaimed, looked.alive);
  await tx.saveLinks(claims.flatMap((found, index) => claimed(found, unclaimed[index])));
  await forgetPrivate(tx, current, after);
  return claims.flatMap((found) => (found.type === 'elsewhere' ? [found.link] : []));
}

/** Whether a link still has to be read: another turn, or another worker, may have done it. */
function isToRead(link: Link, side: Side): boolean {
  const { state } = link.observed[side];
  const isOpen = link.state !== 'ended' && link.state !== 'quarantined';
  return isOpen && (state === 'unread' || state === 'missing');
}

/** A link after a direct look at one of its sides. */
function taken(session: Session, link: Link, side: Side, reading: Reading): Link {
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
  if (closed && isOwn(link)) return apart(link);
  // Not to be seen is not the same as gone: the link sleeps, and nothing is removed anywhere.
  return {
    ...observe(link, side, { state: 'unknown' }),
    state: 'dormant',
    reason: reason('hidden-from-view'),
    dirty: false,
  };
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

interface Looked {
  /** Refs (refKey) at which an item is still there. */
  readonly alive: ReadonlySet<string>;
  readonly gone: readonly Ref[];
}

const NOTHING: Looked = { alive: new Set(), gone: [] };

/** An item with the identity of another link's item: was that one moved here, or copied? Only a look there tells. */
async function lookedAt(session: Session, links: readonly Link[]): Promise<Looked> {
  const refs = links.flatMap(({ itemRef }) => itemRef ?? []);
  const looks = await session.ports.mailbox.read(refs, callContext(session));
  return {
    alive: new Set(looks.filter((look) => look.type !== 'gone').map((look) => refKey(look.ref))),
    gone: looks.filter((look) => look.type === 'gone').map((look) => look.ref),
  };
}

/** The links to save once it is known whose an item is. */
function claimed(found: Claim, item: { readonly provisional: Link } | undefined): readonly Link[] {
  if (found.type === 'ignored')
    return item === undefined ? [] : [{ ...item.provisional, state: 'ended', dirty: false }];
  if (found.type === 'elsewhere') return [];
  // The provisional link gives its place to the one that the item really belongs to.
  return found.replaced === null ? [found.link] : [givingWay(found.replaced), found.link];
}

function refOf(link: Link, side: Side): Ref | null {
  return side === 'mailbox' ? link.itemRef : link.recordRef;
}
