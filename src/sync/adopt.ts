import { happened, occupied, recovered, untaught } from './acknowledge.ts';
import { Gone } from './errors.ts';
import { applyPatch } from './item.ts';
import type { Item, ItemKind } from './item.ts';
import { equal } from './json.ts';
import { givingWay, isProvisional, observe, refKey, sameRef, seenItem, seenRecord } from './observation.ts';
import { SIDES } from './leaf.ts';
import { isToBeAskedFor } from './let-in.ts';
import { readAll, refOf } from './look.ts';
import type { Found, IntentRecord, LedgerTransaction, Link, Side } from './ports.ts';
import { reason } from './reasons.ts';
import { recordDone } from './record.ts';
import { callContext, completedLastAt, kindOf, transaction } from './session.ts';
import type { Session } from './session.ts';

/** A create, and the link that it was for. */
export interface Creation {
  readonly link: Link;
  readonly intent: IntentRecord;
}

/**
 * A create was refused because something with that key or identity exists. If it carries the key it is what was to be
 * created, by another mailbox or in another life: it joins the link, without bases, so that nothing is overwritten.
 */
export async function adoptExisting(session: Session, creations: readonly Creation[]): Promise<void> {
  await findAll(session, creations, async (tx, creation, found) => {
    if (found === null) return occupied(creation.link, creation.intent.side);
    return joined(session, tx, creation.link, creation.intent, found);
  });
}

/** Whether creates of unknown outcome happened: looks each one up by its key before anything is repeated. */
export async function resolveCreates(session: Session, creations: readonly Creation[]): Promise<void> {
  const others = await seenWithoutKey(session, creations);
  await findAll(session, creations, async (tx, { link, intent }, found) => {
    const seen = isSeen({ link, intent }) && !others.has(intent.id);
    const kind = found === null ? undefined : kindOf(session, found.item);
    const untold = untaught(link, intent);
    const isToAsk =
      intent.side === 'crm' &&
      found !== null &&
      kind !== undefined &&
      isToBeAskedFor(untold, found, kind, session.settings);
    await tx.closeIntents([intent.id], !isToAsk && (found !== null || seen));
    // Somebody else made it, who did not know that it is theirs as well.
    if (isToAsk) return { ...untold, dirty: true };
    const other = found === null ? undefined : await ownerOf(tx, intent, found);
    const isTheirs = other !== undefined && other.id !== link.id;
    // What a feed reported as ours counts, even if by now only a copy of it is found under the key.
    if (seen && (found === null || isTheirs)) return settledAsSeen(session, link, intent);
    if (found === null) return { ...link, dirty: true };
    if (kind === undefined || isTheirs || (await isAnothers(tx, link, intent, found, kind)))
      return joined(session, tx, link, intent, found);
    await recordDone(session, tx, [{ intent, event: null, reason: link.reason }]);
    return recovered(link, intent, found, kind, completedLastAt(session, intent.side), session.settings);
  });
}

/** Whether the feed has reported something since that this create may have made. */
function isSeen({ link, intent }: Creation): boolean {
  return refOf(link, intent.side) !== null && link.base[intent.side] === null;
}

/**
 * Creates whose link has found an item by its identity that is there and does not carry the create's key: it is somebody
 * else's, and what was sent is not what it was made of.
 */
async function seenWithoutKey(
  session: Session,
  creations: readonly Creation[],
): Promise<ReadonlySet<string>> {
  const seen = creations.filter(isSeen);
  const others = new Set<string>();
  for (const side of SIDES) {
    const here = seen.filter(({ intent }) => intent.side === side);
    const refs = here.flatMap(({ link }) => refOf(link, side) ?? []);
    const readings = await readAll(session, side, refs);
    for (const { link, intent } of here) {
      const reading = readings.find(({ ref }) => sameRef(ref, refOf(link, side)));
      const isThere = reading?.type === 'found' && reading.found.correlationKey !== intent.correlationKey;
      if (isThere) others.add(intent.id);
    }
  }
  return others;
}

/**
 * All mailboxes create a meeting's record under one key. One that does not hold just what was sent, and that another
 * mailbox agrees with, may be that one's, or that one may have said something since: then only what is still there of what
 * was sent is agreed on, and nothing can be taken for dropped by the CRM.
 */
