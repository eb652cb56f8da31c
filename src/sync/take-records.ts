import { linksForRecords } from './identify-record.ts';
import type { Looked } from './look.ts';
import { noted } from './noted.ts';
import { givingWay, isProvisional, refKey, seenGone, seenRecord, seenUnread } from './observation.ts';
import type { Change, Found, LedgerTransaction, Link, Page, Reading, Ref } from './ports.ts';
import { kindOf } from './session.ts';
import type { Session } from './session.ts';
import { seenNotes } from './seen-notes.ts';
import { FIRST, feedAfter, inListing, removedFirst } from './take-page.ts';
import { unreadable } from './unreadable.ts';
import { existing } from './untouched.ts';

/** The name of the CRM's feed. */
export const FEED = 'crm';

/**
 * Takes in one page of the CRM's feed, and its cursor. Returns the records that somebody has to look at first; then the page
 * is not taken in yet, nor is its cursor.
 */
export async function takeRecordPage(
  session: Session,
  tx: LedgerTransaction,
  page: Page,
  bodies: ReadonlyMap<string, Reading>,
  looked: Looked,
): Promise<readonly Ref[]> {
  const state = feedAfter(await tx.feed(FEED), page);
  const listing = page.listing === 'full' ? state.listing : null;
  const changes = removedFirst(page.changes).flat();
  const elsewhere = await takeRecordChanges(session, tx, changes, bodies, looked, listing);
  if (elsewhere.length > 0) return elsewhere;
  if (page.complete) await tx.markMissing('crm', FEED, state.listing);
  await tx.saveFeed(FEED, state);
  return [];
}

/**
 * Takes in changes of a page; `listing` is the number of the full listing that they are of, null otherwise. Returns the
 * records that somebody has to look at before it is known whose the others are.
 */
export async function takeRecordChanges(
  session: Session,
  tx: LedgerTransaction,
  changes: readonly Change[],
  bodies: ReadonlyMap<string, Reading>,
  looked: Looked,
  listing: number | null,
): Promise<readonly Ref[]> {
  const known = await linksByRecord(tx, changes);
  const after: Link[] = [];
  const unlinked: Found[] = [];
  for (const change of changes) {
    const link = known.get(refKey(change.ref));
    const found = foundIn(change, bodies);
    // Of a record that could not be read until now nobody knows yet whom it concerns.
    const open = link === undefined || isProvisional(link, 'crm');
    if (open && found !== null) unlinked.push(found);
    if (link !== undefined)
      after.push(open && found !== null ? givingWay(link) : changed(session, link, change, found));
    else if (found === null && isThere(change, bodies)) after.push(noted(session, 'crm', change));
  }
  const listed = (links: readonly Link[]): readonly Link[] =>
    listing === null ? links : links.map((link) => inListing(link, 'crm', listing));
  // What is known to be gone must be on record before anything takes its place.
  const notes = seenNotes(session, tx, 'crm');
  await notes.save(listed(after), known.values());
  const { links, elsewhere } = await linksForRecords(session, tx, unlinked, looked);
  if (elsewhere.length > 0) return elsewhere;
  await notes.save(
    listed(listing === FIRST ? existing(links, 'crm', session.settings) : links),
    known.values(),
  );
  await notes.write();
  return [];
}

/** Whether a record that nobody could read just now exists for all that is known. */
function isThere(
  change: Change,
  bodies: ReadonlyMap<string, Reading>,
): change is Exclude<Change, { readonly type: 'removed' }> {
  return change.type !== 'removed' && bodies.get(refKey(change.ref))?.type !== 'gone';
}

function foundIn(change: Change, bodies: ReadonlyMap<string, Reading>): Found | null {
  if (change.type !== 'present') return null;
  if (change.found !== undefined) return change.found;
  const reading = bodies.get(refKey(change.ref));
  return reading?.type === 'found' ? reading.found : null;
}

function changed(session: Session, link: Link, change: Change, found: Found | null): Link {
  if (change.type === 'removed') return seenGone(link, 'crm');
  if (change.type === 'malformed') return unreadable(link, 'crm', change);
  // Not to be read just now: its version is noted, so that the change is not forgotten.
  if (found === null) return seenUnread(link, 'crm', change.version);
  const kind = kindOf(session, found.item);
  return kind === undefined ? link : seenRecord(link, found, kind, session.settings);
}

async function linksByRecord(
  tx: LedgerTransaction,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, Link>> {
  const known = new Map<string, Link>();
  for (const link of await tx.linksByRecord(changes.map(({ ref }) => ref))) {
    if (link.state !== 'ended' && link.recordRef !== null) known.set(refKey(link.recordRef), link);
  }
  return known;
}
