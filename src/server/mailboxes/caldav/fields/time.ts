// https://www.rfc-editor.org/rfc/rfc5545#section-3.3.4 (DATE), 3.3.5 (DATE-TIME), 3.8.2 (DTSTART, DTEND, DURATION)
import { Temporal } from 'temporal-polyfill';
import { Malformed } from '../../../../sync/errors.ts';
import type { JsonObject } from '../../../../sync/json.ts';
import { makeLine, parameterOf } from '../icalendar/content-line.ts';
import type { ContentLine, Parameter } from '../icalendar/content-line.ts';
import { addLine, lineOf, setLine } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';
import { durationSeconds, formatSeconds, parseDuration } from '../icalendar/duration.ts';
import { inZone, instantOf, localAt } from '../zones/resolver.ts';
import type { ZonedTime, Zones } from '../zones/resolver.ts';

/** A DATE or DATE-TIME value, placed. */
export interface TimeValue extends ZonedTime {
  readonly dateOnly: boolean;
}

/** When an event is, as the canonical properties say it. */
export interface EventTime {
  readonly start: string;
  readonly timeZone: string | null;
  /** Seconds; of an all-day event whole days of 24 hours. */
  readonly seconds: number;
  readonly allDay: boolean;
}

const VALUE = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(Z)?)?$/i;

/** Reads one value of a property; the line gives its TZID. Throws Malformed `bad-time`. */
export function readTimeValue(line: ContentLine, zones: Zones, value = line.value): TimeValue {
  const match = VALUE.exec(value.trim());
  if (match === null) throw badTime(line);
  const [, year = '', month = '', day = '', hour, minute = '', second = '00', utc] = match;
  const dateOnly = hour === undefined;
  const date = `${year}-${month}-${day}`;
  // A leap second (and a slip of the pen) has no place in a local date-time of ours.
  const local = dateOnly
    ? `${date}T00:00:00`
    : `${date}T${hour}:${minute}:${Number(second) > 59 ? '59' : second}`;
  if (!isLocal(local)) throw badTime(line);
  if (dateOnly) return { local, zone: null, dateOnly };
  if (utc !== undefined) return { local, zone: 'Etc/UTC', dateOnly };
  const tzid = parameterOf(line, 'TZID');
  return { ...(tzid === undefined ? { local, zone: null } : zones.place(local, tzid)), dateOnly };
}

/** Whether digits in the right places are a time in a calendar of the years 1 to 9000. */
function isLocal(local: string): boolean {
  const epoch = Date.parse(`${local}Z`);
  const year = Number(local.slice(0, 4));
  // Date.parse carries 30 February over to March.
  return (
    Number.isFinite(epoch) &&
    new Date(epoch).toISOString().slice(0, 19) === local &&
    year >= 1 &&
    year <= 9000
  );
}

function badTime(line: ContentLine): Malformed {
  return new Malformed({ code: 'bad-time', parameters: { property: line.name } });
}

/** Reads DTSTART with DTEND or DURATION. Throws Malformed `no-start`, `bad-time`. */
export function readTime(component: Component, zones: Zones): EventTime {
  const line = lineOf(component, 'DTSTART');
  if (line === undefined) throw new Malformed({ code: 'no-start' });
  const start = readTimeValue(line, zones);
  const seconds = Math.max(0, readSeconds(component, zones, start));
  if (!start.dateOnly) return { start: start.local, timeZone: start.zone, seconds, allDay: false };
  const days = Math.max(1, Math.ceil(seconds / 86_400));
  return { start: start.local, timeZone: null, seconds: days * 86_400, allDay: true };
}

function readSeconds(component: Component, zones: Zones, start: TimeValue): number {
  const end = lineOf(component, 'DTEND');
  if (end !== undefined) {
    const value = readTimeValue(end, zones);
    const floating = value.zone === null || start.zone === null;
    const [from, to] = floating ? [null, null] : [start.zone, value.zone];
    return (instantOf(value.local, to) - instantOf(start.local, from)) / 1000;
  }
  const duration = lineOf(component, 'DURATION');
  if (duration === undefined) return 0;
  const parts = parseDuration(duration.value);
  if (parts === null) throw badTime(duration);
  if (parts.days === 0 || start.zone === null) return parts.days * 86_400 + parts.seconds;
  const later = Temporal.PlainDateTime.from(start.local)
    .add({ days: parts.days })
    .toString({ smallestUnit: 'second' });
  return (instantOf(later, start.zone) - instantOf(start.local, start.zone)) / 1000 + parts.seconds;
}

