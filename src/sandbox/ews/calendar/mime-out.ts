import ICAL from 'ical.js';
import type { XmlElement } from '../../xml/tree.ts';
import { tWith } from '../xml.ts';
import { removeOwnProperties } from './extended/stored.ts';
import { momentProperty } from './moment-property.ts';
import type { ItemView } from './view.ts';
import { zoneOfTzid } from './zones/item-zone.ts';
import { vtimezoneOf } from './zones/vtimezone.ts';

const TIMED = ['dtstart', 'dtend', 'recurrence-id', 'exdate', 'rdate'];

/**
 * t:MimeContent: the iCalendar text as Exchange writes it: with METHOD, Windows' names of time zones and a VTIMEZONE
 * for each. Of an occurrence: that one alone; of a series: with its exceptions.
 */
export function mimeContent(view: ItemView): XmlElement {
  const calendar = new ICAL.Component(structuredClone(view.calendar.toJSON()) as unknown[]);
  const { kind, role } = view;
  if (kind === 'Occurrence' || kind === 'Exception') {
    calendar.removeAllSubcomponents('vevent');
    calendar.addSubcomponent(alone(view));
  }
  calendar.updatePropertyWithValue('method', role === 'alone' ? 'PUBLISH' : 'REQUEST');
  for (const event of calendar.getAllSubcomponents('vevent')) removeOwnProperties(event);
  nameZones(calendar);
  const text = `${calendar.toString()}\r\n`;
  return tWith('MimeContent', { CharacterSet: 'UTF-8' }, Buffer.from(text, 'utf8').toString('base64'));
}

/** The VEVENT of one occurrence: of the exception, or the master's on its day. */
function alone({
  event,
  kind,
  startZone,
  endZone,
  start,
  end,
  allDay,
  originalStart,
}: ItemView): ICAL.Component {
  const copy = new ICAL.Component(structuredClone(event.toJSON()) as unknown[]);
  if (kind === 'Exception') return copy;
  for (const name of ['rrule', 'rdate', 'exdate', 'duration', 'dtend']) copy.removeAllProperties(name);
  const put = (name: string, at: number, zone: typeof startZone): void => {
    copy.removeAllProperties(name);
    copy.addProperty(momentProperty(name, zone.toWall(at), allDay, zone.tzid));
  };
  put('dtstart', start, startZone);
  put('dtend', end, allDay ? startZone : endZone);
  put('recurrence-id', originalStart ?? start, startZone);
  return copy;
}

/** Puts Windows' names for the zones, and a VTIMEZONE for each that is used. */
function nameZones(calendar: ICAL.Component): void {
  const used = new Map<string, ICAL.Component>();
  for (const event of calendar.getAllSubcomponents('vevent')) {
    for (const property of TIMED.flatMap((name) => event.getAllProperties(name))) {
      const tzid: unknown = property.getFirstParameter('tzid');
      if (typeof tzid !== 'string' || tzid === '') continue;
      const zone = zoneOfTzid(calendar, tzid);
      const name = zone.tzid === 'UTC' ? 'UTC' : zone.id;
      property.setParameter('tzid', name);
      if (!used.has(name)) used.set(name, vtimezoneOf(name, zone.rules()));
    }
  }
  calendar.removeAllSubcomponents('vtimezone');
  // Before the events, as everybody has them.
  const events = calendar.getAllSubcomponents('vevent');
  calendar.removeAllSubcomponents('vevent');
  for (const component of [...used.values(), ...events]) calendar.addSubcomponent(component);
}
