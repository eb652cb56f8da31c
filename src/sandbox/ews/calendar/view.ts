import type ICAL from 'ical.js';
import type { EventPart } from '../../groupware/ical/event-part.ts';
import type { CalendarSubject, ItemShape, ItemSurroundings } from '../calendar-port.ts';
import { ItemProblem } from '../item-problem.ts';
import { isAllDay, shownInstant, zoneOf } from './event-zone.ts';
import { calendarOf, componentOf, wholePart } from './parsed.ts';
import { seriesOf } from './series.ts';
import type { Series } from './series.ts';
import type { ItemZone } from './zones/item-zone.ts';

/** What t:CalendarItemType says of an item. */
export type ItemKind = 'Single' | 'Occurrence' | 'Exception' | 'RecurringMaster';

/** An item as its properties are read from. Times in epoch milliseconds, as Exchange shows them. */
export interface ItemView {
  readonly subject: CalendarSubject;
  readonly surroundings: ItemSurroundings;
  readonly bodyType: ItemShape['body'];
  readonly kind: ItemKind;
  /** Null: it is no series. */
  readonly series: Series | null;
  /** For reading only. */
  readonly calendar: ICAL.Component;
  readonly event: ICAL.Component;
  readonly part: EventPart;
  readonly allDay: boolean;
  readonly startZone: ItemZone;
  readonly endZone: ItemZone;
  readonly start: number;
  readonly end: number;
  /** Of an occurrence or exception. */
  readonly originalStart: number | null;
  readonly role: 'organizer' | 'attendee' | 'alone';
}

/**
 * The item of a subject. An occurrence that there never was: ItemProblem ErrorItemNotFound; one that was deleted:
 * ErrorCalendarOccurrenceIsDeletedFromRecurrence.
 */
export function viewOf(
  subject: CalendarSubject,
  surroundings: ItemSurroundings,
  bodyType: ItemShape['body'],
): ItemView {
  const { copy, occurrence } = subject;
  const { object } = copy;
  const series = seriesOf(object);
  const found = occurrence === null ? null : occurrencePart(subject, series, occurrence);
  const part = found?.part ?? wholePart(object);
  const calendar = calendarOf(object);
  const event = componentOf(object, part);
  const allDay = isAllDay(event);
  const startZone = zoneOf(event, calendar, 'dtstart');
  const startsAt = found?.start ?? part.startsAt;
  const original = occurrence ?? part.recurrenceId;
  return {
    subject,
    surroundings,
    bodyType,
    kind: found?.kind ?? (series === null ? 'Single' : 'RecurringMaster'),
    series: occurrence === null ? series : null,
    calendar,
    event,
    part,
    allDay,
    startZone,
    endZone: zoneOf(event, calendar, 'dtend'),
    start: shownInstant(allDay, startZone, startsAt),
    end: shownInstant(allDay, startZone, startsAt + part.lengthMs),
    originalStart: original === null ? null : shownInstant(allDay, startZone, original),
    role: roleOf(part, surroundings.user.address),
  };
}

interface Found {
  readonly part: EventPart;
  readonly kind: 'Occurrence' | 'Exception';
  readonly start: number;
}

function occurrencePart({ copy }: CalendarSubject, series: Series | null, occurrence: number): Found {
  const { object } = copy;
  const exception = object.exceptions.find((part) => part.recurrenceId === occurrence);
  if (exception !== undefined) return { part: exception, kind: 'Exception', start: exception.startsAt };
  if (object.master?.excluded.has(occurrence) === true) {
    throw new ItemProblem(
      'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
      'The occurrence is deleted from the recurrence.',
    );
  }
  if (!series?.startsBetween(occurrence, occurrence).includes(occurrence)) {
    throw new ItemProblem('ErrorItemNotFound', 'The specified object was not found in the store.');
  }
  return { part: series.master, kind: 'Occurrence', start: occurrence };
}

function roleOf({ organizer, attendees }: EventPart, address: string): ItemView['role'] {
  if (organizer === null || attendees.length === 0) return 'alone';
  return organizer.address === address ? 'organizer' : 'attendee';
}
