import type ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { InvalidCalendar } from './invalid-calendar.ts';
import { utcAsWall, wallAsUtc } from './moment.ts';
import type { Moment, ToInstant } from './moment.ts';

/** A recurrence rule that can be asked for its starts. */
export interface Rule {
  /**
   * Wall clocks of starts between two wall clocks (both included, given as UTC epoch milliseconds); DTSTART is always
   * one of them. Null when there are more than anybody should have to count.
   */
  between(fromWall: number, toWall: number): readonly string[] | null;
}

/** So many candidates are looked at for one question, no more. */
const MOST = 20_000;

/**
 * Reads an RRULE. It is expanded on the wall clock of its event (as if that were UTC), as RFC 5545, 3.3.10 means it, so
 * an UNTIL in UTC is put on that clock first. Throws InvalidCalendar when it is not a rule.
 */
export function readRule(property: ICAL.Property, start: Moment, toInstant: ToInstant): Rule {
  const rule = String(property.getFirstValue());
  const parts = rule.split(';').filter((part) => !/^UNTIL=/i.test(part));
  const until = /(?:^|;)UNTIL=(\d{8}(?:T\d{6}Z?)?)/i.exec(rule)?.[1] ?? null;
  if (until !== null && /(?:^|;)COUNT=/i.test(rule)) {
    throw new InvalidCalendar('RRULE has both COUNT and UNTIL');
  }
  const compact = start.wall.replaceAll(/[-:]/g, '');
  const untilPart = until === null ? [] : [`UNTIL=${untilOnClock(until, start, toInstant)}Z`];
  const rruleString = `DTSTART:${compact}Z\nRRULE:${[...parts, ...untilPart].join(';')}`;
  let expansion: RRuleTemporal;
  try {
    expansion = new RRuleTemporal({ rruleString, maxIterations: MOST });
  } catch (error) {
    throw new InvalidCalendar(`RRULE: ${error instanceof Error ? error.message : 'not a rule'}`);
  }
  return { between: (from, to) => between(expansion, start.wall, from, to) };
}

function between(rule: RRuleTemporal, start: string, from: number, to: number): readonly string[] | null {
  const first = wallAsUtc(start);
  if (to < first) return [];
  try {
    const starts = rule
      .between(
        Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC'),
        Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO('UTC'),
        true,
      )
      .map((time) => utcAsWall(time.epochMilliseconds));
    return first >= from && !starts.includes(start) ? [start, ...starts] : starts;
  } catch {
    // The library throws when it has looked at too many candidates.
    return null;
  }
}

/** UNTIL as a compact wall clock in the event's zone; the end of the day when it is a date. */
function untilOnClock(until: string, start: Moment, toInstant: ToInstant): string {
  if (until.length === 8) return `${until}T235959`;
  if (!until.endsWith('Z') || start.zone === null || start.zone === 'UTC') return until.replace('Z', '');
  const wall = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 11)}:${until.slice(11, 13)}:${until.slice(13, 15)}`;
  const instant = wallAsUtc(wall);
  // Twice, because the offset is the zone's at the end and not at the first guess.
  let local = instant;
  for (let round = 0; round < 2; round += 1) {
    const offset = local - toInstant({ ...start, wall: utcAsWall(local) });
    local = instant + offset;
  }
  return utcAsWall(local).replaceAll(/[-:]/g, '');
}
