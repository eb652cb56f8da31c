import { claim } from './identify.ts';
import type { Claim, Unclaimed } from './identify.ts';
import { givingWay, isProvisional, observe, refKey, seenGone, seenItem, seenRecord } from './observation.ts';
import { forgetPrivate, unreadable } from './observe-mailbox.ts';
import type { LedgerTransaction, Link, Reading, Ref, Side } from './ports.ts';
import { reason } from './reasons.ts';
import { callContext, kindOf, transaction } from './session.ts';
import type { Session } from './session.ts';

/** Reads everything of which only a version is known, and looks for everything that a listing did not contain. */
export async function readPending(session: Session, side: Side): Promise<number> {
  const { mailbox, crm } = session.ports;
  const limit = side === 'mailbox' ? mailbox.traits.batch.read : crm.traits.batch.read;
  let after: string | null = null;
  let count = 0;
  for (;;) {
    const links: readonly Link[] = await transaction(session, (tx) => tx.linksToRead(side, after, limit));
    const last = links.at(-1);
    if (last === undefined) return count;
    await readBatch(session, side, links);
    count += links.length;
    session.ports.onProgress?.({
      phase: side === 'mailbox' ? 'observe-mailbox' : 'observe-crm',
      done: count,
    });
    after = last.id;
  }
}

async function readBatch(session: Session, side: Side, links: readonly Link[]): Promise<void> {
  const refs = links.map((link) => refOf(link, side)).filter((ref): ref is Ref => ref !== null);
  const readings = await session.ports[side].read(refs, callContext(session));
  const byRef = new Map(readings.map((reading) => [refKey(reading.ref), reading]));
  const looked = side === 'mailbox' ? await lookElsewhere(session, links, byRef) : NOTHING;
  await transaction(session, async (tx) => {
    const current = await tx.linksById(links.map((link) => link.id));
    const moved = looked.gone.length === 0 ? [] : await tx.linksByItem(looked.gone);
    await tx.saveLinks(
      moved.filter((link) => link.state !== 'ended').map((link) => seenGone(link, 'mailbox')),
    );
    const after: Link[] = [];
    const unclaimed: (Unclaimed & { readonly provisional: Link })[] = [];
    for (const link of current) {
      const ref = refOf(link, side);
      const reading = ref === null ? undefined : byRef.get(refKey(ref));
      if (reading === undefined) continue;
      if (reading.type === 'found' && isProvisional(link, side))
        unclaimed.push({ found: reading.found, provisional: link });
      else after.push(taken(session, link, side, reading));
    }
    // What is known to be gone must be on record before anything claims its place.
    await tx.saveLinks(after);
    await tx.saveLinks(await claimAll(session, tx, unclaimed, looked.alive));
    await forgetPrivate(tx, current, after);
  });
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
  // Not to be seen is not the same as gone: the link sleeps, and nothing is removed anywhere.
  return {
    ...observe(link, side, { state: 'unknown' }),
    state: 'dormant',
    reason: reason('hidden-from-view'),
    dirty: false,
  };
}

interface Looked {
  /** Refs (refKey) at which an item is still there. */
  readonly alive: ReadonlySet<string>;
  readonly gone: readonly Ref[];
}

const NOTHING: Looked = { alive: new Set(), gone: [] };

/** An item with the identity of another link's item: was that one moved here, or copied? Only a look there tells. */
async function lookElsewhere(
  session: Session,
  links: readonly Link[],
  readings: ReadonlyMap<string, Reading>,
): Promise<Looked> {
  const unclaimed = links.flatMap((link) => {
    const reading =
      link.itemRef === null || !isProvisional(link, 'mailbox')
        ? undefined
        : readings.get(refKey(link.itemRef));
    return reading?.type === 'found' ? [{ found: reading.found, provisional: link }] : [];
  });
  if (unclaimed.length === 0) return NOTHING;
  const claims: readonly Claim[] = await transaction(session, (tx) =>
    claim(session, tx, unclaimed, new Set()),
  );
  const refs = claims.flatMap((found) =>
    found.type === 'elsewhere' && found.link.itemRef !== null ? [found.link.itemRef] : [],
  );
  if (refs.length === 0) return NOTHING;
  const looks = await session.ports.mailbox.read(refs, callContext(session));
  return {
    alive: new Set(looks.filter((look) => look.type !== 'gone').map((look) => refKey(look.ref))),
    gone: looks.filter((look) => look.type === 'gone').map((look) => look.ref),
  };
}

async function claimAll(
  session: Session,
  tx: LedgerTransaction,
  items: readonly (Unclaimed & { readonly provisional: Link })[],
  alive: ReadonlySet<string>,
): Promise<readonly Link[]> {
  const claims = items.length === 0 ? [] : await claim(session, tx, items, alive);
  return claims.flatMap((found, index): readonly Link[] => {
    const provisional = items[index]?.provisional;
    if (found.type === 'ignored')
      return provisional === undefined ? [] : [{ ...provisional, state: 'ended', dirty: false }];
    if (found.type === 'elsewhere') return [];
    // The provisional link gives its place to the one that the item really belongs to.
    return found.replaced === null ? [found.link] : [givingWay(found.replaced), found.link];
  });
}

function refOf(link: Link, side: Side): Ref | null {
  return side === 'mailbox' ? link.itemRef : link.recordRef;
}
