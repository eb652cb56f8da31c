import { Gone, Malformed, Stale, SyncError, Unavailable } from '../../../sync/errors.ts';
import type { CreateRequest, RemoveRequest, UpdateRequest, WriteOutcome } from '../../../sync/ports.ts';
import { deleteObject } from './calls/delete-object.ts';
import { getObject } from './calls/get-object.ts';
import { putObject } from './calls/put-object.ts';
import { newObject, patchObject } from './from-item.ts';
import { itemUrl, resourceName } from './locations.ts';
import { readItems } from './reading.ts';
import type { Reader } from './reading.ts';
import { LONGEST_OBJECT } from './to-item.ts';

/** What writing works with. */
export interface Writer extends Reader {
  /** The account's own addresses, canonical. */
  readonly addresses: readonly string[];
  /** If-None-Match is obeyed. */
  readonly conditionalCreate: boolean;
}

/** Requests at the same time: servers write one after the other, but so nobody waits for the way to and fro. */
const AT_ONCE = 4;

/** Makes an object with a name of its own; see the port. */
export async function createItem(
  writer: Writer,
  { collection, item, intent }: CreateRequest,
): Promise<WriteOutcome> {
  const ref = { collection, id: resourceName(intent.correlationKey) };
  const url = itemUrl(ref, writer.base);
  const text = newObject(item, { now: writer.connection.now(), addresses: writer.addresses });
  if (!writer.conditionalCreate && (await getObject(writer.connection, url, LONGEST_OBJECT)) !== null) {
    throw new Stale({ code: 'version-moved-on' });
  }
  const version = await putObject(writer.connection, url, text, { absent: true });
  return { ok: true, ref, version, item: null };
}

/** Patches the stored text of the expected revision; see the port. */
export async function updateItem(
  writer: Writer,
  { ref, patch, item, intent }: UpdateRequest,
): Promise<WriteOutcome> {
  const url = itemUrl(ref, writer.base);
  const expected = intent.expectedVersion;
  const stored = await storedText(writer, url, expected);
  const text = patchObject(stored.text, patch, item, {
    now: writer.connection.now(),
    addresses: writer.addresses,
  });
  writer.cache.drop(url);
  const version = await putObject(writer.connection, url, text, { etag: stored.etag });
  return { ok: true, ref, version, item: null };
}

/**
 * Reads the texts that some updates will patch together, instead of one by one: into the cache, where a revision that has
 * moved on is not found and looked at again. What fails here fails, or doesn't, in its own update.
 */
export async function readAhead(writer: Writer, requests: readonly UpdateRequest[]): Promise<void> {
  const unread = requests.filter(({ ref, intent: { expectedVersion } }) => {
    if (expectedVersion === null) return false;
    return writer.cache.get(itemUrl(ref, writer.base), expectedVersion) === undefined;
  });
  if (unread.length < 2) return;
  try {
    await readItems(
      writer,
      unread.map(({ ref }) => ref),
    );
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
  }
}

async function storedText(
  writer: Writer,
  url: URL,
  expected: string | null,
): Promise<{ readonly etag: string; readonly text: string }> {
  const cached = expected === null ? undefined : writer.cache.get(url, expected);
  if (cached !== undefined && expected !== null) return { etag: expected, text: cached };
  const object = await getObject(writer.connection, url, LONGEST_OBJECT * 2);
  if (object === null) throw new Gone({ code: 'item-gone' });
  if (object.etag === null) throw new Malformed({ code: 'no-etag' });
  if (expected !== null && object.etag !== expected) throw new Stale({ code: 'version-moved-on' });
  return { etag: object.etag, text: object.text };
}

/** Removes the expected revision; see the port. */
export async function removeItem(writer: Writer, { ref, intent }: RemoveRequest): Promise<WriteOutcome> {
  const url = itemUrl(ref, writer.base);
  const quiet = intent.mailPolicy === 'none';
  writer.cache.drop(url);
  try {
    await deleteObject(writer.connection, url, intent.expectedVersion ?? '*', quiet);
  } catch (error) {
    // A condition fails on what isn't there, too (RFC 9110, 13.1.1): look which it was.
    if (!(error instanceof Stale)) throw error;
    if ((await getObject(writer.connection, url, LONGEST_OBJECT * 2)) === null)
      throw new Gone({ code: 'item-gone' });
    throw error;
  }
  return { ok: true, ref, version: null, item: null };
}

/**
 * Carries out the requests of a batch, a few at a time; each one's error is its own. What would begin after the
 * deadline is not begun.
 */
export async function carryOut<T>(
  requests: readonly T[],
  deadline: () => boolean,
  one: (request: T) => Promise<WriteOutcome>,
): Promise<readonly WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < requests.length; index = next++) {
      const request = requests[index];
      if (request === undefined) return;
      outcomes[index] = deadline() ? { ok: false, error: late() } : await one(request).catch(outcomeOf);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, requests.length) }, work));
  return outcomes;
}

function late(): Unavailable {
  return new Unavailable({ code: 'deadline-passed' }, 'none');
}

function outcomeOf(error: unknown): WriteOutcome {
  if (error instanceof SyncError) return { ok: false, error };
  return { ok: false, error: new Malformed({ code: 'item-not-writable', cause: error }) };
}
