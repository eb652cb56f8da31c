import type ICAL from 'ical.js';
import { parseCalendar } from '../../groupware/ical/calendar-object.ts';
import type { CalendarObject } from '../../groupware/ical/calendar-object.ts';
import type { EventPart } from '../../groupware/ical/event-part.ts';
import { momentOf } from '../../groupware/ical/moment.ts';

const parsed = new WeakMap<CalendarObject, ICAL.Component>();

/** The component tree of an object, for reading only. */
export function calendarOf(object: CalendarObject): ICAL.Component {
  let calendar = parsed.get(object);
  if (calendar === undefined) {
    calendar = parseCalendar(object.text);
    parsed.set(object, calendar);
  }
  return calendar;
}

/** The VEVENT of a part of the object, for reading only. */
export function componentOf(object: CalendarObject, part: EventPart): ICAL.Component {
  const events = calendarOf(object).getAllSubcomponents('vevent');
  const found = events.find((event) => {
    const id = event.getFirstProperty('recurrence-id');
    if (id === null || part.recurrenceId === null) return id === null && part.recurrenceId === null;
    return part.toInstant(momentOf(id)) === part.recurrenceId;
  });
  if (found === undefined) throw new Error('A calendar object has a part that is not in its text');
  return found;
}

/**
 * The part that stands for the whole item: the master, or the first of the detached occurrences that somebody was
 * invited to without the series.
 */
export function wholePart({ master, exceptions }: CalendarObject): EventPart {
  const part = master ?? exceptions[0];
  if (part === undefined) throw new Error('A calendar object has no parts');
  return part;
}
