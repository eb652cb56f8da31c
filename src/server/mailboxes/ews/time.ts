// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/time-zones-and-ews-in-exchange
import { Malformed } from '../../../sync/errors.ts';
import type { Json, JsonObject } from '../../../sync/json.ts';
import {
  durationSeconds,
  formatDuration,
  fromInstant,
  localFromMs,
  localMs,
  toInstant,
} from '../../../sync/kinds/event/local-time.ts';
import type { Element } from './element.ts';
import { element, textOf } from './element.ts';
import type { FieldChange, FieldPath } from './fields.ts';
import { fieldUri } from './fields.ts';
import { windowsZoneOf, zoneOfItem } from './time-zones.ts';
import { readTime } from './times.ts';

/** When an event is, as the canonical properties say it. */
export interface EventTime {
  /** Local date-time; of an all-day event midnight. */
  readonly start: string;
  /** IANA name; null: it floats (all-day events always do). */
  readonly timeZone: string | null;
  /** Of an all-day event whole days of 24 hours. */
  readonly seconds: number;
  readonly allDay: boolean;
}

/** A zone that Windows has no name of its own for: what the Windows id on the item means. */
export interface KeptZone {
  /** As the item's own id reads: an IANA name. */
  readonly reads: string;
  /** IANA name; null: the event floats. */
  readonly is: string | null;
}

export const TIME_PROPERTIES = ['start', 'timeZone', 'duration', 'showWithoutTime'] as const;

export const TIME_FIELDS: readonly FieldPath[] = [
  'calendar:Start',
  'calendar:End',
  'calendar:IsAllDayEvent',
  'calendar:StartTimeZone',
].map(fieldUri);

const DAY = 86_400;
const EARLIEST = Date.UTC(1601, 0, 2);
const LATEST = Date.UTC(9000, 0, 1);

/** As every request writes times: UTC, whole seconds. */
function formatInstant(ms: number): string {
  return `${localFromMs(ms)}Z`;
}

/** Epoch milliseconds of an xs:dateTime, in whole seconds. Null when it is none, or out of the range of the calendar. */
export function parseInstant(text: string | null): number | null {
  const at = readTime(text ?? '');
  return at === null || at < EARLIEST || at > LATEST ? null : Math.floor(at / 1000) * 1000;
}

/** The zone that an item's times are to be read in, by its own definition. UTC when it has none. */
export function ownZone(item: Element, start: number): string {
  return zoneOfItem(item, localFromMs(start)) ?? 'Etc/UTC';
}

/** Reads when an item is. Throws Malformed `no-start`, `bad-time`. */
export function readEventTime(item: Element, kept: KeptZone | null): EventTime {
  const startText = textOf(item, 'Start');
  if (startText === null) throw new Malformed({ code: 'no-start' });
  const start = instantOf('Start', startText);
  const endText = textOf(item, 'End');
  const end = endText === null ? start : Math.max(start, instantOf('End', endText));
  const own = ownZone(item, start);
  if (textOf(item, 'IsAllDayEvent') === 'true') return allDayTime(item, start, end, own);
  const seconds = (end - start) / 1000;
  const zone = kept?.reads === own ? kept.is : own;
  // What floats was written at its local time in the zone that stands there.
  const local = localFromMs(fromInstant(start, zone ?? own));
  return { start: local, timeZone: zone, seconds, allDay: false };
}

/** From midnight to midnight in the item's zone. A server that doesn't tell the zone leaves the nearest midnight. */
function allDayTime(item: Element, start: number, end: number, own: string): EventTime {
  const told = zoneOfItem(item, localFromMs(start)) !== null;
  const dayOf = (instant: number): number =>
    told ? Math.floor(fromInstant(instant, own) / (DAY * 1000)) : Math.round(instant / (DAY * 1000));
  const [first, last] = [dayOf(start), dayOf(end)];
  // An end in the middle of a day takes that day in.
  const partly = told && fromInstant(end, own) % (DAY * 1000) !== 0 ? 1 : 0;
  return {
    start: localFromMs(first * DAY * 1000),
    timeZone: null,
    seconds: Math.max(1, last + partly - first) * DAY,
    allDay: true,
  };
}

