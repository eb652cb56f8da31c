import ICAL from 'ical.js';
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

/** A property at an instant, written as that moment is: a date, floating, in UTC or in its zone. */
export function momentAt(calendar: ICAL.Component, name: string, like: Moment, at: number): ICAL.Property {
  const { isDate, zone } = like;
  const wall = zoneOfTzid(calendar, isDate ? null : zone).toWall(at);
  if (isDate) return new ICAL.Property([name, {}, 'date', wall.slice(0, 10)]);
  if (zone === 'UTC') return new ICAL.Property([name, {}, 'date-time', `${wall}Z`]);
  return new ICAL.Property([name, zone === null ? {} : { tzid: zone }, 'date-time', wall]);
}
