import ICAL from 'ical.js';
import { checkShape } from './check-shape.ts';
import { InvalidCalendar } from './invalid-calendar.ts';
import { readPart } from './event-part.ts';
import type { EventPart } from './event-part.ts';
import { instantsOf } from './zones.ts';

/** A calendar object resource (RFC 4791, 4.1): one event with its exceptions, as written and as understood. */
export interface CalendarObject {
  readonly uid: string;
  /** As stored, byte for byte (UTF-8). */
  readonly text: string;
  /** The master, or null when there are detached occurrences only. */
  readonly master: EventPart | null;
  readonly exceptions: readonly EventPart[];
}

/** Floating times and dates are read in this zone, as RFC 4791, 7.3 allows without a calendar-timezone. */
const FLOATING = 'UTC';

/**
 * Reads the text of a calendar object resource. Throws InvalidCalendar when it is not iCalendar (RFC 5545) or not what
 * RFC 4791, 4.1 lets a calendar hold: one VEVENT and its exceptions under one UID, without METHOD.
 */
export function readCalendarObject(text: string): CalendarObject {
  const calendar = parseCalendar(text);
  const uid = checkShape(calendar);
  const toInstant = instantsOf(calendar, FLOATING);
  const parts = calendar.getAllSubcomponents('vevent').map((component) => readPart(component, toInstant));
  const exceptions = parts.filter((part) => part.recurrenceId !== null);
  const masters = parts.filter((part) => part.recurrenceId === null);
  if (masters.length > 1) throw new InvalidCalendar('There are two events without RECURRENCE-ID');
  if (new Set(exceptions.map((part) => part.recurrenceId)).size < exceptions.length) {
    throw new InvalidCalendar('A RECURRENCE-ID occurs twice');
  }
  return { uid, text, master: masters[0] ?? null, exceptions };
}

/** Parses one VCALENDAR. Throws InvalidCalendar. */
export function parseCalendar(text: string): ICAL.Component {
  // Tab, line feed and carriage return are the only controls that RFC 5545, 3.1 knows.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) {
    throw new InvalidCalendar('There are control characters in it');
  }
  let parsed: unknown;
  try {
    parsed = ICAL.parse(text);
  } catch (error) {
    // The parser's own complaints make sense to people; what it trips over doesn't.
    const complaint = error instanceof Error && !(error instanceof TypeError) ? error.message : '';
    throw new InvalidCalendar(complaint === '' ? 'It is not iCalendar' : complaint);
  }
  if (!Array.isArray(parsed) || parsed[0] !== 'vcalendar') {
    throw new InvalidCalendar('It is not one VCALENDAR');
  }
  return new ICAL.Component(parsed);
}

/** The parts of an object, the master first. */
export function partsOf(object: CalendarObject): readonly EventPart[] {
  return object.master === null ? object.exceptions : [object.master, ...object.exceptions];
}
