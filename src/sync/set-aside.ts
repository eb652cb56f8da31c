import type { LedgerConflict } from './errors.ts';
import { inHalves } from './in-halves.ts';
import { noted } from './noted.ts';
import { seenUnread } from './observation.ts';
import type { Change, LedgerTransaction, Link, Page, Side } from './ports.ts';
import { reason } from './reasons.ts';
import { seenNotes } from './seen-notes.ts';
import { transaction } from './session.ts';
import type { Session } from './session.ts';
import { feedAfter, inListing, removedFirst } from './take-page.ts';

/** A link that the ledger can't keep as it would have to be: it stays as it was, and says so. New input tries again. */
export function refusedByLedger(link: Link, side: Side, conflict: LedgerConflict): Link {
  const why = reason('item-rejected', { ...conflict.parameters, code: conflict.code, side });
  return { ...link, state: 'quarantined', reason: why, dirty: false };
}

/**
 * Takes in a page that the ledger refuses as a whole: its changes part by part, and the cursor last. What can't be kept is
 * set aside by its id.
 */
export async function takeInParts(
  session: Session,
  side: Side,
  feed: string,
  page: Page,
  take: (changes: readonly Change[], listing: number | null) => Promise<void>,
): Promise<void> {
  const before = await transaction(session, (tx) => tx.feed(feed));
  const state = feedAfter(before, page);
  // Should this be interrupted, the listing that is begun again must not be taken for this one.
  if (state.listing !== before.listing)
    await transaction(session, (tx) => tx.saveFeed(feed, { ...before, listing: state.listing }));
  const listing = page.listing === 'full' ? state.listing : null;
  for (const list of removedFirst(page.changes)) {
    await inHalves(
      list,
      (part) => take(part, listing),
      (change, conflict) =>
        transaction(session, (tx) => setAside(session, tx, side, change, listing, conflict)),
    );
  }
  await transaction(session, async (tx) => {
    if (page.complete) await tx.markMissing(side, feed, state.listing);
    await tx.saveFeed(feed, state);
  });
}

async function setAside(
  session: Session,
  tx: LedgerTransaction,
  side: Side,
  change: Change,
  listing: number | null,
  conflict: LedgerConflict,
): Promise<void> {
  if (change.type === 'removed') throw conflict;
  const links =
    side === 'mailbox' ? await tx.linksByItem([change.ref]) : await tx.linksByRecord([change.ref]);
  const known = links.find(({ state }) => state !== 'ended') ?? noted(session, side, change);
  const aside = refusedByLedger(seenUnread(known, side, change.version), side, conflict);
  const notes = seenNotes(session, tx, side);
  await notes.save([listing === null ? aside : inListing(aside, side, listing)]);
  await notes.write();
}
