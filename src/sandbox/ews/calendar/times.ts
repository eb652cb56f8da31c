import ICAL from 'ical.js';
import { momentOf, utcAsWall, wallAsUtc } from '../../groupware/ical/moment.ts';
import { instantsOf } from '../../groupware/ical/zones.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { ItemProblem } from '../item-problem.ts';
import { ALL_DAY_ZONE, isAllDay, shownInstant, zoneOf } from './event-zone.ts';
import type { TimesEdit, Writing } from './fields/field.ts';
import { momentProperty } from './moment-property.ts';
import { contextZone, requestZone } from './request-zone.ts';
import type { ItemZone } from './zones/item-zone.ts';
import { isSameZone, UTC_ZONE, zoneOfTzid } from './zones/item-zone.ts';
import { vtimezoneOf } from './zones/vtimezone.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Exchange takes no appointment that is longer: five years. */
const LONGEST = 1825 * DAY;

/** Start and end of an item: instants as Exchange shows them, in epoch milliseconds, and their zones. */
export interface Times {
  readonly start: number;
  readonly end: number;
  readonly allDay: boolean;
  readonly startZone: ItemZone;
  readonly endZone: ItemZone;
}

/** The times that an event has now. */
export function timesOf(calendar: ICAL.Component, event: ICAL.Component): Times {
  const toInstant = instantsOf(calendar, 'UTC');
  const allDay = isAllDay(event);
  const startZone = zoneOf(event, calendar, 'dtstart');
  const endZone = zoneOf(event, calendar, 'dtend');
  const property = event.getFirstProperty('dtstart');
  const start = property === null ? 0 : toInstant(momentOf(property));
  const end = event.getFirstProperty('dtend');
  const length = event.getFirstPropertyValue('duration');
  const last =
    end !== null
      ? toInstant(momentOf(end))
      : start + (length instanceof ICAL.Duration ? length.toSeconds() * 1000 : allDay ? DAY : 0);
  const shown = (at: number): number => shownInstant(allDay, startZone, at);
  return { start: shown(start), end: shown(last), allDay, startZone, endZone };
}

/**
 * The times that a request wants, on top of those that the item has (null: it is new). ItemProblem
 * ErrorCalendarEndDateIsEarlierThanStartDate, ErrorCalendarDurationIsTooLong, ErrorTimeZone,
 * ErrorCalendarInvalidPropertyValue.
 */
export function wantedTimes(
  edit: TimesEdit,
  before: Times | null,
  surroundings: Writing['surroundings'],
): Times {
  const context = contextZone(surroundings.timeZoneContext);
  const zone = edit.startZone ?? edit.meetingZone;
  const startZone = zone === undefined ? (before?.startZone ?? context) : zoneLike(zone, before?.startZone);
  const endZone =
    edit.endZone !== undefined
      ? zoneLike(edit.endZone, before?.endZone)
      : zone !== undefined || before === null
        ? startZone
        : before.endZone;
  const start =
    edit.start === undefined
      ? (before?.start ?? Math.ceil(surroundings.now / (30 * MINUTE)) * 30 * MINUTE)
      : instant(edit.start, context);
  const end = edit.end === undefined ? (before?.end ?? start + 30 * MINUTE) : instant(edit.end, context);
  if (end < start) {
    throw new ItemProblem(
      'ErrorCalendarEndDateIsEarlierThanStartDate',
      'The specified end date is earlier than the start date.',
    );
  }
  if (end - start > LONGEST) {
    throw new ItemProblem('ErrorCalendarDurationIsTooLong', 'The duration is longer than five years.');
  }
  const times = { start, end, allDay: edit.allDay ?? before?.allDay ?? false, startZone, endZone };
  return times.allDay ? wholeDays(times) : times;
}

/** The zone of a request; the one that is there if Windows has the same name for both, as for Zurich and Berlin. */
function zoneLike(element: XmlElement, present: ItemZone | undefined): ItemZone {
  const zone = requestZone(element);
  return present !== undefined && isSameZone(present, zone) ? present : zone;
}

/** From midnight to midnight in the zone of the item. */
function wholeDays(times: Times): Times {
  const { startZone, start, end } = times;
  const first = Math.floor(wallAsUtc(startZone.toWall(start)) / DAY) * DAY;
  const last = Math.max(Math.ceil(wallAsUtc(startZone.toWall(end)) / DAY) * DAY, first + DAY);
  const midnight = (at: number): number => startZone.toInstant(utcAsWall(at));
  return { ...times, start: midnight(first), end: midnight(last), endZone: startZone };
}

/**
 * Writes the times into an event, with the zones that its calendar must then define. An instant in the hour that a
 * clock repeats becomes the first one of that hour, for iCalendar has no word for the second.
 */
export function writeTimes(calendar: ICAL.Component, event: ICAL.Component, times: Times): void {
  const { start, end, allDay, startZone, endZone } = times;
  event.removeAllProperties('duration');
  event.removeAllProperties('x-microsoft-cdo-alldayevent');
  for (const [name, at, zone] of [
    ['dtstart', start, startZone],
    ['dtend', end, endZone],
  ] as const) {
    event.removeAllProperties(name);
    event.addProperty(momentProperty(name, zone.toWall(at), allDay, zone.tzid));
    if (!allDay) defineZone(calendar, zone);
  }
  event.removeAllProperties(ALL_DAY_ZONE);
  if (!allDay || startZone.tzid === UTC_ZONE.tzid) return;
  event.updatePropertyWithValue(ALL_DAY_ZONE, startZone.tzid);
  defineZone(calendar, startZone);
}

/** Adds the VTIMEZONE of a zone; one of the same name stays, unless a client now means something else by the name. */
export function defineZone(calendar: ICAL.Component, zone: ItemZone): void {
  if (zone.tzid === UTC_ZONE.tzid) return;
  const defined = calendar
    .getAllSubcomponents('vtimezone')
    .find((one) => String(one.getFirstPropertyValue('tzid')) === zone.tzid);
  if (defined !== undefined) {
    if (isSameZone(zoneOfTzid(calendar, zone.tzid), zone)) return;
    calendar.removeSubcomponent(defined);
  }
  calendar.addSubcomponent(vtimezoneOf(zone.tzid, zone.rules()));
}

/** An xs:dateTime, with up to nine decimals; without an offset it is on the clock of the request's zone. */
function instant(text: string, context: ItemZone): number {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  const [, wall = '', offset] = match ?? [];
  const at = match === null ? NaN : Date.parse(`${wall}${offset ?? 'Z'}`);
  if (Number.isNaN(at)) {
    throw new ItemProblem('ErrorCalendarInvalidPropertyValue', `${text} is not a valid date and time.`);
  }
  return offset === undefined ? context.toInstant(wall) : at;
}
