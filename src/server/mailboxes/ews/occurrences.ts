// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-update-a-recurring-series-by-using-ews-in-exchange
import { Gone, Malformed, Stale } from '../../../sync/errors.ts';
import type { SyncError } from '../../../sync/errors.ts';
import type { MailPolicy } from '../../../sync/ports.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import type { Element } from './element.ts';
import { textOf } from './element.ts';
import { itemEdit } from './from-item.ts';
import { ITEM_SHAPE } from './item-shape.ts';
import type { Reader } from './reading.ts';
import type { OccurrenceWork } from './series.ts';
import { itemIdOf } from './soap/ids.ts';
import { instants, parseInstant, readEventTime, timeOf } from './time.ts';
import { readKept } from './kept.ts';
import { zoneOfItem } from './time-zones.ts';
import { readProperties } from './to-item.ts';
import type { ItemUpdate } from './wire.ts';

const PER_READ = 100;
const PER_WRITE = 50;

/** An occurrence as it was found, and what to do to it. */
interface Found {
  readonly work: OccurrenceWork;
  readonly item: Element;
}

/**
 * Brings single occurrences of a stored series into their form, through its master. Each is looked at directly before:
 * that it is the one we mean, and as we know it. Throws the error of the first one that doesn't let itself be written.
 */
export async function writeOccurrences(
  reader: Reader,
  masterId: string,
  series: Event,
  work: readonly OccurrenceWork[],
  mailPolicy: MailPolicy,
): Promise<void> {
  const found = await look(reader, masterId, series, work);
  await removeThem(reader, found, mailPolicy);
  await updateThem(reader, masterId, series, found, mailPolicy);
}

async function look(
  { ews, context }: Reader,
  masterId: string,
  series: Event,
  work: readonly OccurrenceWork[],
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let at = 0; at < work.length; at += PER_READ) {
    const some = work.slice(at, at + PER_READ);
    const refs = some.map(({ instance }) => ({ master: { id: masterId, changeKey: null }, instance }));
    const outcomes = await ews.getItem(refs, ITEM_SHAPE, context);
    for (const [index, outcome] of outcomes.entries()) {
      const one = some[index];
      if (one === undefined) continue;
      if (!outcome.ok) {
        // What shall be away is away.
        if (outcome.error instanceof Gone && one.target === null) continue;
        throw outcome.error instanceof Gone ? new Stale({ code: 'version-moved-on' }) : outcome.error;
      }
      if (!isOccurrence(outcome.item, one.id, series)) throw new Malformed({ code: 'item-not-writable' });
      found.push({ work: one, item: outcome.item });
    }
  }
  return found;
}

/** Whether an item is the occurrence with this original start. A server that doesn't say is believed. */
function isOccurrence(item: Element, id: string, series: Event): boolean {
  const original = parseInstant(textOf(item, 'OriginalStart'));
  if (original === null) return true;
  const time = timeOf({ ...series, start: id });
  const zone = zoneOfItem(item, id) ?? 'Etc/UTC';
  const { start } = instants(time, zone);
  // Of an all-day event the day is what counts.
  return time.allDay ? Math.abs(original - start) < 86_400_000 : original === start;
}

async function removeThem(
  { ews, context }: Reader,
  found: readonly Found[],
  mailPolicy: MailPolicy,
): Promise<void> {
  const items = found
    .filter(({ work }) => work.target === null)
    .map(({ item }) => itemIdOf(item))
    .filter((id) => id !== null);
  for (let at = 0; at < items.length; at += PER_WRITE) {
    const outcomes = await ews.deleteItem(
      {
        items: items.slice(at, at + PER_WRITE),
        to: 'MoveToDeletedItems',
        mail: mailPolicy === 'send' ? 'SendToAllAndSaveCopy' : 'SendToNone',
      },
      context,
    );
    for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof Gone)) throw outcome.error;
  }
}

/**
 * Occurrences of one series may share a version, so that each write outdates what is known of the others: those are
 * looked at again, and written if they are as they were.
 */
async function updateThem(
  reader: Reader,
  masterId: string,
  series: Event,
  found: readonly Found[],
  mailPolicy: MailPolicy,
): Promise<void> {
  let rest: readonly Found[] = found.filter(({ work }) => work.target !== null);
  let isFresh = rest.length === found.length;
  while (rest.length > 0) {
    if (!isFresh) rest = await lookAgain(reader, masterId, series, rest);
    const { left, error, written } = await updateSome(reader, rest, mailPolicy);
    // None got through: somebody else is writing, or they can't be written. As long as some do, the others may yet: an
    // occurrence can't be moved to where another one still is.
    if (error !== null && (written === 0 || !isPassing(error))) throw error;
    rest = left;
    isFresh = false;
  }
}

function isPassing(error: SyncError): boolean {
  return error instanceof Stale || error instanceof Malformed;
}

async function lookAgain(
  reader: Reader,
  masterId: string,
  series: Event,
  rest: readonly Found[],
): Promise<readonly Found[]> {
  const again = await look(
    reader,
    masterId,
    series,
    rest.map(({ work }) => work),
  );
  const before = new Map(rest.map(({ work, item }) => [work.id, stateOf(item, reader)]));
  for (const { work, item } of again) {
    if (stateOf(item, reader) !== before.get(work.id)) throw new Stale({ code: 'version-moved-on' });
  }
  return again;
}

/** What would be lost if it were overwritten. */
function stateOf(item: Element, { owner }: Reader): string {
  return JSON.stringify([readEventTime(item, readKept(item).zone), readProperties(item, owner)]);
}

interface Written {
  readonly left: readonly Found[];
  readonly error: SyncError | null;
  readonly written: number;
}

async function updateSome(reader: Reader, rest: readonly Found[], mailPolicy: MailPolicy): Promise<Written> {
  const updates: { readonly found: Found; readonly update: ItemUpdate }[] = [];
  for (const found of rest) {
    const { target, names } = found.work;
    const id = itemIdOf(found.item);
    if (target === null || id === null) continue;
    const { changes } = itemEdit(found.item, names, target, reader.owner);
    if (changes.length > 0) updates.push({ found, update: { item: id, element: 'CalendarItem', changes } });
  }
  const some = updates.slice(0, PER_WRITE);
  if (some.length === 0) return { left: [], error: null, written: 0 };
  const mail = mailPolicy === 'send' ? 'SendToAllAndSaveCopy' : 'SendToNone';
  const outcomes = await reader.ews.updateItem(
    { updates: some.map(({ update }) => update), mail },
    reader.context,
  );
  const failed = outcomes.flatMap((outcome, index) =>
    outcome.ok ? [] : [{ outcome, found: some[index]?.found }],
  );
  const serious = failed.find(({ outcome }) => !(outcome.error instanceof Stale));
  return {
    left: [
      ...failed.flatMap(({ found }) => (found === undefined ? [] : [found])),
      ...updates.slice(PER_WRITE).map(({ found }) => found),
    ],
    error: serious?.outcome.error ?? failed[0]?.outcome.error ?? null,
    written: outcomes.length - failed.length,
  };
}
