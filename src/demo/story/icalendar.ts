import { Temporal } from 'temporal-polyfill';
import { FIRM } from './colleagues.ts';
import { dayOf } from './days.ts';
import type { Day } from './days.ts';
import type { Exception, MeetingPlan } from './plan.ts';
import { VTIMEZONES } from './zones.ts';

/** Somebody in a meeting: the name that people read, and the mail address. */
export interface Attending {
  readonly name: string;
  readonly address: string;
  readonly status: string;
}

/** Who takes part, as one copy of the meeting tells it. */
export interface CopyOf {
  /** Null when nobody is invited. */
  readonly organizer: Attending | null;
  readonly attendees: readonly Attending[];
  /** It is the organiser's own copy: with the alarm. */
  readonly own: boolean;
}

/** UID of a meeting of the story. */
export function uidOf(key: string): string {
  return `${key}@${FIRM.domain}`;
}

/** The iCalendar text (RFC 5545) of one copy of a meeting. `today` is `YYYY-MM-DD`. */
export function meetingText(today: string, plan: MeetingPlan, copy: CopyOf): string {
  const zone = plan.at === undefined ? [] : VTIMEZONES[plan.zone ?? 'Europe/Zurich'];
  const first = dayOf(today, plan.day);
  const rule = typeof plan.rule === 'function' ? plan.rule(first) : plan.rule;
  const master = [
    ...times(plan, first, plan.at),
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
    ...(plan.skipped ?? []).map((day) => `EXDATE${moment(plan, dayOf(today, day), plan.at)}`),
  ];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kranich Vale//Calendar//EN',
    ...zone,
    ...event(today, plan, copy, master, {}),
    ...(plan.exceptions ?? []).flatMap((exception) => exceptionLines(today, plan, copy, exception)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function exceptionLines(
  today: string,
  plan: MeetingPlan,
  copy: CopyOf,
  exception: Exception,
): readonly string[] {
  const original = dayOf(today, exception.of);
  const day: Day = exception.to ?? exception.of;
  const moved = [
    `RECURRENCE-ID${moment(plan, original, plan.at)}`,
    ...times(plan, dayOf(today, day), exception.at ?? plan.at),
  ];
  return event(today, plan, copy, moved, exception);
}

function event(
  today: string,
  plan: MeetingPlan,
  copy: CopyOf,
  when: readonly string[],
  exception: Partial<Exception>,
): readonly string[] {
  const stamp = dayOf(today, [-13, 5]).toString().replaceAll('-', '');
  const optional = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`${name}:${value}`];
  const escaped = (value: string | undefined): string | undefined =>
    value === undefined ? value : escape(value);
  return [
    'BEGIN:VEVENT',
    `UID:${uidOf(plan.key)}`,
    `DTSTAMP:${stamp}T090000Z`,
    `SEQUENCE:${(plan.exceptions ?? []).length > 0 ? '1' : '0'}`,
    ...when,
    `SUMMARY:${escape(exception.title ?? plan.title)}`,
    ...optional('DESCRIPTION', escaped(plan.description)),
    ...optional('LOCATION', escaped(plan.place)),
    `STATUS:${exception.cancelled === true ? 'CANCELLED' : (plan.status ?? 'CONFIRMED')}`,
    `TRANSP:${plan.free === true ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(plan.isPrivate === true ? ['CLASS:PRIVATE'] : []),
    ...optional('CATEGORIES', plan.categories?.map(escape).join(',')),
    ...people(copy),
    ...(copy.own && plan.alarm !== undefined ? alarm(plan.alarm) : []),
    'END:VEVENT',
  ];
}

function people({ organizer, attendees }: CopyOf): readonly string[] {
  if (organizer === null) return [];
  return [
    `ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.address}`,
    ...[organizer, ...attendees].map(
      ({ name, address, status }) =>
        `ATTENDEE;CN=${quoted(name)};ROLE=REQ-PARTICIPANT;PARTSTAT=${status};RSVP=TRUE:mailto:${address}`,
    ),
  ];
}

function alarm(minutes: number): readonly string[] {
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:Reminder',
    `TRIGGER:-PT${String(minutes)}M`,
    'END:VALARM',
  ];
}

function times(plan: MeetingPlan, day: Temporal.PlainDate, at: string | undefined): readonly string[] {
  if (at === undefined) {
    return [`DTSTART${moment(plan, day, at)}`, `DTEND${moment(plan, day.add({ days: plan.days ?? 1 }), at)}`];
  }
  const start = Temporal.PlainTime.from(at);
  const end = day.toPlainDateTime(start).add({ minutes: plan.minutes ?? 60 });
  return [
    `DTSTART${moment(plan, day, at)}`,
    `DTEND${moment(plan, end.toPlainDate(), end.toPlainTime().toString({ smallestUnit: 'minute' }))}`,
  ];
}

/** Parameters and value of a date, or of a time in the meeting's zone. */
function moment(plan: MeetingPlan, day: Temporal.PlainDate, at: string | undefined): string {
  const date = day.toString().replaceAll('-', '');
  if (at === undefined) return `;VALUE=DATE:${date}`;
  return `;TZID=${plan.zone ?? 'Europe/Zurich'}:${date}T${at.replace(':', '')}00`;
}

function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, (character) => `\\${character}`).replaceAll('\n', '\\n');
}

function quoted(name: string): string {
  return /[:;,]/.test(name) ? `"${name}"` : name;
}

/** Folds at 75 octets, never inside a character (RFC 5545, 3.1). */
function fold(line: string): string {
  const parts = [''];
  let length = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (length + size > 75) {
      parts.push('');
      length = 1;
    }
    parts[parts.length - 1] = (parts.at(-1) ?? '') + character;
    length += size;
  }
  return parts.join('\r\n ');
}
