import type ICAL from 'ical.js';
import type { CalendarObject } from './ical/calendar-object.ts';
import { partsOf, readCalendarObject } from './ical/calendar-object.ts';
import { attendeeCopy, edited, exceptionAt, setAttendeeParameter } from './ical/edit.ts';
import type { EventsContext, Letter } from './events.ts';
import { meetingPost } from './mail/meeting-post.ts';
import type { EventCopy, User } from './model.ts';
import {
  askAgain,
  attendeeMessages,
  checkAttendeeChange,
  organizerMessages,
  roleIn,
  withDeliveries,
} from './scheduling.ts';
import type { Answer, Message } from './scheduling.ts';

/** Sends what a save or removal gives rise to and changes the other mailboxes' copies. */
export interface Deliveries {
  /** Returns the object as it is to be stored. Throws Refused 'attendee-change'. */
  saved(owner: User, before: CalendarObject | null, next: CalendarObject, letter: Letter): CalendarObject;
  removed(owner: User, before: CalendarObject, letter: Letter): void;
}

/** The deliveries of a groupware. */
export function deliveriesOf(context: EventsContext): Deliveries {
  const sendAll = meetingPost(context, (recipient, from, object, message) => {
    deliver(context, recipient, from.address, object, message);
  });
  return {
    saved(owner, before, next, letter) {
      const role = roleIn(next, owner.address);
      if (role === 'attendee') {
        if (before !== null) checkAttendeeChange(before, next);
        sendAll(owner, next, attendeeMessages(before, next, owner.address), letter);
        return next;
      }
      if (role === 'none') return next;
      const messages = organizerMessages(before, next, owner.address, letter.onlyChanged);
      const asked = readCalendarObject(askAgain(before, next, owner.address));
      const statuses = sendAll(owner, asked, messages, letter);
      return readCalendarObject(withDeliveries(asked.text, statuses));
    },
    removed(owner, before, letter) {
      const role = roleIn(before, owner.address);
      const messages =
        role === 'organizer'
          ? organizerMessages(before, null, owner.address)
          : role === 'attendee'
            ? attendeeMessages(before, null, owner.address)
            : [];
      sendAll(owner, before, messages, letter);
    },
  };
}

function deliver(
  context: EventsContext,
  recipient: User,
  from: string,
  object: CalendarObject,
  message: Message,
): void {
  const copy = copyOf(context, recipient, object.uid);
  if (message.kind === 'REQUEST') invite(context, recipient, object, copy);
  else if (copy !== null && message.kind === 'CANCEL') {
    write(
      context,
      copy,
      edited(copy.object.text, (calendar) => {
        cancel(calendar, object);
      }),
      false,
    );
  } else if (copy !== null) {
    write(
      context,
      copy,
      edited(copy.object.text, (calendar) => {
        answer(calendar, from, message.answers);
      }),
      true,
    );
  }
}

function invite(
  context: EventsContext,
  recipient: User,
  object: CalendarObject,
  copy: EventCopy | null,
): void {
  const text = attendeeCopy(object.text, recipient.address, copy?.object.text ?? null);
  if (text === null) return;
  if (copy !== null) {
    write(context, copy, text, false);
    return;
  }
  const calendar = context.calendars.of(recipient.name).find((one) => !one.readOnly);
  if (calendar === undefined) return;
  const name = `${object.uid.replaceAll(/[^A-Za-z0-9._@-]/g, '-')}.ics`;
  context.storeOf(calendar.id).put(name, readCalendarObject(text), false);
}

function cancel(calendar: ICAL.Component, object: CalendarObject): void {
  for (const event of calendar.getAllSubcomponents('vevent')) {
    event.updatePropertyWithValue('status', 'CANCELLED');
    event.updatePropertyWithValue('sequence', (partsOf(object)[0]?.sequence ?? 0) + 1);
  }
}

function answer(calendar: ICAL.Component, from: string, answers: readonly Answer[]): void {
  for (const { recurrenceId, status } of answers) {
    const one = recurrenceId === null ? null : exceptionAt(calendar, recurrenceId);
    for (const event of one === null ? calendar.getAllSubcomponents('vevent') : [one]) {
      setAttendeeParameter(event, from, 'partstat', status);
      setAttendeeParameter(event, from, 'schedule-status', '2.0');
    }
  }
}

function copyOf(context: EventsContext, user: User, uid: string): EventCopy | null {
  const stores = context.calendars.of(user.name).map((calendar) => context.storeOf(calendar.id));
  return stores.map((store) => store.byUid(uid)).find((copy) => copy !== undefined) ?? null;
}

function write(context: EventsContext, copy: EventCopy, text: string, sameSchedule: boolean): void {
  context.storeOf(copy.calendarId).put(copy.name, readCalendarObject(text), sameSchedule);
}
