import { Denied, Gone, Malformed, SyncError, Unavailable } from '../../../sync/errors.ts';
import type { Found, Reading, Ref } from '../../../sync/ports.ts';
import { getObject } from './calls/get-object.ts';
import { multiget } from './calls/multiget.ts';
import type { CalendarObject } from './calls/multiget.ts';
import type { Connection } from './connection.ts';
import { failureError } from './errors.ts';
import { collectionUrl, correlationKeyOf, itemUrl, refOf, resourceName } from './locations.ts';
import type { TextCache } from './text-cache.ts';
import { LONGEST_OBJECT, toItem, tooLarge } from './to-item.ts';

/** What reading works with. */
export interface Reader {
  readonly connection: Connection;
  readonly base: URL;
  readonly cache: TextCache;
}

/** How many objects one request asks for. */
const BATCH = 100;
/** RFC 5545, 3.6: what else a calendar object may be. An object holds one kind (RFC 4791, 4.1). */
const OTHER_KIND = /^BEGIN:(?:VTODO|VJOURNAL|VFREEBUSY)[ \t]*$/im;
/** Versions of items that have none. */
const NO_VERSION = '';

/** One reading per ref, in the order of the refs. */
export async function readItems(reader: Reader, refs: readonly Ref[]): Promise<readonly Reading[]> {
  const readings = new Map<string, Reading>();
  const collections = new Map<string, Ref[]>();
  for (const ref of refs) collections.set(ref.collection, [...(collections.get(ref.collection) ?? []), ref]);
  for (const [collection, members] of collections) {
    for (let at = 0; at < members.length; at += BATCH) {
      const batch = members.slice(at, at + BATCH);
      for (const [key, reading] of await readBatch(reader, collection, batch)) readings.set(key, reading);
    }
  }
  return refs.map((ref) => readings.get(keyOf(ref)) ?? { type: 'gone', ref });
}

/** By correlation key: the resource that a create with it would have made. */
export async function findItems(
  reader: Reader,
  collection: string,
  keys: readonly string[],
): Promise<readonly (Found | null)[]> {
  const refs = keys.map((key) => ({ collection, id: resourceName(key) }));
  const readings = await readItems(reader, refs);
  return readings.map((reading) => (reading.type === 'found' ? reading.found : null));
}

function keyOf({ collection, id }: Ref): string {
  return `${collection} ${id}`;
}

async function readBatch(
  reader: Reader,
  collection: string,
  refs: readonly Ref[],
): Promise<ReadonlyMap<string, Reading>> {
  try {
    return await readTogether(reader, collection, refs);
  } catch (error) {
    if (error instanceof Gone) return new Map(refs.map((ref) => [keyOf(ref), { type: 'gone', ref }]));
    if (!isTooMuch(error)) throw error;
  }
  // One of them is enormous, or the server knows no multiget: each for itself.
  const readings = new Map<string, Reading>();
  for (const ref of refs) readings.set(keyOf(ref), await readAlone(reader, ref));
  return readings;
}

/** Failures of the batch that its items may not share. */
function isTooMuch(error: unknown): boolean {
  if (error instanceof Unavailable)
    return (
      ['answer-too-large', 'not-caldav', 'answer-not-xml', 'answer-with-entities'].includes(error.code) ||
      error.parameters['status'] === 501
    );
  return error instanceof Malformed || (error instanceof Denied && error.scope === 'item');
}

async function readTogether(
  reader: Reader,
  collection: string,
  refs: readonly Ref[],
): Promise<ReadonlyMap<string, Reading>> {
  const { connection, base } = reader;
  const paths = refs.map((ref) => itemUrl(ref, base).pathname);
  const { objects, url } = await multiget(connection, collectionUrl(collection, base), paths);
  const readings = new Map<string, Reading>();
  for (const object of objects) {
    const ref = refOf(object.href, url, collection, base);
    if (ref !== null) readings.set(keyOf(ref), readingOf(reader, ref, object));
  }
  // Some servers leave out what isn't there; others leave out what they can't read: a direct look tells which.
  for (const ref of refs) {
    if (!readings.has(keyOf(ref))) readings.set(keyOf(ref), await readAlone(reader, ref));
  }
  return readings;
}

function readingOf(reader: Reader, ref: Ref, object: CalendarObject): Reading {
  if (object.status === 404 || object.status === 410) return { type: 'gone', ref };
  if (object.status === 403 || object.status === 401) return { type: 'hidden', ref };
  if (object.text === null) {
    const failure = failureError({ status: object.status, conditions: [] }, 'item', reader.connection.now());
    const error =
      failure instanceof Malformed
        ? failure
        : new Malformed({ code: 'unreadable-on-server', parameters: failure.parameters });
    return { type: 'malformed', ref, version: object.etag ?? NO_VERSION, error };
  }
  return interpret(reader, ref, object.etag, object.text);
}

function interpret({ base, cache }: Reader, ref: Ref, etag: string | null, text: string): Reading {
  if (etag === null)
    return { type: 'malformed', ref, version: NO_VERSION, error: new Malformed({ code: 'no-etag' }) };
  const { item, error } = toItem(text);
  // A calendar may hold tasks and journal entries, and not every listing says which is what: no event is there.
  if (error?.code === 'no-event' && OTHER_KIND.test(text)) return { type: 'gone', ref };
  if (error !== undefined) return { type: 'malformed', ref, version: etag, error };
  cache.put(itemUrl(ref, base), etag, text);
  return {
    type: 'found',
    ref,
    found: { ref, version: etag, item, correlationKey: correlationKeyOf(ref.id) },
  };
}

async function readAlone(reader: Reader, ref: Ref): Promise<Reading> {
  try {
    const object = await getObject(reader.connection, itemUrl(ref, reader.base), LONGEST_OBJECT * 2);
    return object === null ? { type: 'gone', ref } : interpret(reader, ref, object.etag, object.text);
  } catch (error) {
    if (error instanceof Unavailable && error.code === 'answer-too-large') {
      return { type: 'malformed', ref, version: NO_VERSION, error: tooLarge() };
    }
    if (error instanceof Denied && error.scope === 'item') return { type: 'hidden', ref };
    if (error instanceof Malformed) return { type: 'malformed', ref, version: NO_VERSION, error };
    if (error instanceof SyncError) throw error;
    throw new Unavailable({ code: 'connection-failed', cause: error }, 'none');
  }
}