/** As properties of an Event; defaults are left out. */
export function timeProperties(time: EventTime): JsonObject {
  return {
    start: time.start,
    ...(time.timeZone === null ? {} : { timeZone: time.timeZone }),
    ...(time.allDay ? { showWithoutTime: true } : {}),
    ...(time.seconds === 0 ? {} : { duration: formatSeconds(time.seconds) }),
  };
}

/** From properties of an Event. Throws Malformed `bad-time`. */
export function timeOf(event: JsonObject): EventTime {
  const allDay = event['showWithoutTime'] === true;
  const zone = typeof event['timeZone'] === 'string' && !allDay ? event['timeZone'] : null;
  const seconds = durationSeconds(typeof event['duration'] === 'string' ? event['duration'] : 'PT0S');
  const start = event['start'];
  if (typeof start !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(start) || seconds === null) {
    throw new Malformed({ code: 'bad-time', parameters: { property: 'start' } });
  }
  const days = Math.max(1, Math.ceil(seconds / 86_400));
  return {
    start: allDay ? `${start.slice(0, 10)}T00:00:00` : start,
    timeZone: zone,
    seconds: allDay ? days * 86_400 : Math.max(0, seconds),
    allDay,
  };
}

/**
 * Writes the time if it is another one; keeps the TZID that stands there as long as it means the same zone. With `series`
 * the component is an exception, whose time may stand in any zone as long as it is the same instant.
 */
export function writeTime(
  component: Component,
  target: EventTime,
  zones: Zones,
  series?: EventTime,
): boolean {
  const own = lineOf(component, 'DTSTART') === undefined ? null : readTime(component, zones);
  const old = own === null ? null : inManner(own, series ?? null);
  if (old !== null && sameTime(old, target)) return false;
  const start = makeTimeLine('DTSTART', target.start, target, zones, lineOf(component, 'DTSTART'));
  setLine(component, 'DTSTART', start);
  const endLine = lineOf(component, 'DTEND');
  const asDuration = endLine === undefined && lineOf(component, 'DURATION') !== undefined;
  setLine(
    component,
    'DURATION',
    asDuration ? makeLine('DURATION', formatSeconds(target.seconds)) : undefined,
  );
  if (asDuration || target.seconds === 0) {
    setLine(component, 'DTEND', undefined);
  } else {
    const end = localAt(instantOf(target.start, target.timeZone) + target.seconds * 1000, target.timeZone);
    const line = makeTimeLine('DTEND', end, target, zones, start);
    if (endLine === undefined) addLine(component, line, ['DTSTART']);
    else setLine(component, 'DTEND', line);
  }
  return true;
}

/** An exception that other programs wrote in UTC is the same time in the zone of its series. */
export function inManner(time: EventTime, series: EventTime | null): EventTime {
  if (series === null || time.allDay || series.allDay) return time;
  if (time.timeZone === null || series.timeZone === null) return time;
  const start = inZone({ local: time.start, zone: time.timeZone }, series.timeZone);
  return { ...time, start, timeZone: series.timeZone };
}

export function sameTime(a: EventTime, b: EventTime): boolean {
  return a.start === b.start && a.timeZone === b.timeZone && a.seconds === b.seconds && a.allDay === b.allDay;
}

/**
 * A property whose value is one local time in the event's manner (DATE, UTC, zoned, floating). `like` is the line whose
 * TZID is kept when it names the same zone.
 */
export function makeTimeLine(
  name: string,
  local: string,
  manner: EventTime,
  zones: Zones,
  like?: ContentLine,
): ContentLine {
  const digits = local.replace(/[-:]/g, '');
  if (manner.allDay) return makeLine(name, digits.slice(0, 8), [{ name: 'VALUE', values: ['DATE'] }]);
  if (manner.timeZone === null) return makeLine(name, digits);
  const tzid = like === undefined ? undefined : parameterOf(like, 'TZID');
  if (
    tzid !== undefined &&
    zones.place(local, tzid).zone === manner.timeZone &&
    zones.place(local, tzid).local === local
  ) {
    return makeLine(name, digits, tzidParameter(tzid));
  }
  if (manner.timeZone === 'Etc/UTC') return makeLine(name, `${digits}Z`);
  return makeLine(name, digits, tzidParameter(zones.define(manner.timeZone, manner.start)));
}

function tzidParameter(tzid: string): readonly Parameter[] {
  return [{ name: 'TZID', values: [tzid] }];
}

/**
 * The original start that a RECURRENCE-ID, EXDATE or RDATE value names, local in the manner of its series. A bare date
 * in a timed series means the occurrence of that day.
 */
export function occurrenceKey(value: TimeValue, series: EventTime): string {
  if (series.allDay) return `${value.local.slice(0, 10)}T00:00:00`;
  if (value.dateOnly) return `${value.local.slice(0, 10)}${series.start.slice(10)}`;
  return inZone(value, series.timeZone);
}
