import type ICAL from 'ical.js';
import { InvalidCalendar } from './invalid-calendar.ts';
import { isIanaZone } from './zones.ts';

/** Properties whose TZID must mean something. */
const TIMED = ['dtstart', 'dtend', 'recurrence-id', 'exdate', 'rdate'];

/**
 * Checks what RFC 5545 (3.6, 3.6.1) and RFC 4791 (4.1) demand of the whole object and returns its UID.
 * Throws InvalidCalendar.
 */
export function checkShape(calendar: ICAL.Component): string {
  checkCalendar(calendar);
  const events = calendar.getAllSubcomponents('vevent');
  const uids = new Set<string>();
  const organizers = new Set<string>();
  const zones = new Set(calendar.getAllSubcomponents('vtimezone').map((zone) => one(zone, 'tzid')));
  for (const event of events) {
    uids.add(one(event, 'uid'));
    one(event, 'dtstamp');
    atMostOne(event);
    organizers.add(String(event.getFirstPropertyValue('organizer')).toLowerCase());
    checkZones(event, zones);
  }
  const [uid] = uids;
  if (uid === undefined) throw new InvalidCalendar('There is no VEVENT in it');
  if (uids.size > 1) throw new InvalidCalendar('Its events have different UIDs');
  if (organizers.size > 1) throw new InvalidCalendar('Its events have different ORGANIZERs');
  return uid;
}

function checkCalendar(calendar: ICAL.Component): void {
  if (one(calendar, 'version') !== '2.0') throw new InvalidCalendar('VERSION is not 2.0');
  one(calendar, 'prodid');
  if (calendar.hasProperty('method')) throw new InvalidCalendar('A stored object has no METHOD');
  for (const component of calendar.getAllSubcomponents()) {
    const name = component.name;
    if (name !== 'vevent' && name !== 'vtimezone' && !name.startsWith('x-')) {
      throw new InvalidCalendar(`A ${name.toUpperCase()} cannot be here`);
    }
  }
}

function one(component: ICAL.Component, property: string): string {
  const all = component.getAllProperties(property);
  const [first] = all;
  const value = first?.getFirstValue();
  if (all.length !== 1 || value === undefined || value === null || String(value) === '') {
    throw new InvalidCalendar(`${component.name.toUpperCase()} needs one ${property.toUpperCase()}`);
  }
  return String(value);
}

function atMostOne(event: ICAL.Component): void {
  for (const property of ['dtend', 'duration', 'organizer', 'recurrence-id', 'rrule', 'sequence', 'status']) {
    if (event.getAllProperties(property).length > 1) {
      throw new InvalidCalendar(`VEVENT has more than one ${property.toUpperCase()}`);
    }
  }
}

function checkZones(event: ICAL.Component, defined: ReadonlySet<string>): void {
  for (const name of TIMED) {
    for (const property of event.getAllProperties(name)) {
      const zone: unknown = property.getFirstParameter('tzid');
      // RFC 7809 lets names of the IANA database go without a VTIMEZONE.
      if (typeof zone === 'string' && !defined.has(zone) && !isIanaZone(zone)) {
        throw new InvalidCalendar(`There is no VTIMEZONE for ${zone}`);
      }
    }
  }
}