function instantOf(property: string, text: string): number {
  const instant = parseInstant(text);
  if (instant === null) throw new Malformed({ code: 'bad-time', parameters: { property } });
  return instant;
}

/** As properties of an Event; defaults are left out. */
export function timeProperties(time: EventTime): JsonObject {
  return {
    start: time.start,
    ...(time.timeZone === null ? {} : { timeZone: time.timeZone }),
    ...(time.allDay ? { showWithoutTime: true } : {}),
    ...(time.seconds === 0 ? {} : { duration: formatDuration(time.seconds, time.allDay) }),
  };
}

/** From properties of an Event. Throws Malformed `bad-time`. */
export function timeOf(event: JsonObject): EventTime {
  const allDay = event['showWithoutTime'] === true;
  const { start } = event;
  const seconds = durationSeconds(text(event['duration']) ?? 'PT0S');
  if (typeof start !== 'string' || localMs(start) === null || seconds === null)
    throw new Malformed({ code: 'bad-time', parameters: { property: 'start' } });
  const days = Math.max(1, Math.ceil(seconds / DAY));
  return {
    start: allDay ? `${start.slice(0, 10)}T00:00:00` : start,
    timeZone: allDay ? null : (text(event['timeZone']) ?? null),
    seconds: allDay ? days * DAY : Math.max(0, seconds),
    allDay,
  };
}

export function sameTime(a: EventTime, b: EventTime): boolean {
  return a.start === b.start && a.timeZone === b.timeZone && a.seconds === b.seconds && a.allDay === b.allDay;
}

/** Where a time is put down: the Windows zone, and how that reads. */
export interface Placed {
  readonly windowsId: string;
  /** IANA. Local times are taken in it. */
  readonly zone: string;
  /** To be kept with the item, when reading it alone would say something else. */
  readonly kept: KeptZone | null;
}

/**
 * Finds the Windows zone for a time. What has no zone (all-day, floating) is put down in the mailbox's own zone `home`,
 * where its owner sees it on the right day; a zone that Windows has nothing like is put down in UTC.
 */
export function place(time: EventTime, home: string, reads: (windowsId: string) => string | null): Placed {
  const wanted = time.timeZone ?? home;
  const windowsId = windowsZoneOf(wanted, time.start) ?? 'UTC';
  const own = reads(windowsId) ?? 'Etc/UTC';
  const zone = windowsId === 'UTC' && wanted !== 'Etc/UTC' ? 'Etc/UTC' : wanted;
  const kept = time.allDay || time.timeZone === own ? null : { reads: own, is: time.timeZone };
  // What floats is read in the zone that stands on the item: it must be written in that very zone.
  return { windowsId, zone: time.timeZone === null ? own : zone, kept };
}

/** Instants of start and end (epoch milliseconds). `zone`: where they are put down. */
export function instants(time: EventTime, zone: string): { readonly start: number; readonly end: number } {
  const startMs = localMs(time.start) ?? 0;
  if (time.allDay) {
    const end = localFromMs(startMs + time.seconds * 1000);
    return { start: toInstant(time.start, zone), end: toInstant(end, zone) };
  }
  const start = toInstant(time.start, time.timeZone ?? zone);
  return { start, end: start + time.seconds * 1000 };
}

/** What puts an item at a time. Zone and times go together: Exchange takes UTC for a zone that isn't named anew. */
export function timeChanges(time: EventTime, placed: Placed): readonly FieldChange[] {
  const { start, end } = instants(time, placed.zone);
  const set = (name: string, value: Element): FieldChange => ({
    type: 'set',
    field: fieldUri(`calendar:${name}`),
    value,
  });
  return [
    set('Start', element('Start', formatInstant(start))),
    set('End', element('End', formatInstant(end))),
    set('IsAllDayEvent', element('IsAllDayEvent', String(time.allDay))),
    set('StartTimeZone', element('StartTimeZone', '', { Id: placed.windowsId })),
    set('EndTimeZone', element('EndTimeZone', '', { Id: placed.windowsId })),
  ];
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