async function isAnothers(
  tx: LedgerTransaction,
  { identity, mailboxId }: Link,
  intent: IntentRecord,
  found: Found,
  kind: ItemKind,
): Promise<boolean> {
  if (intent.side !== 'crm' || intent.target === null) return false;
  const [sent, stored] = [
    kind.shared(kind.normalise(intent.target)),
    kind.shared(kind.normalise(found.item)),
  ];
  const fields = Object.keys({ ...sent, ...stored }).filter((field) => kind.fields[field] !== undefined);
  if (fields.every((field) => equal(sent[field], stored[field]))) return false;
  // One whose copy has gone since may have made it as well.
  const alike = identity === null ? [] : await tx.linksByIdentity(kind.type, [identity]);
  return alike.some(
    (other) =>
      other.mailboxId !== mailboxId && sameRef(other.recordRef, found.ref) && other.base.crm !== null,
  );
}

async function findAll(
  session: Session,
  creations: readonly Creation[],
  resolve: (tx: LedgerTransaction, creation: Creation, found: Found | null) => Promise<Link>,
): Promise<void> {
  for (const group of batches(session, creations)) {
    const [first] = group;
    if (first === undefined) continue;
    const { side, collection } = first.intent;
    const keys = group.map(({ intent }) => intent.correlationKey);
    const found = await findThere(session, side, collection, keys);
    await transaction(session, async (tx) => {
      const current = new Map(
        (await tx.linksById(group.map(({ link }) => link.id))).map((link) => [link.id, link]),
      );
      for (const [index, creation] of group.entries()) {
        const link = current.get(creation.link.id) ?? creation.link;
        await tx.saveLinks([await resolve(tx, { ...creation, link }, found[index] ?? null)]);
      }
    });
  }
}

/** A collection that is gone contains nothing. */
async function findThere(
  session: Session,
  side: Side,
  collection: string,
  keys: readonly string[],
): Promise<readonly (Found | null)[]> {
  try {
    return await session.ports[side].find(collection, keys, callContext(session));
  } catch (error) {
    if (error instanceof Gone) return [];
    throw error;
  }
}

/** Creates of one side and collection, no more than one question may hold. */
function batches(session: Session, creations: readonly Creation[]): readonly (readonly Creation[])[] {
  const byCollection = new Map<string, Creation[]>();
  for (const creation of creations) {
    const { side, collection } = creation.intent;
    const key = `${side}\n${collection}`;
    byCollection.set(key, [...(byCollection.get(key) ?? []), creation]);
  }
  return [...byCollection.values()].flatMap((group) => {
    const size = session.ports[group[0]?.intent.side ?? 'crm'].traits.batch.read;
    return Array.from({ length: Math.ceil(group.length / size) }, (_, n) =>
      group.slice(n * size, (n + 1) * size),
    );
  });
}

/** It did happen, a feed reported it since, and by now a person has moved or removed it: that is what counts. */
function settledAsSeen(session: Session, link: Link, intent: IntentRecord): Link {
  const kind = session.ports.kinds.find((candidate) => candidate.type === link.kind);
  return kind === undefined ? link : happened(link, intent, kind, session.settings);
}

async function joined(
  session: Session,
  tx: LedgerTransaction,
  link: Link,
  intent: IntentRecord,
  found: Found,
): Promise<Link> {
  const kind = kindOf(session, found.item);
  const other = await ownerOf(tx, intent, found);
  if (kind === undefined) return occupied(link, intent.side);
  if (other !== undefined && other.id !== link.id) {
    // Another link of this mailbox holds it already: this one's item is a copy of what is synchronised there.
    return {
      ...link,
      state: 'dormant',
      reason: reason('copy-of-another-item', { item: refKey(found.ref) }),
      dirty: false,
    };
  }
  if (intent.side === 'mailbox') return { ...seenItem(link, found, kind, session.settings), dirty: true };
  // What it was to be told is known: where the record says the same, the two agree.
  const told: Link = {
    ...link,
    base: { crm: null, mailbox: applyPatch({}, intent.settles.mailbox) as Item },
  };
  const apart = observe(told, 'crm', { state: 'unknown' });
  return { ...seenRecord(apart, found, kind, session.settings), dirty: true };
}

/** The link that holds the item already. A mere note of its id gives its place to the link that created it. */
async function ownerOf(tx: LedgerTransaction, intent: IntentRecord, found: Found): Promise<Link | undefined> {
  const links =
    intent.side === 'crm' ? await tx.linksByRecord([found.ref]) : await tx.linksByItem([found.ref]);
  const owner = links.find((link) => link.state !== 'ended');
  if (owner === undefined || owner.id === intent.linkId || !isProvisional(owner, intent.side)) return owner;
  await tx.saveLinks([givingWay(owner)]);
  return undefined;
}
