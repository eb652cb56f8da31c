import ICAL from 'ical.js';
import { parseCalendar } from './calendar-object.ts';
import { canonicalAddress } from './event-part.ts';
import { momentOf, utcAsWall, wallAsUtc } from './moment.ts';
import type { Moment, ToInstant } from './moment.ts';
import { instantsOf } from './zones.ts';

/** Properties that everybody keeps for themselves; an organiser's update leaves an attendee's alone. */
const PERSONAL = ['transp', 'categories', 'class', 'color', 'x-microsoft-cdo-busystatus', 'x-ews-property'];
/** What of it an invitation doesn't even bring along: properties that a client attached to the organiser's copy. */
const UNSENT = ['x-ews-property'];
/** What moves a meeting: after such a change everybody is asked again (RFC 6638, 3.2.8). */
const TIMING = ['dtstart', 'dtend', 'duration', 'rrule', 'rdate', 'exdate'];
/** What may differ without a change that others should hear of. */
const SILENT = [...PERSONAL, 'dtstamp', 'last-modified', 'created', 'sequence'];

/** The text after a change of its component tree; with CRLF and folded as RFC 5545, 3.1 wants. */
export function edited(text: string, change: (calendar: ICAL.Component) => void): string {
  const calendar = parseCalendar(text);
  change(calendar);
  return `${calendar.toString()}\r\n`;
}

/** Sets a parameter of the ATTENDEE lines of this address (in one event, or all of them). */
export function setAttendeeParameter(
  component: ICAL.Component,
  address: string,
  name: string,
  value: string,
): void {
  for (const property of attendeeLines(component, address)) property.setParameter(name, value);
}

/** The ATTENDEE properties of a VEVENT with this address. */
function attendeeLines(event: ICAL.Component, address: string): readonly ICAL.Property[] {
  return event.getAllProperties('attendee').filter((property) => addressOf(property) === address);
}

/** The canonical address of an ATTENDEE or ORGANIZER. */
export function addressOf(property: ICAL.Property): string {
  return canonicalAddress(String(property.getFirstValue() ?? ''));
}

/** The exception with this original start, made from the master if there is none; null without a master. */
export function exceptionAt(calendar: ICAL.Component, at: number): ICAL.Component | null {
  const toInstant = instantsOf(calendar, 'UTC');
  const events = calendar.getAllSubcomponents('vevent');
  for (const event of events) {
    const id = event.getFirstProperty('recurrence-id');
    if (id !== null && toInstant(momentOf(id)) === at) return event;
  }
  const master = events.find((event) => !event.hasProperty('recurrence-id'));
  const start = master?.getFirstProperty('dtstart');
  if (master === undefined || start === null || start === undefined) return null;
  const exception = new ICAL.Component(structuredClone(master.toJSON()) as unknown[]);
  for (const name of ['rrule', 'rdate', 'exdate']) exception.removeAllProperties(name);
  moveTo(exception, at, toInstant);
  calendar.addSubcomponent(exception);
  return exception;
}

/** Puts a copy of the master on the occurrence that starts at `at`, by shifting wall clocks. */
function moveTo(exception: ICAL.Component, at: number, toInstant: ToInstant): void {
  const start = exception.getFirstProperty('dtstart');
  if (start === null) return;
  const shift = ICAL.Duration.fromSeconds(clockShift(momentOf(start), at, toInstant) / 1000);
  const end = exception.getFirstProperty('dtend');
  for (const property of [start, end]) {
    const value = property?.getFirstValue();
    if (property == null || !(value instanceof ICAL.Time)) continue;
    const time = value.clone();
    time.addDuration(shift);
    property.setValue(time);
  }
  const id = new ICAL.Property(structuredClone(start.toJSON()) as unknown[]);
  id.jCal[0] = 'recurrence-id';
  exception.addProperty(id);
}

/**
 * By how much the wall clock of a start must be moved to be at an instant, in milliseconds: not what lies between the
 * instants, for the zone may have changed to summer time in between.
 */
