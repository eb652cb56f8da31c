import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { utcAsWall, wallAsUtc } from '../../../groupware/ical/moment.ts';
import { isIanaZone } from '../../../groupware/ical/zones.ts';
import { DISPLAY_NAMES } from './display-names.ts';
import { ianaRules } from './iana-rules.ts';
import { dayIn } from './rules.ts';
import type { ZoneRules } from './rules.ts';
import { currentRules } from './vtimezone.ts';
import { ianaZoneOf, windowsSpelling, windowsZoneOf } from './windows.ts';

/** The zone of an item. Walls are `YYYY-MM-DDTHH:MM:SS`, instants epoch milliseconds. */
export interface ItemZone {
  /** TZID in the iCalendar text; 'UTC' for times with a Z. */
  readonly tzid: string;
  /** Windows id, or whatever else the zone is called. */
  readonly id: string;
  readonly rules: () => ZoneRules;
  readonly toInstant: (wall: string) => number;
  readonly toWall: (instant: number) => string;
}

/** Universal time. */
export const UTC_ZONE: ItemZone = {
  tzid: 'UTC',
  id: 'UTC',
  rules: () => ({ id: 'UTC', name: DISPLAY_NAMES['UTC'] ?? 'UTC', years: ianaRules('UTC') }),
  toInstant: wallAsUtc,
  toWall: utcAsWall,
};

/** A zone by its Windows id (any case) or IANA name; null when it is neither. */
export function namedZone(name: string): ItemZone | null {
  const iana = ianaZoneOf(name) ?? (isIanaZone(name) ? name : null);
  if (iana === null) return null;
  const id = windowsSpelling(name) ?? windowsZoneOf(iana) ?? iana;
  if (id === 'UTC') return UTC_ZONE;
  return {
    tzid: iana,
    id,
    rules: () => ({ id, name: DISPLAY_NAMES[id] ?? id, years: ianaRules(iana) }),
    toInstant: (wall) => Temporal.PlainDateTime.from(wall).toZonedDateTime(iana).epochMilliseconds,
    toWall: (instant) =>
      Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(iana)
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' }),
  };
}

/** A zone that only its rules tell. */
export function zoneByRules(rules: ZoneRules): ItemZone {
  return {
    tzid: rules.id,
    id: rules.id,
    rules: () => rules,
    toInstant: (wall) => wallAsUtc(wall) - offsetAt(rules, wallAsUtc(wall), false) * 60_000,
    toWall: (instant) => utcAsWall(instant + offsetAt(rules, instant, true) * 60_000),
  };
}

/** Whether two zones are one to Windows: by their id, or by their rules if it is a name that a client gave. */
export function isSameZone(a: ItemZone, b: ItemZone): boolean {
  if (a.id !== b.id) return false;
  return namedZone(a.id) !== null || rulesKey(a.rules()) === rulesKey(b.rules());
}

function rulesKey({ years }: ZoneRules): string {
  const parts = years.map(({ year, standard, transitions }, index) => [
    index === 0 ? null : year,
    standard,
    transitions.map(({ month, on, time, before, after }) => [month, on, time, before, after]),
  ]);
  return JSON.stringify(parts);
}

/** The zone of a TZID in an iCalendar text: by its name, else by its VTIMEZONE, else UTC. */
export function zoneOfTzid(calendar: ICAL.Component, tzid: string | null): ItemZone {
  if (tzid === null || tzid === 'UTC') return UTC_ZONE;
  const named = namedZone(tzid);
  if (named !== null) return named;
  const own = calendar
    .getAllSubcomponents('vtimezone')
    .find((zone) => String(zone.getFirstPropertyValue('tzid')) === tzid);
  const rules = own === undefined ? null : currentRules(own);
  return rules === null ? UTC_ZONE : zoneByRules({ id: tzid, name: tzid, years: [rules] });
}

/** Minutes east of UTC at a time that is an instant, or a clock read as if it were UTC. */
function offsetAt({ years }: ZoneRules, at: number, isInstant: boolean): number {
  const year = new Date(at).getUTCFullYear();
  const rules = years.findLast((one) => one.year <= year) ?? years[0];
  let offset = rules.transitions.at(-1)?.after ?? rules.standard;
  for (const transition of rules.transitions) {
    const clock = Date.UTC(year, transition.month - 1, dayIn(year, transition), 0, transition.time);
    // An hour that the clock repeats is its first time, one that it leaves out the time after (as RFC 5545, 3.3.5).
    if (at >= (isInstant ? clock - transition.before * 60_000 : repeated(clock, transition))) {
      offset = transition.after;
    }
  }
  return offset;
}

function repeated(
  clock: number,
  { before, after }: { readonly before: number; readonly after: number },
): number {
  return after < before ? clock : clock + (after - before) * 60_000;
}
