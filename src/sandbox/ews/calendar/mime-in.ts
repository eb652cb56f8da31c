import type ICAL from 'ical.js';
import { parseCalendar, readCalendarObject } from '../../groupware/ical/calendar-object.ts';
import { InvalidCalendar } from '../../groupware/ical/invalid-calendar.ts';
import { momentsOf } from '../../groupware/ical/moment.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { ItemProblem } from '../item-problem.ts';
import { setStamp } from './fields/values.ts';
import { makeAllDay } from './mime-all-day.ts';
import { defineZone } from './times.ts';
import { namedZone } from './zones/item-zone.ts';

const TIMED = ['dtstart', 'dtend', 'recurrence-id', 'exdate', 'rdate'];

/**
 * The calendar in a t:MimeContent (base64 of iCalendar), as it can be stored: its first event with the exceptions,
 * without METHOD, zones by their IANA names. `uid`: for an event without one; `now` (epoch milliseconds): its DTSTAMP if
 * it has none. ItemProblem ErrorMimeContentInvalid.
 */
export function calendarIn(mime: XmlElement, uid: string, now: number): ICAL.Component {
  const calendar = parsed(mime);
  calendar.removeAllProperties('method');
  for (const [name, value] of [
    ['version', '2.0'],
    ['prodid', '-//Liaison//Sandbox Exchange//EN'],
  ] as const) {
    if (!calendar.hasProperty(name)) calendar.addPropertyWithValue(name, value);
  }
  keepFirstEvent(calendar, uid);
  for (const event of calendar.getAllSubcomponents('vevent')) {
    if (!event.hasProperty('dtstamp')) setStamp(event, 'dtstamp', now);
  }
  renameZones(calendar);
  checked(() => readCalendarObject(calendar.toString()));
  makeAllDay(calendar);
  return calendar;
}

function parsed(mime: XmlElement): ICAL.Component {
  const base64 = mime.text.replaceAll(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw invalid('It is not base64');
  return checked(() => parseCalendar(Buffer.from(base64, 'base64').toString('utf8')));
}

function checked<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidCalendar) throw invalid(error.message);
    throw error;
  }
}

function keepFirstEvent(calendar: ICAL.Component, uid: string): void {
  const [first, ...others] = calendar.getAllSubcomponents('vevent');
  if (first === undefined) throw invalid('There is no event in it');
  if (!first.hasProperty('uid')) first.addPropertyWithValue('uid', uid);
  const own = String(first.getFirstPropertyValue('uid'));
  for (const event of others) {
    if (String(event.getFirstPropertyValue('uid')) !== own) calendar.removeSubcomponent(event);
  }
  for (const component of calendar.getAllSubcomponents()) {
    if (component.name !== 'vevent' && component.name !== 'vtimezone') calendar.removeSubcomponent(component);
  }
}

/** Windows' names become those of the IANA database, and UTC needs none: some clients name a zone beside a Z. */
function renameZones(calendar: ICAL.Component): void {
  for (const event of calendar.getAllSubcomponents('vevent')) {
    for (const property of TIMED.flatMap((name) => event.getAllProperties(name))) {
      const tzid: unknown = property.getFirstParameter('tzid');
      if (typeof tzid !== 'string') continue;
      if (isUtc(property)) {
        property.removeParameter('tzid');
        continue;
      }
      const zone = namedZone(tzid);
      if (zone === null || zone.tzid === tzid) continue;
      if (zone.tzid === 'UTC') toUtc(property);
      else {
        property.setParameter('tzid', zone.tzid);
        defineZone(calendar, zone);
      }
    }
  }
  removeUnused(calendar);
}

function isUtc(property: ICAL.Property): boolean {
  try {
    return momentsOf(property).every(({ zone, isDate }) => zone === 'UTC' || isDate);
  } catch {
    throw invalid(`${property.name.toUpperCase()} is not a date or time`);
  }
}

/** A clock in a zone that is called UTC, written with a Z. */
function toUtc(property: ICAL.Property): void {
  property.removeParameter('tzid');
  property.jCal.splice(3, property.jCal.length, ...momentsOf(property).map(({ wall }) => `${wall}Z`));
}

function removeUnused(calendar: ICAL.Component): void {
  const used = new Set<unknown>(
    calendar
      .getAllSubcomponents('vevent')
      .flatMap((event) => TIMED.flatMap((name) => event.getAllProperties(name)))
      .map((property): unknown => property.getFirstParameter('tzid')),
  );
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    if (!used.has(String(zone.getFirstPropertyValue('tzid')))) calendar.removeSubcomponent(zone);
  }
}

function invalid(message: string): ItemProblem {
  return new ItemProblem('ErrorMimeContentInvalid', `The MIME content is not valid. ${message}.`);
}
