import { becameAnother } from './became-another.ts';
import { claim } from './identify.ts';
import { linksForRecords } from './identify-record.ts';
import { inHalves } from './in-halves.ts';
import { NOTHING_LOOKED_AT, afterLook, askedFor, lookedAt, refOf } from './look.ts';
import type { Answered, Looked } from './look.ts';
import { givingWay, isProvisional, refKey, seenGone } from './observation.ts';
import { forgetPrivate } from './take-page.ts';
import type { LedgerTransaction, Link, Reading, Ref, Side } from './ports.ts';
import { transaction } from './session.ts';
import type { Session } from './session.ts';
import { seenNotes } from './seen-notes.ts';
import type { SeenNotes } from './seen-notes.ts';
import { refusedByLedger } from './set-aside.ts';
import type { Claim, Unclaimed } from './whose-item.ts';

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

/** Writes readings down. What seems to have moved, or to be there again, needs a look at where it was, and then a second turn. */
async function takeReadings(session: Session, side: Side, { links, readings }: Answered): Promise<void> {
  const ids = links.map((link) => link.id);
  const elsewhere: Ref[] = [];
  const turn = (looked: Looked): Promise<void> =>
    inHalves(
      ids,
      async (part) => {
        const found = await transaction(session, (tx) => take(session, tx, side, part, readings, looked));
        elsewhere.push(...found);
      },
      (id, conflict) =>
        transaction(session, async (tx) => {
          const current = await tx.linksById([id]);
          const notes = seenNotes(session, tx, side);
          const refused = current.map((link) => refusedByLedger(link, side, conflict));
          await notes.save(refused, current);
          await notes.write();
        }),
    );
  await turn(NOTHING_LOOKED_AT);
  if (elsewhere.length > 0) await turn(await lookedAt(session, side, elsewhere));
}

/** Returns where somebody has to look before it is known whose some of the items are. */
async function take(
  session: Session,
  tx: LedgerTransaction,
  side: Side,
  ids: readonly string[],
  readings: ReadonlyMap<string, Reading>,
  looked: Looked,
): Promise<readonly Ref[]> {
  const current = (await tx.linksById(ids)).filter((link) => isToRead(link, side));
  const after: Link[] = [];
  const unclaimed: Noted[] = [];
  for (const link of current) {
    const ref = refOf(link, side);
    const reading = ref === null ? undefined : readings.get(refKey(ref));
    if (reading === undefined) continue;
    if (reading.type === 'found' && isProvisional(link, side))
      unclaimed.push({ found: reading.found, provisional: link });
    else {
      const isItem = reading.type === 'found' && side === 'mailbox';
      const other = isItem ? becameAnother(session, link, reading.found) : null;
      after.push(...(other === null ? [afterLook(session, link, side, reading)] : [other.gone, other.fresh]));
      if (other !== null && isItem) unclaimed.push({ found: reading.found, provisional: other.fresh });
    }
  }
  // What is known to be gone must be on record before anything claims its place.
  const notes = seenNotes(session, tx, side);
  await notes.save(after, current);
  await forgetPrivate(tx, current, after);
  const claiming = side === 'mailbox' ? claimItems : claimRecords;
  const elsewhere = unclaimed.length === 0 ? [] : await claiming(session, tx, unclaimed, looked, notes);
  await notes.write();
  return elsewhere;
}

/** Something that could be read at last, and the link under which its id was noted. */
type Noted = Unclaimed & { readonly provisional: Link };

/** Returns where items were seen before that turned up at another place, and where nobody looked yet. */
async function claimItems(
  session: Session,
  tx: LedgerTransaction,
  unclaimed: readonly Noted[],
  looked: Looked,
  notes: SeenNotes,
): Promise<readonly Ref[]> {
  const moved = looked.gone.length === 0 ? [] : await tx.linksByItem(looked.gone);
  const away = moved.filter((link) => link.state !== 'ended').map((link) => seenGone(link, 'mailbox'));
  await notes.save(away, moved);
  const claims = await claim(session, tx, unclaimed, looked.alive);
  await notes.save(claims.flatMap((found, index) => claimed(found, unclaimed[index])));
  return claims.flatMap((found) => (found.type === 'elsewhere' ? (found.link.itemRef ?? []) : []));
}

/** Returns where the records are that the links of records with the same identity had until now. */
async function claimRecords(
  session: Session,
  tx: LedgerTransaction,
  unclaimed: readonly Noted[],
  looked: Looked,
  notes: SeenNotes,
): Promise<readonly Ref[]> {
  const records = unclaimed.map(({ found }) => found);
  const { links, elsewhere } = await linksForRecords(session, tx, records, looked);
  if (elsewhere.length > 0) return elsewhere;
  await notes.save([...unclaimed.map(({ provisional }) => givingWay(provisional)), ...links]);
  return [];
}

/** Whether a link still has to be read: another turn, or another worker, may have done it. */
function isToRead(link: Link, side: Side): boolean {
  const { state } = link.observed[side];
  const isOpen = link.state !== 'ended' && link.state !== 'quarantined';
  return isOpen && (state === 'unread' || state === 'missing');
}

/** The links to save once it is known whose an item is. */
function claimed(found: Claim, item: { readonly provisional: Link } | undefined): readonly Link[] {
  if (found.type === 'ignored')
    return item === undefined ? [] : [{ ...item.provisional, state: 'ended', dirty: false }];
  if (found.type === 'elsewhere') return [];
  // The provisional link gives its place to the one that the item really belongs to.
  return [...found.replaced.map(givingWay), found.link];
}
