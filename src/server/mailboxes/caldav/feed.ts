import { randomUUID } from 'node:crypto';
import { CursorLost } from '../../../sync/errors.ts';
import type { Change, Cursor, Page } from '../../../sync/ports.ts';
import { listEtags, readCtag } from './calls/list-etags.ts';
import { syncCollection } from './calls/sync-collection.ts';
import type { ListedResource } from './calls/sync-collection.ts';
import type { Connection } from './connection.ts';
import { collectionUrl, refOf } from './locations.ts';

/**
 * Where we are in a collection's feed.
 * - `sync`: `token` is a sync token; `ctag`: it is the collection's tag (empty: the server has none).
 * - `pending`: a listing that was answered at once and is handed out in pages: its name in this process, and how many of
 *   its changes are done. Where it is forgotten, `from` (null: everything) is asked again; repeating is harmless.
 */
interface Position {
  readonly mode: 'sync' | 'ctag';
  readonly token: string;
  readonly pending?: {
    readonly name: string;
    readonly done: number;
    readonly from: string | null;
    readonly full: boolean;
  };
}

/** A listing that is being handed out. */
interface Listing {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly position: Position;
  readonly from: string | null;
  readonly full: boolean;
  /** The server cut it off: there is more after it. */
  readonly truncated: boolean;
}

/** Changes in a page: references only, a few dozen kilobytes. */
const PAGE = 500;

export type Feed = (
  connection: Connection,
  base: URL,
  collection: string,
  cursor: Cursor | null,
) => Promise<Page>;

/** The feed of one mailbox; remembers one unfinished listing per collection. */
export function createFeed(): Feed {
  const listings = new Map<string, Listing>();

  return async (connection, base, collection, cursor) => {
    const position = cursor === null ? null : parsePosition(cursor);
    const pending = position?.pending;
    const known = pending === undefined ? undefined : listings.get(collection);
    if (pending !== undefined && known?.name === pending.name)
      return handOut(listings, collection, known, pending.done);
    const place = { connection, base, collection };
    const from = pending === undefined ? (position?.token ?? null) : pending.from;
    const listing = await ask(
      place,
      position?.mode ?? null,
      from,
      pending?.full === true || position === null,
    );
    return listing === null && position !== null
      ? { changes: [], listing: 'delta', cursor: JSON.stringify(position), more: false, complete: false }
      : handOut(listings, collection, listing ?? (await listAll(place)), 0);
  };
}

interface Place {
  readonly connection: Connection;
  readonly base: URL;
  readonly collection: string;
}

/** Asks in the way the cursor was made; null: nothing changed. */
async function ask(
  place: Place,
  mode: Position['mode'] | null,
  from: string | null,
  full: boolean,
): Promise<Listing | null> {
  const url = collectionUrl(place.collection, place.base);
  if (mode === 'ctag') {
    const ctag = await readCtag(place.connection, url);
    return from !== null && ctag !== null && ctag === from ? null : listAll(place, ctag);
  }
  const answer = await syncCollection(place.connection, url, from);
  if (answer === null) return listAll(place);
  const changes = changesOf(answer.resources, answer.url, place);
  return {
    name: randomUUID(),
    changes,
    position: { mode: 'sync', token: answer.token },
    from,
    full,
    truncated: answer.truncated,
  };
}

/** Without sync-collection: every resource with its ETag. The tag is read first, so that what comes between is seen again. */
async function listAll(place: Place, ctag?: string | null): Promise<Listing> {
  const url = collectionUrl(place.collection, place.base);
  const token = ctag === undefined ? await readCtag(place.connection, url) : ctag;
  const listed = await listEtags(place.connection, url);
  const changes = changesOf(listed.resources, listed.url, place);
  return {
    name: randomUUID(),
    changes,
    position: { mode: 'ctag', token: token ?? '' },
    from: null,
    full: true,
    truncated: false,
  };
}

function changesOf(
  resources: readonly ListedResource[],
  url: URL,
  { base, collection }: Place,
): readonly Change[] {
  const changes: Change[] = [];
  for (const { href, etag } of resources) {
    const ref = refOf(href, url, collection, base);
    if (ref === null) continue;
    changes.push(etag === null ? { type: 'removed', ref } : { type: 'present', ref, version: etag });
  }
  return changes;
}

function handOut(listings: Map<string, Listing>, collection: string, listing: Listing, done: number): Page {
  const changes = listing.changes.slice(done, done + PAGE);
  const rest = listing.changes.length - done - changes.length;
  const kind = listing.full ? 'full' : 'delta';
  if (rest > 0) {
    listings.set(collection, listing);
    const pending = {
      name: listing.name,
      done: done + changes.length,
      from: listing.from,
      full: listing.full,
    };
    const cursor = JSON.stringify({ ...listing.position, pending } satisfies Position);
    return { changes, listing: kind, cursor, more: true, complete: false };
  }
  listings.delete(collection);
  // What follows a cut-off full listing belongs to it.
  const next = listing.truncated && listing.full ? { pending: goOn(listing.position.token) } : {};
  const cursor = JSON.stringify({ ...listing.position, ...next } satisfies Position);
  return {
    changes,
    listing: kind,
    cursor,
    more: listing.truncated,
    complete: listing.full && !listing.truncated,
  };
}

function goOn(from: string): NonNullable<Position['pending']> {
  return { name: '', done: 0, from, full: true };
}

function parsePosition(cursor: Cursor): Position {
  try {
    const value = JSON.parse(cursor) as Partial<Position> | null;
    if ((value?.mode === 'sync' || value?.mode === 'ctag') && typeof value.token === 'string')
      return value as Position;
  } catch {
    throw new CursorLost({ code: 'cursor-unreadable' });
  }
  throw new CursorLost({ code: 'cursor-unreadable' });
}
