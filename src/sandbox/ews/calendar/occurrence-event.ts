import ICAL from 'ical.js';
import type { CalendarObject } from '../../groupware/ical/calendar-object.ts';
import { momentOf } from '../../groupware/ical/moment.ts';
import type { Moment } from '../../groupware/ical/moment.ts';
import { instantsOf } from '../../groupware/ical/zones.ts';
import { zoneOfTzid } from './zones/item-zone.ts';

/** The exception with this original start, or undefined. */
export function exceptionIn(calendar: ICAL.Component, occurrence: number): ICAL.Component | undefined {
  const toInstant = instantsOf(calendar, 'UTC');
  return calendar.getAllSubcomponents('vevent').find((event) => {
    const id = event.getFirstProperty('recurrence-id');
    return id !== null && toInstant(momentOf(id)) === occurrence;
  });
}

/** The master in a tree, or undefined. */
export function masterIn(calendar: ICAL.Component): ICAL.Component | undefined {
  return calendar.getAllSubcomponents('vevent').find((event) => !event.hasProperty('recurrence-id'));
}

/**
 * The exception with this original start, made from the master when there is none yet. `object`: the calendar as it is
 * stored. Null without a master.
 */
export function exceptionFor(
  calendar: ICAL.Component,
  { master }: CalendarObject,
  occurrence: number,
): ICAL.Component | null {
  const existing = exceptionIn(calendar, occurrence);
  if (existing !== undefined) return existing;
  const event = masterIn(calendar);
  if (event === undefined || master === null) return null;
  const exception = new ICAL.Component(structuredClone(event.toJSON()) as unknown[]);
  for (const name of ['rrule', 'rdate', 'exdate', 'duration']) exception.removeAllProperties(name);
  const end = event.getFirstProperty('dtend');
  const endMoment = end === null ? master.start : momentOf(end);
  exception.removeAllProperties('dtstart');
  exception.removeAllProperties('dtend');
  exception.addProperty(momentAt(calendar, 'dtstart', master.start, occurrence));
  exception.addProperty(momentAt(calendar, 'dtend', endMoment, occurrence + master.lengthMs));
  exception.addProperty(momentAt(calendar, 'recurrence-id', master.start, occurrence));
  calendar.addSubcomponent(exception);
  return exception;
}

/** A property at an instant, written as that moment is: a date, floating, in UTC or in its zone. */
export function momentAt(calendar: ICAL.Component, name: string, like: Moment, at: number): ICAL.Property {
  const { isDate, zone } = like;
  const wall = zoneOfTzid(calendar, isDate ? null : zone).toWall(at);
  if (isDate) return new ICAL.Property([name, {}, 'date', wall.slice(0, 10)]);
  if (zone === 'UTC') return new ICAL.Property([name, {}, 'date-time', `${wall}Z`]);
  return new ICAL.Property([name, zone === null ? {} : { tzid: zone }, 'date-time', wall]);
}
