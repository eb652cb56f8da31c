// https://www.rfc-editor.org/rfc/rfc6047: meetings by mail
import type ICAL from 'ical.js';
import { partsOf } from '../ical/calendar-object.ts';
import type { CalendarObject } from '../ical/calendar-object.ts';
import { addressOf, attendeeCopy, edited, exceptionAt, setAttendeeParameter } from '../ical/edit.ts';
import type { Answer, Message } from '../scheduling.ts';
import { composeMail } from './compose.ts';
import type { MailDraft } from './compose.ts';

/** A scheduling message as a mail, but for what is in its parts. */
export interface MeetingMail extends Pick<MailDraft, 'from' | 'to' | 'at' | 'messageId'> {
  readonly message: Message;
  readonly object: CalendarObject;
  /** What the sender writes beside. */
  readonly note?: { readonly text: string; readonly html: boolean };
}

const ANSWERS: ReadonlyMap<string, string> = new Map([
  ['ACCEPTED', 'Accepted: '],
  ['TENTATIVE', 'Tentative: '],
  ['DECLINED', 'Declined: '],
]);

/** The mail that carries a scheduling message: the meeting with METHOD, and a subject as Outlook words it. */
export function meetingMail({ message, object, note, ...draft }: MeetingMail): string {
  const summary = partsOf(object)[0]?.summary ?? '';
  const text = calendarText(message, object, draft.from.address);
  return composeMail({
    ...draft,
    ...(note?.html === true ? { html: note.text } : { plain: note?.text ?? '' }),
    subject: prefixOf(message) + summary,
    calendar: { method: message.kind, text },
  });
}

function prefixOf({ kind, answers }: Message): string {
  if (kind === 'CANCEL') return 'Canceled: ';
  return kind === 'REPLY' ? (ANSWERS.get(answers[0]?.status ?? '') ?? '') : '';
}

function calendarText({ kind, to, answers }: Message, object: CalendarObject, from: string): string {
  const text = kind === 'REQUEST' ? (attendeeCopy(object.text, to, null) ?? object.text) : object.text;
  return edited(text, (calendar) => {
    calendar.updatePropertyWithValue('method', kind);
    if (kind === 'REPLY') answer(calendar, from, answers);
    if (kind !== 'CANCEL') return;
    for (const event of calendar.getAllSubcomponents('vevent')) {
      event.updatePropertyWithValue('status', 'CANCELLED');
      event.updatePropertyWithValue('sequence', (partsOf(object)[0]?.sequence ?? 0) + 1);
    }
  });
}

/** Leaves the events that are answered, each with whoever answers (RFC 5546, 3.2.3). */
function answer(calendar: ICAL.Component, from: string, answers: readonly Answer[]): void {
  const meant = answers.map(({ recurrenceId, status }) => ({
    status,
    event:
      recurrenceId === null
        ? calendar.getAllSubcomponents('vevent').find((event) => !event.hasProperty('recurrence-id'))
        : (exceptionAt(calendar, recurrenceId) ?? undefined),
  }));
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const own = meant.find((one) => one.event === event);
    if (own === undefined) calendar.removeSubcomponent(event);
    else {
      for (const attendee of event.getAllProperties('attendee')) {
        if (addressOf(attendee) !== from) event.removeProperty(attendee);
      }
      setAttendeeParameter(event, from, 'partstat', own.status);
      event.removeAllSubcomponents('valarm');
    }
  }
}
