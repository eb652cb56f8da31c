import type ICAL from 'ical.js';
import { momentOf, utcAsWall } from '../../groupware/ical/moment.ts';
import { namedZone, UTC_ZONE, zoneOfTzid } from './zones/item-zone.ts';
import type { ItemZone } from './zones/item-zone.ts';

/** Where the zone of an all-day event is kept, for iCalendar's dates have none: a Windows id or TZID. */
export const ALL_DAY_ZONE = 'x-ews-all-day-zone';

/** Whether DTSTART is a date. */
export function isAllDay(event: ICAL.Component): boolean {
  const start = event.getFirstProperty('dtstart');
  return start !== null && momentOf(start).isDate;
}

/** The zone of an event's start or end: of its TZID, or the one that was kept for an all-day event. */
export function zoneOf(
  event: ICAL.Component,
  calendar: ICAL.Component,
  which: 'dtstart' | 'dtend',
): ItemZone {
  const property = event.getFirstProperty(which) ?? event.getFirstProperty('dtstart');
  if (property === null) return UTC_ZONE;
  const moment = momentOf(property);
  if (!moment.isDate) return zoneOfTzid(calendar, moment.zone);
  const kept = event.getFirstPropertyValue(ALL_DAY_ZONE);
  return kept === null ? UTC_ZONE : (namedZone(String(kept)) ?? zoneOfTzid(calendar, String(kept)));
}

/**
 * The instant that Exchange shows for one of the groupware's: all-day events are from midnight to midnight in their
 * zone there, here their dates are read as UTC.
 */
export function shownInstant(allDay: boolean, zone: ItemZone, at: number): number {
  return allDay ? zone.toInstant(utcAsWall(at)) : at;
}
