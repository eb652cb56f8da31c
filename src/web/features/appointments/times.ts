import { Temporal } from 'temporal-polyfill';
import type { Appointment, RecurrenceRule } from '../../../contract/index.ts';

/** When a meeting is, as the contract has it. */
export type Timed = Pick<Appointment, 'start' | 'timeZone' | 'duration' | 'showWithoutTime'>;

/** The meeting's own zone; floating and all-day meetings are where the reader is. */
export function zoneOf(meeting: Timed, reader: string): string {
  return meeting.showWithoutTime === true ? reader : (meeting.timeZone ?? reader);
}

/** A local date-time in a zone as epoch milliseconds. A zone that this browser doesn't know counts as the reader's. */
function instantOf(local: string, timeZone: string, reader: string): number {
  const time = Temporal.PlainDateTime.from(local);
  try {
    return time.toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return time.toZonedDateTime(reader).epochMilliseconds;
  }
}

/** When a meeting (the first of a series) begins, epoch milliseconds. */
export function startsAt(meeting: Timed, reader: string): number {
  return instantOf(meeting.start, zoneOf(meeting, reader), reader);
}

/** Length in milliseconds. Days are 24 hours: timed meetings have exact durations, all-day ones are local anyway. */
export function lengthOf(duration: string | undefined): number {
  return Temporal.Duration.from(duration ?? 'PT0S').total({ unit: 'milliseconds', relativeTo: '1970-01-01' });
}

/** When a meeting is over for good, epoch milliseconds; a series at the latest possible end, or never. */
export function lastsUntil(meeting: Timed & Pick<Appointment, 'recurrenceRules'>, reader: string): number {
  const first = startsAt(meeting, reader) + lengthOf(meeting.duration);
  const zone = zoneOf(meeting, reader);
  return Math.max(
    first,
    ...(meeting.recurrenceRules ?? []).map((rule) => first + ruleLength(rule, meeting, zone, reader)),
  );
}

const PERIODS = {
  yearly: 366,
  monthly: 31,
  weekly: 7,
  daily: 1,
  hourly: 1 / 24,
  minutely: 1 / 1440,
  secondly: 1 / 86400,
};

/** At most how long a rule goes on, in milliseconds. */
function ruleLength(rule: RecurrenceRule, meeting: Timed, zone: string, reader: string): number {
  if (rule.until !== undefined) return instantOf(rule.until, zone, reader) - startsAt(meeting, reader);
  if (rule.count === undefined) return Infinity;
  return rule.count * (rule.interval ?? 1) * PERIODS[rule.frequency] * 86_400_000;
}

/** The exact duration between two local date-times in a zone; negative when the end is before the start. */
export function durationBetween(
  start: string,
  end: string,
  timeZone: string,
): { iso: string; seconds: number } {
  const from = Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone);
  const to = Temporal.PlainDateTime.from(end).toZonedDateTime(timeZone);
  const length = from.until(to, { largestUnit: 'hours' });
  return { iso: length.toString(), seconds: length.total('seconds') };
}

/** The local date-time at which a meeting ends, in its own zone. */
export function localEnd(start: string, duration: string | undefined, timeZone: string): string {
  const from = Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone);
  return plain(from.add({ milliseconds: lengthOf(duration) }).toPlainDateTime());
}

/** Days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/** A date, some days later. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The local date-time of an instant. */
export function localAt(instant: number, timeZone: string): string {
  return plain(
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDateTime(),
  );
}

/** A local date-time moved by as much as another one moved. */
export function shifted(local: string, from: string, to: string): string {
  const difference = Temporal.PlainDateTime.from(from).until(Temporal.PlainDateTime.from(to));
  return plain(Temporal.PlainDateTime.from(local).add(difference));
}

/** The first instant of a date in a zone, RFC 3339 in UTC. */
export function dayBegins(date: string, timeZone: string): string {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant().toString();
}

function plain(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: 'second' });
}
