import { Denied, Gone, Malformed } from '../../../sync/errors.ts';
import type { CallContext, Found, Reading, Ref } from '../../../sync/ports.ts';
import type { Element } from './element.ts';
import { childOf } from './element.ts';
import { ITEM_SHAPE } from './item-shape.ts';
import { isOrganizersCopy } from './organizer.ts';
import { CORRELATION_KEY, extendedValue, TOLD_BY } from './own-properties.ts';
import type { Owner } from './properties/property.ts';
import { itemIdOf } from './soap/ids.ts';
import { exceptionIds, toItem } from './to-item.ts';
import type { ItemWithExceptions } from './to-item.ts';
import type { EwsCalls, Outcome } from './wire.ts';

/** What reading works with. */
export interface Reader {
  readonly ews: EwsCalls;
  readonly owner: Owner;
  readonly context: CallContext;
  /** Called with every item that was read. */
  readonly onItem?: (item: Element) => void;
}

/**
 * Items in one GetItem. A quarter of a batch of the port: so the exceptions of its series, which need a request of their
 * own however few they are, still leave the whole below one request for a hundred items.
 */
const PER_REQUEST = 125;
/** Requests at the same time. */
const AT_ONCE = 2;

type ItemOutcome = Outcome<{ readonly item: Element }>;

/**
 * Reads items by id. The exceptions of series are read after all masters, together, whichever series they are of: so
 * that many series with a few exceptions each don't cost a request each. A series that changed between the two, so
 * that an exception is not there any more, is read once more.
 */
export async function readSeries(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Outcome<ItemWithExceptions>>> {
  const series = await readOnce(reader, ids);
  const torn = [...series].filter(([, outcome]) => isTorn(outcome)).map(([id]) => id);
  return torn.length === 0 ? series : new Map([...series, ...(await readOnce(reader, torn))]);
}

async function readOnce(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Outcome<ItemWithExceptions>>> {
  const found = new Map<string, ItemOutcome>();
  const asked = new Set(ids);
  const queue = [...asked];
  while (queue.length > 0) {
    const chunks = Array.from({ length: AT_ONCE }, () => queue.splice(0, PER_REQUEST));
    const answers = await Promise.all(chunks.map((chunk) => readChunk(reader, chunk)));
    for (const [id, outcome] of answers.flat()) {
      found.set(id, outcome);
      if (!outcome.ok || !asked.has(id)) continue;
      for (const exception of exceptionIds(outcome.item)) if (!found.has(exception)) queue.push(exception);
    }
  }
  return new Map([...asked].map((id) => [id, withExceptions(found, id)]));
}

async function readChunk(
  { ews, context, onItem }: Reader,
  ids: readonly string[],
): Promise<readonly (readonly [id: string, outcome: ItemOutcome])[]> {
  if (ids.length === 0) return [];
  const outcomes = await ews.getItem(
    ids.map((id) => ({ id, changeKey: null })),
    ITEM_SHAPE,
    context,
  );
  return outcomes.map((outcome, index) => {
    if (outcome.ok) onItem?.(outcome.item);
    return [ids[index] ?? '', outcome];
  });
}

/** A series with an exception that nobody can read is one that nobody can read. */
function withExceptions(found: ReadonlyMap<string, ItemOutcome>, id: string): Outcome<ItemWithExceptions> {
  const outcome = found.get(id) ?? notThere();
  if (!outcome.ok) return outcome;
  const exceptions = new Map<string, Element>();
  for (const exception of exceptionIds(outcome.item)) {
    const read = found.get(exception) ?? notThere();
    if (!read.ok) return { ...read, error: read.error instanceof Gone ? TORN : read.error };
    exceptions.set(exception, read.item);
  }
  return { ok: true, item: outcome.item, exceptions };
}

/** An exception that a series names is not there: it says nothing of the series itself. */
const TORN = new Malformed({ code: 'item-unreadable' });

function isTorn(outcome: Outcome<ItemWithExceptions>): boolean {
  return !outcome.ok && outcome.error === TORN;
}

function notThere(): Extract<ItemOutcome, { ok: false }> {
  return { ok: false, error: new Gone({ code: 'item-gone' }), responseCode: '' };
}

/** One reading per ref, in the order of the refs. */
export async function readItems(reader: Reader, refs: readonly Ref[]): Promise<readonly Reading[]> {
  const found = await readSeries(
    reader,
    refs.map(({ id }) => id),
  );
  return refs.map((ref) => readingOf(ref, found.get(ref.id), reader.owner));
}

/** Versions of items that nobody could read. */
const NO_VERSION = '';

function readingOf(ref: Ref, outcome: Outcome<ItemWithExceptions> | undefined, owner: Owner): Reading {
  if (outcome === undefined) return { type: 'gone', ref };
  if (!outcome.ok) {
    const { error } = outcome;
    if (error instanceof Gone) return { type: 'gone', ref };
    if (error instanceof Denied) return { type: 'hidden', ref };
    const why =
      error instanceof Malformed ? error : new Malformed({ code: error.code, parameters: error.parameters });
    return { type: 'malformed', ref, version: NO_VERSION, error: why };
  }
  // A calendar folder may hold messages, too.
  if (outcome.item.name !== 'CalendarItem') return { type: 'gone', ref };
  const version = itemIdOf(outcome.item)?.changeKey ?? NO_VERSION;
  const { item, error } = toItem(outcome, owner);
  if (error !== undefined) return { type: 'malformed', ref, version, error };
  return {
    type: 'found',
    ref,
    found: {
      ref,
      version,
      item,
      correlationKey: correlationKeyOf(outcome.item),
      toldBy: extendedValue(outcome.item, TOLD_BY),
    },
  };
}

/**
 * The key of the step that created an item; null when another program did. What an organiser's mailbox attached to a
 * meeting may travel with the invitation: it says nothing of the attendee's copy.
 */
export function correlationKeyOf(item: Element): string | null {
  const key = extendedValue(item, CORRELATION_KEY);
  return key === '' || !isOrganizersCopy(item) ? null : key;
}

/** Keys in one search. */
const PER_SEARCH = 50;

/** By correlation key, in one folder. */
export async function findItems(
  reader: Reader,
  collection: string,
  keys: readonly string[],
): Promise<readonly (Found | null)[]> {
  const ids = new Map<string, string>();
  for (let at = 0; at < keys.length; at += PER_SEARCH) {
    const wanted = keys.slice(at, at + PER_SEARCH);
    const page = await reader.ews.findItem(
      {
        folder: { id: collection },
        shape: { base: 'IdOnly', additional: [CORRELATION_KEY] },
        restriction: {
          type: 'or',
          all: wanted.map((value) => ({ type: 'equal', field: CORRELATION_KEY, value })),
        },
      },
      reader.context,
    );
    for (const element of page.elements) {
      const [key, id] = [correlationKeyOf(element), childOf(element, 'ItemId')?.attributes['Id']];
      // Of several the first one: a copy that a person made comes later.
      if (key !== null && id !== undefined && !ids.has(key)) ids.set(key, id);
    }
  }
  const refs = [...ids].map(([key, id]) => [key, { collection, id }] as const);
  const readings = await readItems(
    reader,
    refs.map(([, ref]) => ref),
  );
  const byKey = new Map(refs.map(([key], index) => [key, readings[index]]));
  return keys.map((key) => {
    const reading = byKey.get(key);
    return reading?.type === 'found' ? reading.found : null;
  });
}
