import { partsOf } from './ical/calendar-object.ts';
import type { CalendarObject } from './ical/calendar-object.ts';
import { edited, setAttendeeParameter, sharedForm, timingForm } from './ical/edit.ts';
import { Refused } from './model.ts';
import type { Mail } from './outbox.ts';

/** A message that a save or a removal gives rise to. */
export interface Message {
  readonly kind: Exclude<Mail['kind'], 'NOTE'>;
  readonly to: string;
  /** Of a REPLY: participation by original start (null: the whole series). */
  readonly answers: readonly Answer[];
}

/** PARTSTAT for the series (null) or for the occurrence with this original start, epoch milliseconds. */
export interface Answer {
  readonly recurrenceId: number | null;
  readonly status: string;
}

/** What the owner of an address is to a meeting. */
export type MeetingRole = 'organizer' | 'attendee' | 'none';

/** RFC 6638, 3.1: who schedules. */
export function roleIn(object: CalendarObject, address: string): MeetingRole {
  const parts = partsOf(object);
  if (parts.some((part) => part.organizer?.address === address)) return 'organizer';
  return parts.some((part) => part.organizer !== null && part.attendees.some((a) => a.address === address))
    ? 'attendee'
    : 'none';
}

/**
 * The messages of an organiser's save (`next` null: removal), RFC 6638, 3.2.1. `onlyChanged`: only to who is invited or
 * uninvited by it; false: to all, whether it changes anything or not (Exchange); otherwise to all if it does.
 */
export function organizerMessages(
  before: CalendarObject | null,
  next: CalendarObject | null,
  organizer: string,
  onlyChanged?: boolean,
): readonly Message[] {
  const were = before === null ? [] : invitees(before, organizer);
  const are = next === null || next.master?.status === 'CANCELLED' ? [] : invitees(next, organizer);
  const wasCancelled = before?.master?.status === 'CANCELLED';
  const changed = before === null || next === null || sharedForm(before.text) !== sharedForm(next.text);
  const uninvited = wasCancelled ? [] : were.filter((address) => !are.includes(address));
  const all = onlyChanged === undefined ? changed : !onlyChanged;
  const told = all ? are : are.filter((address) => !were.includes(address));
  return [
    ...uninvited.map((to): Message => ({ kind: 'CANCEL', to, answers: [] })),
    ...told.map((to): Message => ({ kind: 'REQUEST', to, answers: [] })),
  ];
}

/** The reply of an attendee's save or removal, RFC 6638, 3.2.2; none when their answer is the same. */
export function attendeeMessages(
  before: CalendarObject | null,
  next: CalendarObject | null,
  attendee: string,
): readonly Message[] {
  const parts = partsOf(next ?? before ?? { uid: '', text: '', master: null, exceptions: [] });
  const organizer = parts.find((part) => part.organizer !== null)?.organizer;
  if (organizer === undefined || organizer === null || organizer.agent !== 'SERVER') return [];
  const were = before === null ? [] : answersOf(before, attendee);
  const series = were.find((answer) => answer.recurrenceId === null)?.status ?? 'NEEDS-ACTION';
  const are = next === null ? [{ recurrenceId: null, status: 'DECLINED' }] : answersOf(next, attendee);
  const answers = are.filter((answer) => {
    const was = were.find((other) => other.recurrenceId === answer.recurrenceId)?.status ?? series;
    return was !== answer.status;
  });
  return answers.length === 0 ? [] : [{ kind: 'REPLY', to: organizer.address, answers }];
}

/** Refuses an attendee's change of what is the organiser's (RFC 6638, 3.2.2.1 and 3.2.4.3). */
export function checkAttendeeChange(before: CalendarObject, next: CalendarObject): void {
  const essence = (object: CalendarObject): string =>
    JSON.stringify([object.master?.organizer?.address, object.master?.summary, masterTiming(object)]);
  if (essence(before) !== essence(next)) {
    throw new Refused('attendee-change', 'Only the organiser may change when and what the meeting is');
  }
}

function masterTiming(object: CalendarObject): unknown {
  const { master } = object;
  return master === null
    ? null
    : [master.startsAt, master.lengthMs, /^RRULE.*$/m.exec(object.text)?.[0].trim()];
}

/** The organiser's text with participation asked for again when the time changed (RFC 6638, 3.2.8). */
export function askAgain(before: CalendarObject | null, next: CalendarObject, organizer: string): string {
  if (before === null || timingForm(before.text) === timingForm(next.text)) return next.text;
  return edited(next.text, (calendar) => {
    for (const event of calendar.getAllSubcomponents('vevent')) {
      for (const address of invitees(next, organizer)) {
        setAttendeeParameter(event, address, 'partstat', 'NEEDS-ACTION');
      }
    }
  });
}

/** The text with what became of each message (SCHEDULE-STATUS, RFC 6638, 3.2.9). */
export function withDeliveries(text: string, statuses: ReadonlyMap<string, string>): string {
  if (statuses.size === 0) return text;
  return edited(text, (calendar) => {
    for (const event of calendar.getAllSubcomponents('vevent')) {
      for (const [address, status] of statuses) {
        setAttendeeParameter(event, address, 'schedule-status', status);
      }
    }
  });
}

/** Addresses that the server is to tell, the organiser's own left out. */
function invitees(object: CalendarObject, organizer: string): readonly string[] {
  const attendees = partsOf(object).flatMap((part) => part.attendees);
  const told = attendees.filter((one) => one.agent === 'SERVER' && one.address !== organizer);
  return [...new Set(told.map((one) => one.address))];
}

function answersOf(object: CalendarObject, attendee: string): readonly Answer[] {
  return partsOf(object).flatMap((part) =>
    part.attendees
      .filter((one) => one.address === attendee)
      .map(({ status }) => ({ recurrenceId: part.recurrenceId, status })),
  );
}
