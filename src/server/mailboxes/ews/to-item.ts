import { Malformed } from '../../../sync/errors.ts';
import type { Json, JsonObject } from '../../../sync/json.ts';
import { equal } from '../../../sync/json.ts';
import type { Item } from '../../../sync/item.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import { fromInstant, localFromMs } from '../../../sync/kinds/event/local-time.ts';
import { normaliseEvent } from '../../../sync/kinds/event/normalise.ts';
import type { Element } from './element.ts';
import { childOf, childrenOf, textOf } from './element.ts';
import { applyKept, readKept } from './kept.ts';
import { PAIRED, PAIRS } from './properties/all.ts';
import type { Owner } from './properties/property.ts';
import { readRecurrence } from './recurrence-to-item.ts';
import { ownZone, parseInstant, readEventTime, TIME_PROPERTIES, timeProperties } from './time.ts';
import type { EventTime } from './time.ts';
import { zoneOfItem } from './time-zones.ts';
import { uidOf } from './uid.ts';

/** A calendar item with its exceptions, as the wire gives them. */
export interface ItemWithExceptions {
  /** CalendarItem: a single event or the master of a series. */
  readonly item: Element;
  /** CalendarItems of the modified occurrences by their item ids. */
  readonly exceptions: ReadonlyMap<string, Element>;
}

/** What became of reading an item. */
export type ReadResult =
  | { readonly item: Event; readonly error?: undefined }
  | { readonly item?: undefined; readonly error: Malformed };

/**
 * Reads a calendar item as one canonical Event, in normal form. Total: what can't be read comes back as Malformed, with
 * one of the codes `no-uid`, `no-start`, `bad-time`, `bad-rule`, `item-unreadable`, `unreadable`.
 */
export function toItem(series: ItemWithExceptions, owner: Owner): ReadResult {
  try {
    return { item: readSeries(series, owner) };
  } catch (error) {
    return {
      error: error instanceof Malformed ? error : new Malformed({ code: 'unreadable', cause: error }),
    };
  }
}

/** What an item says by itself, without what is kept beside; partial where the item is. */
export function readProperties(item: Element, owner: Owner): JsonObject {
  return Object.assign({}, ...PAIRS.map((pair) => pair.read(item, owner))) as JsonObject;
}

function readSeries({ item, exceptions }: ItemWithExceptions, owner: Owner): Event {
  const uid = uidOf(item);
  if (uid === null) throw new Malformed({ code: 'no-uid' });
  const time = readEventTime(item, readKept(item).zone);
  const sequence = Number(textOf(item, 'AppointmentSequenceNumber') ?? 0);
  const event = asMeant(item, {
    '@type': 'Event',
    uid,
    ...timeProperties(time),
    ...readProperties(item, owner),
    ...originalStart(item, time),
    ...rules(item, time),
    ...(sequence > 0 ? { sequence } : {}),
  });
  if (childOf(item, 'Recurrence') === undefined) return event;
  const zone = zoneOfSeries(item, time);
  const overrides = { ...deleted(item, zone), ...modified({ item, exceptions }, event, zone, owner) };
  return normaliseEvent({ ...event, recurrenceOverrides: overrides });
}

/** In normal form, with what was kept beside. */
function asMeant(item: Element, properties: Item): Event {
  return normaliseEvent(applyKept(normaliseEvent(properties), readKept(item)) as Item);
}

function rules(item: Element, time: EventTime): JsonObject {
  const rule = readRecurrence(item, time);
  return rule === undefined ? {} : { recurrenceRules: [rule] };
}

/** An invitation to a single occurrence of a series that isn't here. */
export function originalStart(item: Element, time: EventTime): JsonObject {
  const instant = parseInstant(textOf(item, 'RecurrenceId'));
  if (instant === null || childOf(item, 'Recurrence') !== undefined) return {};
  const zone = time.timeZone ?? ownZone(item, instant);
  const recurrenceId = localFromMs(fromInstant(instant, zone));
  return time.allDay
    ? { recurrenceId: `${recurrenceId.slice(0, 10)}T00:00:00` }
    : { recurrenceId, recurrenceIdTimeZone: zone };
}

