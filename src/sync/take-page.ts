import { becameAnother } from './became-another.ts';
import { claim } from './identify.ts';
import { givingWay, isProvisional, refKey, seenGone, seenItem, seenUnread } from './observation.ts';
import type { Change, FeedState, LedgerTransaction, Link, Page, Side } from './ports.ts';
import { isEmptied } from './policy/privacy.ts';
import { kindOf } from './session.ts';
import type { Session } from './session.ts';
import { noted } from './noted.ts';
import { seenNotes } from './seen-notes.ts';
import type { SeenNotes } from './seen-notes.ts';
import { unreadable } from './unreadable.ts';
import { existing } from './untouched.ts';
import type { Unclaimed } from './whose-item.ts';

/** How a feed's state moves on by a page: a full page opens a listing, its last page closes it. */
export function feedAfter(state: FeedState, page: Page): FeedState {
  const opens = page.listing === 'full' && !state.listingOpen;
  return {
    cursor: page.cursor,
    listing: opens ? state.listing + 1 : state.listing,
    listingOpen: page.listing === 'full' && page.more,
  };
}

/** The number of a feed's first full listing: what is in it was there before the start. */
export const FIRST = 1;

/** How many changes of a page are taken in at once: a first listing may be one page of everything. */
const SLICE = 500;

/** Takes in one page of a collection's feed, and its cursor. */
export async function takePage(
  session: Session,
  tx: LedgerTransaction,
  collection: string,
  page: Page,
): Promise<void> {
  const state = feedAfter(await tx.feed(collection), page);
  const listing = page.listing === 'full' ? state.listing : null;
  const notes = seenNotes(session, tx, 'mailbox');
  for (const list of removedFirst(page.changes)) {
    for (let at = 0; at < list.length; at += SLICE)
      await takeChanges(session, tx, list.slice(at, at + SLICE), listing, notes);
  }
  await notes.write();
  if (page.complete) await tx.markMissing('mailbox', collection, state.listing);
  await tx.saveFeed(collection, state);
}

/** Takes in changes of a page; `listing` is the number of the full listing that they are of, null otherwise. */
export async function takeChanges(
  session: Session,
  tx: LedgerTransaction,
  changes: readonly Change[],
  listing: number | null,
  notes: SeenNotes,
): Promise<void> {
  const known = new Map<string, Link>();
  for (const link of await tx.linksByItem(changes.map((change) => change.ref))) {
    if (link.state !== 'ended' && link.itemRef !== null) known.set(refKey(link.itemRef), link);
  }
  const after: Link[] = [];
  const unclaimed: Unclaimed[] = [];
  for (const change of changes) {
    const link = known.get(refKey(change.ref));
    const found = change.type === 'present' ? change.found : undefined;
    // Of a link that could not be read until now nobody knows yet whose item it is.
    const open = link === undefined || isProvisional(link, 'mailbox');
    if (open && found !== undefined) unclaimed.push({ found, provisional: link ?? null });
    else if (link !== undefined) {
      const other = found === undefined ? null : becameAnother(session, link, found);
      after.push(...(other === null ? [changed(session, link, change)] : [other.gone, other.fresh]));
    } else if (change.type !== 'removed') after.push(noted(session, 'mailbox', change));
  }
  const listed = (links: readonly Link[]): readonly Link[] => {
    if (listing === null) return links;
    const fresh = listing === FIRST ? existing(links, 'mailbox', session.settings) : links;
    return fresh.map((link) => inListing(link, 'mailbox', listing));
  };
  await notes.save(listed(after), known.values());
  await notes.save(listed(await claimed(session, tx, unclaimed)), known.values());
  await forgetPrivate(tx, [...known.values()], after);
}

/** What conflicts kept of an item's content goes when its owner makes it private. */
export async function forgetPrivate(
  tx: LedgerTransaction,
  before: readonly Link[],
  after: readonly Link[],
): Promise<void> {
  const open = new Set(before.filter((link) => !isEmptied(link)).map((link) => link.id));
  const closed = after.filter((link) => isEmptied(link) && open.has(link.id)).map((link) => link.id);
  if (closed.length > 0) await tx.forgetConflicts(closed);
}

/** Notes that a full listing contained a link's item. */
export function inListing(link: Link, side: Side, listing: number): Link {
  return { ...link, seenIn: { ...link.seenIn, [side]: listing } };
}

/** A link after what the feed says of its item. */
function changed(session: Session, link: Link, change: Change): Link {
  if (change.type === 'removed') return seenGone(link, 'mailbox');
  if (change.type === 'malformed') return unreadable(link, 'mailbox', change);
  const kind = change.found === undefined ? undefined : kindOf(session, change.found.item);
  if (change.found === undefined) return seenUnread(link, 'mailbox', change.version);
  return kind === undefined ? link : seenItem(link, change.found, kind, session.settings);
}

/** Links for items that came with their content; those that need a look first are noted for reading. */
async function claimed(
  session: Session,
  tx: LedgerTransaction,
  items: readonly Unclaimed[],
): Promise<readonly Link[]> {
  const claims = items.length === 0 ? [] : await claim(session, tx, items, new Set());
  return claims.flatMap((found, index) => {
    const item = items[index];
    if (found.type === 'ignored' || item === undefined) return [];
    const { ref, version } = item.found;
    if (found.type === 'elsewhere') {
      return [
        item.provisional === null
          ? noted(session, 'mailbox', { type: 'present', ref, version })
          : seenUnread(item.provisional, 'mailbox', version),
      ];
    }
    return [...found.replaced.map(givingWay), found.link];
  });
}

/** The last word of a page on each item, in the order of taking in: what is gone gives its place to what claims it. */
export function removedFirst(changes: readonly Change[]): readonly (readonly Change[])[] {
  const latest = [...new Map(changes.map((change) => [refKey(change.ref), change])).values()];
  return [latest.filter(({ type }) => type === 'removed'), latest.filter(({ type }) => type !== 'removed')];
}
