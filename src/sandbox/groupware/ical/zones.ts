import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { wallAsUtc } from './moment.ts';
import type { Moment, ToInstant } from './moment.ts';

const known = new Map<string, boolean>();

/** Whether the name is one of the IANA time zone database. */
export function isIanaZone(name: string): boolean {
  let answer = known.get(name);
  if (answer === undefined) {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
      // Offsets such as +01:00 are zones to Temporal; as a TZID they are nobody's.
      answer = !/^[+-]/.test(name);
    } catch {
      answer = false;
    }
    known.set(name, answer);
  }
  return answer;
}

/**
 * How the moments of a calendar become instants: by the IANA database where it knows the name, else by the object's
 * own VTIMEZONE. Floating times and dates are read in `floating` (an IANA name).
 */
export function instantsOf(calendar: ICAL.Component, floating: string): ToInstant {
  const own = new Map<string, ICAL.Timezone>();
  for (const component of calendar.getAllSubcomponents('vtimezone')) {
    const zone = new ICAL.Timezone(component);
    own.set(zone.tzid, zone);
  }
  return (moment) => {
    const zone = moment.zone ?? floating;
    if (zone === 'UTC') return wallAsUtc(moment.wall);
    if (isIanaZone(zone)) return ianaInstant(moment.wall, zone);
    const definition = own.get(zone);
    return definition === undefined ? wallAsUtc(moment.wall) : definedInstant(moment, definition);
  };
}

function ianaInstant(wall: string, zone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
}

function definedInstant(moment: Moment, zone: ICAL.Timezone): number {
  const time = ICAL.Time.fromDateTimeString(moment.wall);
  return wallAsUtc(moment.wall) - zone.utcOffset(time) * 1000;
}