/** Where the local times of a series are. */
interface SeriesZone {
  readonly time: EventTime;
  /** IANA. */
  readonly zone: string;
  /** The server said which zone it is. */
  readonly told: boolean;
}

function zoneOfSeries(item: Element, time: EventTime): SeriesZone {
  const told = zoneOfItem(item, time.start);
  return { time, zone: time.timeZone ?? told ?? 'Etc/UTC', told: told !== null };
}

const DAY_MS = 86_400_000;

/** The original start that an instant names, local in the manner of its series. */
function occurrenceKey(instant: number, { time, zone, told }: SeriesZone): string {
  if (!time.allDay) return localFromMs(fromInstant(instant, zone));
  const midnight = told ? fromInstant(instant, zone) : Math.round(instant / DAY_MS) * DAY_MS;
  return `${localFromMs(midnight).slice(0, 10)}T00:00:00`;
}

/** What an occurrence of this series is called: its original start, given as an instant. */
export function occurrenceId(master: Element, instant: number): string {
  const time = readEventTime(master, readKept(master).zone);
  return occurrenceKey(instant, zoneOfSeries(master, time));
}

/** https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/deletedoccurrences */
function deleted(item: Element, zone: SeriesZone): JsonObject {
  const entries = childrenOf(childOf(item, 'DeletedOccurrences'), 'DeletedOccurrence');
  const keys = entries.map((entry) => occurrenceKey(instantIn(entry, 'Start'), zone));
  return Object.fromEntries(keys.map((key) => [key, { excluded: true }]));
}

function instantIn(entry: Element, property: string): number {
  const instant = parseInstant(textOf(entry, property));
  if (instant === null) throw new Malformed({ code: 'bad-time', parameters: { property } });
  return instant;
}

/** Item ids of the modified occurrences of a series. */
export function exceptionIds(item: Element): readonly string[] {
  return childrenOf(childOf(item, 'ModifiedOccurrences'), 'Occurrence').flatMap((entry) => {
    const id = childOf(entry, 'ItemId')?.attributes['Id'] ?? '';
    return id === '' ? [] : [id];
  });
}

/** https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/modifiedoccurrences */
function modified(
  { item, exceptions }: ItemWithExceptions,
  master: Event,
  zone: SeriesZone,
  owner: Owner,
): JsonObject {
  const found: Record<string, JsonObject> = {};
  for (const entry of childrenOf(childOf(item, 'ModifiedOccurrences'), 'Occurrence')) {
    const key = occurrenceKey(instantIn(entry, 'OriginalStart'), zone);
    const exception = exceptions.get(childOf(entry, 'ItemId')?.attributes['Id'] ?? '');
    // That an occurrence can't be seen doesn't mean that it was deleted.
    if (exception === undefined) throw new Malformed({ code: 'item-unreadable' });
    const own = readOccurrence(exception, master, zone.time, owner);
    found[key] = difference(own, { ...master, start: key });
  }
  return found;
}

/**
 * The properties of one occurrence of a series, in normal form. Its time is told in the zone of its series, whatever
 * zone stands on it, as long as neither floats.
 */
function readOccurrence(item: Element, master: Event, series: EventTime, owner: Owner): Event {
  const own = readEventTime(item, readKept(item).zone);
  const time = inManner(item, own, series);
  return asMeant(item, {
    '@type': 'Event',
    uid: master.uid,
    ...timeProperties(time),
    ...readProperties(item, owner),
  });
}

function inManner(item: Element, time: EventTime, series: EventTime): EventTime {
  const instant = parseInstant(textOf(item, 'Start'));
  if (instant === null || time.allDay || series.allDay) return time;
  const zone = series.timeZone ?? time.timeZone ?? ownZone(item, instant);
  return { ...time, start: localFromMs(fromInstant(instant, zone)), timeZone: series.timeZone };
}

/** What `own` says differently from `inherited`; null for what it lacks. */
function difference(own: JsonObject, inherited: JsonObject): JsonObject {
  const patch: Record<string, Json> = {};
  for (const name of [...TIME_PROPERTIES, ...PAIRED]) {
    if (!equal(own[name], inherited[name])) patch[name] = own[name] ?? null;
  }
  return patch;
}
