import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';

/** A DATE or DATE-TIME value (RFC 5545, 3.3.4 and 3.3.5) with its zone. */
export interface Moment {
  /** Wall clock, `YYYY-MM-DDTHH:MM:SS`; midnight for a date. */
  readonly wall: string;
  /** TZID, 'UTC', or null: floating. */
  readonly zone: string | null;
  /** A DATE. */
  readonly isDate: boolean;
}

/** Turns a moment into epoch milliseconds. */
export type ToInstant = (moment: Moment) => number;

/**
 * The moments that a property holds (EXDATE and RDATE may hold several; of a PERIOD its start).
 * Throws RangeError for a date that does not exist.
 */
export function momentsOf(property: ICAL.Property): readonly Moment[] {
  const tzid = property.getFirstParameter('tzid');
  const zone = typeof tzid === 'string' && tzid !== '' ? tzid : null;
  // The values as written: ical.js would carry the 32nd of a month over into the next one.
  const raw: readonly unknown[] = property.jCal.slice(3);
  return raw.map((value) => moment(textOf(value), zone));
}

/** The one moment of a property. */
export function momentOf(property: ICAL.Property): Moment {
  const [first] = momentsOf(property);
  if (first === undefined) throw new RangeError(`${property.name.toUpperCase()} has no value`);
  return first;
}

function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first !== 'string') throw new RangeError('Not a date or time');
  return first;
}

function moment(text: string, zone: string | null): Moment {
  const utc = text.endsWith('Z');
  const bare = utc ? text.slice(0, -1) : text;
  if (/^\d{4}-\d\d-\d\d$/.test(bare)) {
    Temporal.PlainDate.from(bare, { overflow: 'reject' });
    return { wall: `${bare}T00:00:00`, zone: null, isDate: true };
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(bare)) throw new RangeError(`Not a date or time: ${text}`);
  const wall = Temporal.PlainDateTime.from(bare, { overflow: 'reject' }).toString({ smallestUnit: 'second' });
  return { wall, zone: utc ? 'UTC' : zone, isDate: false };
}

/** Epoch milliseconds of a wall clock that is read as UTC. */
export function wallAsUtc(wall: string): number {
  return Date.parse(`${wall}Z`);
}

/** The wall clock, `YYYY-MM-DDTHH:MM:SS`, of epoch milliseconds read as UTC. */
export function utcAsWall(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}