function clockShift(start: Moment, at: number, toInstant: ToInstant): number {
  const from = wallAsUtc(start.wall);
  let wall = from + at - toInstant(start);
  // Twice, because the offset is the zone's at the end and not at the first guess.
  for (let round = 0; round < 2; round += 1) {
    wall += at - toInstant({ ...start, wall: utcAsWall(wall) });
  }
  return wall - from;
}

/** What others would have to hear of, as a comparable string. */
export function sharedForm(text: string): string {
  return form(text, (name) => !SILENT.includes(name) && !name.startsWith('x-'));
}

/** When the meeting is, as a comparable string. */
export function timingForm(text: string): string {
  return form(text, (name) => TIMING.includes(name) || name === 'recurrence-id');
}

function form(text: string, counts: (property: string) => boolean): string {
  const events = parseCalendar(text).getAllSubcomponents('vevent');
  const lines = events.map((event) =>
    event
      .getAllProperties()
      .filter((property) => counts(property.name))
      .map((property) => {
        const silent = ['partstat', 'schedule-status', 'schedule-force-send', 'rsvp'];
        const copy = new ICAL.Property(structuredClone(property.toJSON()) as unknown[]);
        for (const parameter of silent) copy.removeParameter(parameter);
        return copy.toICALString();
      })
      .sort()
      .join('\n'),
  );
  return lines.sort().join('\n\n');
}

/** Takes properties out of every event, for a server that does not keep them. Names in any case. */
export function withoutProperties(text: string, names: readonly string[]): string {
  return edited(text, (calendar) => {
    for (const event of calendar.getAllSubcomponents('vevent')) {
      for (const name of names) event.removeAllProperties(name.toLowerCase());
    }
  });
}

/**
 * An attendee's copy of the organiser's text: the events that they are invited to, without the organiser's alarms and
 * scheduling parameters, with what is personal in their previous copy. Null when they are in none.
 */
export function attendeeCopy(text: string, address: string, previous: string | null): string | null {
  let invited = 0;
  const kept = previous === null ? null : personalParts(previous);
  const copy = edited(text, (calendar) => {
    const events = calendar.getAllSubcomponents('vevent');
    const mine = events.filter((event) => attendeeLines(event, address).length > 0);
    invited = mine.length;
    const master = events.find((event) => !event.hasProperty('recurrence-id'));
    for (const event of events) {
      if (mine.includes(event)) continue;
      calendar.removeSubcomponent(event);
      if (master !== undefined && mine.includes(master)) exclude(master, event);
    }
    for (const event of mine) becomeTheirs(event, kept?.get(keyOf(event)) ?? kept?.get('') ?? null);
  });
  return invited === 0 ? null : copy;
}

function exclude(master: ICAL.Component, event: ICAL.Component): void {
  const id = event.getFirstProperty('recurrence-id');
  if (id === null) return;
  const excluded = new ICAL.Property(structuredClone(id.toJSON()) as unknown[]);
  excluded.jCal[0] = 'exdate';
  excluded.removeParameter('range');
  master.addProperty(excluded);
}

function becomeTheirs(event: ICAL.Component, previous: ICAL.Component | null): void {
  event.removeAllSubcomponents('valarm');
  for (const name of UNSENT) event.removeAllProperties(name);
  for (const property of [...event.getAllProperties('attendee'), ...event.getAllProperties('organizer')]) {
    property.removeParameter('schedule-status');
    property.removeParameter('schedule-force-send');
  }
  if (previous === null) return;
  for (const name of PERSONAL) {
    event.removeAllProperties(name);
    for (const property of previous.getAllProperties(name)) {
      event.addProperty(new ICAL.Property(structuredClone(property.toJSON()) as unknown[]));
    }
  }
  for (const alarm of previous.getAllSubcomponents('valarm')) {
    event.addSubcomponent(new ICAL.Component(structuredClone(alarm.toJSON()) as unknown[]));
  }
}

function personalParts(text: string): ReadonlyMap<string, ICAL.Component> {
  const events = parseCalendar(text).getAllSubcomponents('vevent');
  return new Map(events.map((event) => [keyOf(event), event]));
}

/** The original start as written; '' for the master. */
function keyOf(event: ICAL.Component): string {
  return event.getFirstProperty('recurrence-id')?.toICALString() ?? '';
}
