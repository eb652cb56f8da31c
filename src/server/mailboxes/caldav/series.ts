import { Malformed } from '../../../sync/errors.ts';
import type { Json, JsonObject } from '../../../sync/json.ts';
import { equal } from '../../../sync/json.ts';
import { EVENT_FIELDS } from './fields/all.ts';
import { inManner, occurrenceKey, readTime, readTimeValue, timeProperties } from './fields/time.ts';
import type { EventTime } from './fields/time.ts';
import { sequenceOf, uidOf } from './fields/simple.ts';
import { componentsOf, lineOf, linesOf } from './icalendar/component.ts';
import type { Component } from './icalendar/component.ts';
import type { Zones } from './zones/resolver.ts';

/** The VEVENTs of a calendar object and what each is. */
export interface Series {
  /** The series, the single event, or (without one) the first detached occurrence. */
  readonly master: Component;
  /** Whether `master` is itself an occurrence whose series the object doesn't hold. */
  readonly detached: boolean;
  readonly time: EventTime;
  /** Changed occurrences by original start. */
  readonly overrides: ReadonlyMap<string, Component>;
  /** Original starts left out. */
  readonly excluded: ReadonlySet<string>;
  /** Starts of additional occurrences, with the seconds that they last where they say so. */
  readonly additional: ReadonlyMap<string, number | null>;
}

/**
 * Sorts out the VEVENTs of an object. Throws Malformed: `no-event`, `no-uid`, `several-items`, `no-start`, `bad-time`.
 */
export function readSeries(calendar: Component, zones: Zones): Series {
  const events = componentsOf(calendar, 'VEVENT');
  if (events.length === 0) throw new Malformed({ code: 'no-event' });
  const uids = new Set(events.map(uidOf));
  if (uids.has(undefined)) throw new Malformed({ code: 'no-uid' });
  if (uids.size > 1) throw new Malformed({ code: 'several-items', parameters: { count: uids.size } });
  const masters = events.filter((event) => lineOf(event, 'RECURRENCE-ID') === undefined);
  // A sloppy program may leave an old revision beside the new one.
  const newest = [...masters].sort((a, b) => sequenceOf(a) - sequenceOf(b)).at(-1);
  const master = newest ?? events[0];
  if (master === undefined) throw new Malformed({ code: 'no-event' });
  const time = readTime(master, zones);
  const overrides = new Map<string, Component>();
  for (const event of events) {
    const line = lineOf(event, 'RECURRENCE-ID');
    if (line === undefined || event === master) continue;
    overrides.set(occurrenceKey(readTimeValue(line, zones), time), event);
  }
  return { master, detached: newest === undefined, time, overrides, ...dates(master, time, zones) };
}

function dates(master: Component, time: EventTime, zones: Zones): Pick<Series, 'excluded' | 'additional'> {
  const excluded = new Set<string>();
  for (const line of linesOf(master, 'EXDATE')) {
    for (const value of line.value.split(',')) {
      if (value.trim() !== '') excluded.add(occurrenceKey(readTimeValue(line, zones, value), time));
    }
  }
  const additional = new Map<string, number | null>();
  for (const line of linesOf(master, 'RDATE')) {
    for (const value of line.value.split(',')) {
      const [start, end] = value.split('/');
      if (start === undefined || start.trim() === '') continue;
      const key = occurrenceKey(readTimeValue(line, zones, start), time);
      const seconds = end === undefined ? null : periodSeconds(start, end, time, zones, line);
      if (key !== time.start) additional.set(key, seconds);
    }
  }
  return { excluded, additional };
}

/** A PERIOD is a start and an end, or a start and a duration (RFC 5545, 3.3.9). */
function periodSeconds(
  start: string,
  end: string,
  time: EventTime,
  zones: Zones,
  line: Parameters<typeof readTimeValue>[0],
): number {
  const made: Component = { name: 'VEVENT', begin: '', end: '', entries: [] };
  made.entries.push({ ...line, name: 'DTSTART', value: start });
  made.entries.push({
    ...line,
    name: end.trim().toUpperCase().includes('P') ? 'DURATION' : 'DTEND',
    value: end,
  });
  return readTime(made, zones).seconds;
}

/** What one VEVENT says by itself, time included, in the manner of `series` where the zones allow. */
export function ownProperties(component: Component, zones: Zones, series: EventTime | null): JsonObject {
  const properties: Record<string, Json> = {
    ...timeProperties(inManner(readTime(component, zones), series)),
  };
  for (const field of EVENT_FIELDS) {
    const value = field.read(component);
    if (value !== undefined) properties[field.name] = value;
  }
  return properties;
}

/** The exceptions of a series, whose master says `master` of itself, as recurrenceOverrides; undefined if it has none. */
export function readOverrides(series: Series, master: JsonObject, zones: Zones): JsonObject | undefined {
  const found: Record<string, JsonObject> = {};
  for (const [key, seconds] of series.additional) {
    found[key] =
      seconds === null || seconds === series.time.seconds ? {} : durationPatch(series.time, seconds);
  }
  for (const key of series.excluded) found[key] = { excluded: true };
  for (const [key, component] of series.overrides) {
    found[key] = difference(ownProperties(component, zones, series.time), { ...master, start: key });
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

function durationPatch(time: EventTime, seconds: number): JsonObject {
  const { duration } = timeProperties({ ...time, seconds });
  return { duration: duration ?? null };
}

/** What `own` says differently from `inherited`; null for what it lacks. */
function difference(own: JsonObject, inherited: JsonObject): JsonObject {
  const patch: Record<string, Json> = {};
  for (const key of new Set([...Object.keys(own), ...Object.keys(inherited)])) {
    if (equal(own[key], inherited[key])) continue;
    patch[key] = own[key] ?? null;
  }
  return patch;
}
