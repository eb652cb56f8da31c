import type { Moment } from './rule.ts';

/** Time zones by ECMAScript's own database alone. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const number = 'numeric';
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone: zone, hourCycle: 'h23', era: 'short',
    year: number, month: number, day: number, hour: number, minute: number, second: number,
  }); // prettier-ignore
  formats.set(zone, made);
  return made;
}

/** Seconds east of UTC at an instant (seconds since the epoch). */
export function offsetAt(instant: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant * 1000)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall / 1000 - instant;
}

const A_DAY = 86_400;

/**
 * The instant (seconds since the epoch) of a local time in an IANA zone. What exists twice is the first of the two, what
 * doesn't exist is counted with the offset before the gap (RFC 5545, 3.3.5, form 3). Without zone: as if in UTC.
 */
export function instantOf(local: Moment, zone: string | null): number {
  if (zone === null) return local;
  const before = offsetAt(local - A_DAY, zone);
  const offsets = new Set([before, offsetAt(local + A_DAY, zone)]);
  const fitting = [...offsets]
    .map((offset) => local - offset)
    .filter((at) => at + offsetAt(at, zone) === local);
  return fitting.length === 0 ? local - before : Math.min(...fitting);
}

/** The local time of an instant; without zone as if in UTC. */
export function localOf(instant: number, zone: string | null): Moment {
  return zone === null ? instant : instant + offsetAt(instant, zone);
}
