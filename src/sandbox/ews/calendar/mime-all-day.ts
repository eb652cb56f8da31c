import type ICAL from 'ical.js';
import { momentsOf } from '../../groupware/ical/moment.ts';

const DATED = ['dtstart', 'dtend', 'recurrence-id', 'exdate', 'rdate'];

/**
 * Makes days of what Exchange's clients send as midnights with X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
 * (https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxcical/, 2.1.3.1.1.20.28). Anything else stays.
 */
export function makeAllDay(calendar: ICAL.Component): void {
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const marked = String(event.getFirstPropertyValue('x-microsoft-cdo-alldayevent') ?? '');
    const dated = DATED.flatMap((name) => event.getAllProperties(name));
    const midnights = dated.every((property) =>
      momentsOf(property).every(({ wall }) => wall.endsWith('T00:00:00')),
    );
    if (marked.toUpperCase() !== 'TRUE' || !midnights) continue;
    for (const property of dated) {
      const days = momentsOf(property).map(({ wall }) => wall.slice(0, 10));
      property.removeParameter('tzid');
      property.jCal.splice(2, property.jCal.length, 'date', ...days);
    }
  }
}
