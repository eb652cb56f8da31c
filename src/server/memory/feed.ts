import { CursorLost, Malformed } from '../../sync/errors.ts';
import type { Change, Cursor, Page } from '../../sync/ports.ts';
import type { PageFault, PageKind } from './faults.ts';
import type { Store, Stored } from './store.ts';

/** How a side's feed works. */
export interface FeedOptions {
  /** Null: all of them. */
  readonly collection: string | null;
  /** Changes per page, at least 1. */
  readonly pageSize: number;
  /** Deletions are reported. */
  readonly tombstones: boolean;
  /** The side knows only whether anything changed, and then lists everything (as by a collection tag). */
  readonly relists: boolean;
  /** Items come along with their changes, as they stand now. */
  readonly inline: boolean;
  /** Above 0 the feed goes by change time, cut to this many milliseconds: a page repeats what was seen. */
  readonly resolutionMs: number;
  /** What the asking user may know of. */
  readonly sees: (stored: Stored) => boolean;
  readonly report: (stored: Stored) => Extract<Change, { type: 'present' }>['found'];
}

/** Where a reader stands: `full` after the item with this ordinal, then `delta` from this line (or time) on. */
interface Position {
  readonly mode: 'full' | 'delta';
  readonly after: number;
  readonly from: number;
}

/** The next page of a feed, with what goes wrong on it. Throws CursorLost. */
export function feedPage(
  store: Store,
  feed: FeedOptions,
  cursor: Cursor | null,
  faultOf: (kind: PageKind) => PageFault | null,
): Page {
  const known = cursor === null ? start(store, feed) : parse(store, cursor);
  const outdated = feed.relists && known.mode === 'delta' && known.from < store.log.length;
  const position = outdated ? start(store, feed) : known;
  const fault = faultOf(cursor === null ? 'first' : position.mode);
  if (cursor !== null && fault === 'cursor-lost') throw new CursorLost({ code: 'cursor-forgotten' });
  if (position.mode === 'full') return spoilListing(fullPage(store, feed, position), store, fault);
  const page = feed.resolutionMs > 0 ? timePage(store, feed, position) : logPage(store, feed, position);
  return spoilDelta(page, store, fault);
}

function start(store: Store, feed: FeedOptions): Position {
  const from = feed.resolutionMs > 0 ? Math.floor(store.now() / feed.resolutionMs) : store.log.length;
  return { mode: 'full', after: 0, from };
}

function parse(store: Store, cursor: Cursor): Position {
  const [generation, mode, after, from] = cursor.split('.');
  if (Number(generation) !== store.generation) throw new CursorLost({ code: 'cursor-forgotten' });
  return { mode: mode === 'full' ? 'full' : 'delta', after: Number(after), from: Number(from) };
}

function format(store: Store, { mode, after, from }: Position): Cursor {
  return [store.generation, mode, after, from].join('.');
}

function fullPage(store: Store, feed: FeedOptions, position: Position): Page {
  const changes: Change[] = [];
  let last = position.after;
  let more = false;
  for (const stored of store.items.values()) {
    if (stored.ordinal <= position.after || stored.deleted) continue;
    if (!inFeed(feed, stored)) continue;
    if (changes.length === feed.pageSize) {
      more = true;
      break;
    }
    changes.push(change(feed, stored));
    last = stored.ordinal;
  }
  const next: Position = more
    ? { ...position, after: last }
    : { mode: 'delta', after: 0, from: position.from };
  return { changes, listing: 'full', cursor: format(store, next), more, complete: !more };
}

function logPage(store: Store, feed: FeedOptions, position: Position): Page {
  const changes: Change[] = [];
  let line = position.from;
  for (; line < store.log.length && changes.length < feed.pageSize; line += 1) {
    const stored = store.items.get(store.log[line]?.ref.id ?? '');
    if (stored?.logged !== line || !concerns(feed, stored)) continue;
    changes.push(change(feed, stored));
  }
  const cursor = format(store, { mode: 'delta', after: 0, from: line });
  return { changes, listing: 'delta', cursor, more: line < store.log.length, complete: false };
}

/** Whole time slots only, and at least one beyond the cursor's own: so a page may exceed its limit, but goes on. */
function timePage(store: Store, feed: FeedOptions, position: Position): Page {
  const slot = (stored: Stored): number => Math.floor(stored.changedAt / feed.resolutionMs);
  const candidates = [...store.items.values()]
    .filter((stored) => slot(stored) >= position.from && concerns(feed, stored))
    .sort((a, b) => a.changedAt - b.changedAt);
  const changes: Change[] = [];
  let reached = position.from;
  for (const stored of candidates) {
    if (changes.length >= feed.pageSize && slot(stored) > reached && reached > position.from) break;
    reached = slot(stored);
    changes.push(change(feed, stored));
  }
  const cursor = format(store, { mode: 'delta', after: 0, from: reached });
  return { changes, listing: 'delta', cursor, more: changes.length < candidates.length, complete: false };
}

function concerns(feed: FeedOptions, stored: Stored): boolean {
  return inFeed(feed, stored) && (!stored.deleted || feed.tombstones);
}

function inFeed(feed: FeedOptions, stored: Stored): boolean {
  return (feed.collection === null || stored.ref.collection === feed.collection) && feed.sees(stored);
}

function change(feed: FeedOptions, stored: Stored): Change {
  const { ref, version } = stored;
  if (stored.deleted) return { type: 'removed', ref };
  if (stored.garbled)
    return { type: 'malformed', ref, version, error: new Malformed({ code: 'item-unreadable' }) };
  const report = feed.inline ? feed.report(stored) : undefined;
  return report === undefined
    ? { type: 'present', ref, version }
    : { type: 'present', ref, version, found: report };
}

function spoilListing(page: Page, store: Store, fault: PageFault | null): Page {
  if (fault === 'truncated') {
    const changes = page.changes.slice(0, Math.floor(page.changes.length / 2));
    const cursor = format(store, { mode: 'delta', after: 0, from: parse(store, page.cursor).from });
    return { changes, listing: 'full', cursor, more: false, complete: false };
  }
  if (fault === 'empty') {
    const cursor = format(store, { mode: 'delta', after: 0, from: parse(store, page.cursor).from });
    return { changes: [], listing: 'full', cursor, more: false, complete: true };
  }
  return fault === 'repeated' ? { ...page, changes: [...page.changes, ...page.changes] } : page;
}

/** An old notification names a version that is history by now; where an item is in its place, that one is current. */
function spoilDelta(page: Page, store: Store, fault: PageFault | null): Page {
  if (fault !== 'repeated' && fault !== 'reordered') return page;
  const old = page.changes.map((entry): Change =>
    entry.type === 'present' && entry.found === undefined
      ? { ...entry, version: formerly(store, entry) }
      : entry,
  );
  return { ...page, changes: fault === 'repeated' ? [...page.changes, ...old] : old.toReversed() };
}

function formerly(store: Store, entry: Extract<Change, { type: 'present' }>): string {
  return store.log.find((line) => line.ref.id === entry.ref.id)?.version ?? entry.version;
}
