import ICAL from 'ical.js';
import { InvalidCalendar } from './invalid-calendar.ts';
import { momentOf, momentsOf, utcAsWall, wallAsUtc } from './moment.ts';
import type { Moment, ToInstant } from './moment.ts';
import { readRule } from './rule.ts';
import type { Rule } from './rule.ts';

/** Somebody invited. */
export interface Attendee {
  /** Mail address in lower case (without `mailto:`), or another URI as it is. */
  readonly address: string;
  /** PARTSTAT, upper case. */
  readonly status: string;
  /** Who sends the messages to them (RFC 6638, 7.1), upper case. */
  readonly agent: string;
}

/** What the groupware itself needs to know of a VEVENT: an event, or an exception in a series. */
export interface EventPart {
  /** Original start, epoch milliseconds; null on the master. */
  readonly recurrenceId: number | null;
  readonly start: Moment;
  /** Epoch milliseconds. */
  readonly startsAt: number;
  readonly lengthMs: number;
  readonly rule: Rule | null;
  /** Additional starts and excluded starts, epoch milliseconds. */
  readonly additional: readonly number[];
  readonly excluded: ReadonlySet<number>;
  readonly summary: string;
  readonly sequence: number;
  /** STATUS, upper case; CONFIRMED unless it says otherwise. */
  readonly status: string;
  /** TRANSP is not TRANSPARENT. */
  readonly busy: boolean;
  readonly organizer: Attendee | null;
  readonly attendees: readonly Attendee[];
  /** Wall clock of a start or original start in this event's series, as epoch milliseconds. */
  readonly toInstant: ToInstant;
}

/** Reads the essentials of a VEVENT. Throws InvalidCalendar. */
export function readPart(event: ICAL.Component, toInstant: ToInstant): EventPart {
  const start = required(event, 'dtstart');
  const recurrenceId = optional(event, 'recurrence-id');
  const startsAt = toInstant(start);
  const rule = event.getFirstProperty('rrule');
  return {
    recurrenceId: recurrenceId === null ? null : toInstant(recurrenceId),
    start,
    startsAt,
    lengthMs: lengthOf(event, start, startsAt, toInstant),
    rule: rule === null ? null : readRule(rule, start, toInstant),
    additional: listed(event, 'rdate').map(toInstant),
    excluded: new Set(listed(event, 'exdate').map(toInstant)),
    summary: textOf(event, 'summary') ?? '',
    sequence: Number(textOf(event, 'sequence') ?? 0),
    status: (textOf(event, 'status') ?? 'CONFIRMED').toUpperCase(),
    busy: textOf(event, 'transp')?.toUpperCase() !== 'TRANSPARENT',
    organizer: event.getAllProperties('organizer').map(readAttendee)[0] ?? null,
    attendees: event.getAllProperties('attendee').map(readAttendee),
    toInstant,
  };
}

/** Mail address in lower case of a calendar user address, or another URI as it is. */
export function canonicalAddress(uri: string): string {
  return /^mailto:/i.test(uri) ? uri.slice('mailto:'.length).trim().toLowerCase() : uri;
}

function readAttendee(property: ICAL.Property): Attendee {
  return {
    address: canonicalAddress(String(property.getFirstValue() ?? '')),
    status: parameter(property, 'partstat', 'NEEDS-ACTION'),
    agent: parameter(property, 'schedule-agent', 'SERVER'),
  };
}

function parameter(property: ICAL.Property, name: string, fallback: string): string {
  const value: unknown = property.getFirstParameter(name);
  return typeof value === 'string' ? value.toUpperCase() : fallback;
}

/** Nobody meets for longer; beyond it dates stop making sense. */
const LONGEST = 100 * 366 * 86_400_000;

function lengthOf(event: ICAL.Component, start: Moment, startsAt: number, toInstant: ToInstant): number {
  const end = optional(event, 'dtend');
  const duration = event.getFirstPropertyValue('duration');
  if (end !== null && duration !== null) throw new InvalidCalendar('VEVENT has both DTEND and DURATION');
  if (end !== null) {
    if (end.isDate !== start.isDate) throw new InvalidCalendar('DTSTART and DTEND are of different types');
    if ((end.zone === null) !== (start.zone === null)) {
      throw new InvalidCalendar('One of DTSTART and DTEND floats and the other does not');
    }
    const length = toInstant(end) - startsAt;
    if (length < 0) throw new InvalidCalendar('VEVENT ends before it starts');
    return length;
  }
  if (duration === null) return start.isDate ? 86_400_000 : 0;
  if (!(duration instanceof ICAL.Duration)) throw new InvalidCalendar('DURATION is not a duration');
  if (duration.isNegative) throw new InvalidCalendar('VEVENT has a negative DURATION');
  // Days and weeks are nominal, the rest is exact (RFC 5545, 3.3.6).
  const days = (duration.weeks * 7 + duration.days) * 86_400_000;
  const exact = ((duration.hours * 60 + duration.minutes) * 60 + duration.seconds) * 1000;
  if (days + exact > LONGEST) throw new InvalidCalendar('DURATION is longer than a hundred years');
  return toInstant({ ...start, wall: utcAsWall(wallAsUtc(start.wall) + days) }) - startsAt + exact;
}

function required(event: ICAL.Component, name: string): Moment {
  const all = event.getAllProperties(name);
  const [first] = all;
  if (all.length !== 1 || first === undefined) {
    throw new InvalidCalendar(`VEVENT needs one ${name.toUpperCase()}`);
  }
  return read(name, () => momentOf(first));
}

function optional(event: ICAL.Component, name: string): Moment | null {
  const property = event.getFirstProperty(name);
  return property === null ? null : read(name, () => momentOf(property));
}

function listed(event: ICAL.Component, name: string): readonly Moment[] {
  return event.getAllProperties(name).flatMap((property) => read(name, () => momentsOf(property)));
}

function read<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new InvalidCalendar(`${name.toUpperCase()} is not a date or time that exists`);
  }
}

function textOf(event: ICAL.Component, name: string): string | null {
  const value = event.getFirstPropertyValue(name);
  return value === null ? null : String(value);
}
