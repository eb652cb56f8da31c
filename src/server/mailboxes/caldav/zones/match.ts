import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { WORLD_ZONES } from '../../zones/windows-zones.ts';
import { lineOf } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';
import { writeCalendar } from '../icalendar/component.ts';
import { zoneByName } from './names.ts';

/** What a VTIMEZONE without a telling name stands for. */
export interface DefinedZone {
  /** The IANA zone with the same offsets all year; null: there is none. */
  readonly iana: string | null;
  /** The zone with the same offset at a local time that is most like it in the rest of that year; null: there is none. */
  readonly nearAt: (local: string) => string | null;
  /** Seconds east of UTC at a local date-time. */
  readonly offsetAt: (local: string) => number;
}

/** Of several zones with the same offsets the one where most people live comes first. */
const LIKELY = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Kiev',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
];
const CANDIDATES = [...new Set([...LIKELY, ...WORLD_ZONES])];
const matched = new Map<string, DefinedZone | null>();

/**
 * Evaluates a VTIMEZONE (RFC 5545, 3.6.5) and looks for the IANA zone that has the same offsets around the given local
 * time, preferring one whose city the TZID or a comment names. Null when the definition can't be evaluated.
 */
export function matchZone(definition: Component, around: string): DefinedZone | null {
  const text = writeCalendar(definition);
  const key = `${around.slice(0, 4)} ${text}`;
  const hit = matched.get(key);
  if (hit !== undefined) return hit;
  const zone = evaluate(definition, text, around);
  if (matched.size > 500) matched.clear();
  matched.set(key, zone);
  return zone;
}

function evaluate(definition: Component, text: string, around: string): DefinedZone | null {
  const named = zoneByName(lineOf(definition, 'X-LIC-LOCATION')?.value ?? '');
  const offsetAt = offsets(text);
  if (offsetAt === null)
    return named === null ? null : { iana: named, nearAt: () => named, offsetAt: () => 0 };
  if (named !== null) return { iana: named, nearAt: () => named, offsetAt };
  const samples = sampleTimes(around).map((local) => ({ local, offset: offsetAt(local) }));
  const same = CANDIDATES.filter((zone) =>
    samples.every(({ local, offset }) => zoneOffset(zone, local) === offset),
  );
  const words = text.toLowerCase();
  const city = same.find((zone) =>
    words.includes((zone.split('/').at(-1) ?? zone).toLowerCase().replaceAll('_', ' ')),
  );
  return { iana: city ?? same[0] ?? null, nearAt: (local) => nearest(local, samples, offsetAt), offsetAt };
}

interface Sample {
  readonly local: string;
  readonly offset: number;
}

function nearest(
  local: string,
  samples: readonly Sample[],
  offsetAt: DefinedZone['offsetAt'],
): string | null {
  const likeness = (zone: string): number =>
    samples.filter((sample) => zoneOffset(zone, sample.local) === sample.offset).length;
  const [best] = CANDIDATES.filter((zone) => zoneOffset(zone, local) === offsetAt(local))
    .map((zone) => ({ zone, alike: likeness(zone) }))
    .sort((a, b) => b.alike - a.alike);
  return best?.zone ?? null;
}

function offsets(text: string): ((local: string) => number) | null {
  try {
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(text) as unknown[]));
    const offsetAt = (local: string): number => zone.utcOffset(ICAL.Time.fromDateTimeString(local));
    return Number.isFinite(offsetAt('2020-01-01T12:00:00')) ? offsetAt : null;
  } catch {
    return null;
  }
}

/** Noon on the 4th and 18th of every month of that year. */
function sampleTimes(around: string): readonly string[] {
  const months = Array.from({ length: 12 }, (_none, month) => String(month + 1).padStart(2, '0'));
  return months.flatMap((month) =>
    ['04', '18'].map((day) => `${around.slice(0, 4)}-${month}-${day}T12:00:00`),
  );
}

/** Seconds east of UTC in an IANA zone at a local date-time. */
export function zoneOffset(zone: string, local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).offsetNanoseconds / 1e9;
}
