import { Malformed } from '../../../sync/errors.ts';
import type { Item } from '../../../sync/item.ts';
import type { Json } from '../../../sync/json.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import { readRules } from './fields/recurrence.ts';
import { sequenceOf, uidOf } from './fields/simple.ts';
import { readTimeValue } from './fields/time.ts';
import { lineOf, parseCalendar } from './icalendar/component.ts';
import type { Component } from './icalendar/component.ts';
import { ownProperties, readOverrides, readSeries } from './series.ts';
import { checkSeriesZone } from './series-zone.ts';
import { zonesOf } from './zones/resolver.ts';
import type { Zones } from './zones/resolver.ts';

/** Longer objects are not taken apart (octets, roughly): an event of that size is an accident or an attack. */
export const LONGEST_OBJECT = 4_000_000;

/** What became of reading a calendar object. */
export type ReadResult =
  | { readonly item: Item; readonly error?: undefined }
  | { readonly item?: undefined; readonly error: Malformed };

/**
 * Reads a calendar object resource (RFC 4791, 4.1) as one canonical Event. Total: what can't be read comes back as
 * Malformed, with one of the codes `not-icalendar`, `no-event`, `no-uid`, `several-items`, `no-start`, `bad-time`,
 * `bad-rule`, `bad-zone`, `event-too-large`, `unreadable`.
 */
export function toItem(text: string): ReadResult {
  if (text.length > LONGEST_OBJECT) return { error: tooLarge() };
  try {
    const calendar = parseCalendar(text);
    return { item: readCalendar(calendar, zonesOf(calendar)) };
  } catch (error) {
    return {
      error: error instanceof Malformed ? error : new Malformed({ code: 'unreadable', cause: error }),
    };
  }
}

/** The error for an object that is too long, which nobody has read to its end: its own size isn't known. */
export function tooLarge(): Malformed {
  return new Malformed({ code: 'event-too-large', parameters: { most: LONGEST_OBJECT / 1_000_000 } });
}

/** The Event that a parsed calendar object holds. Throws Malformed. */
export function readCalendar(calendar: Component, zones: Zones): Item {
  const series = readSeries(calendar, zones);
  const { master } = series;
  const own = ownProperties(master, zones, null);
  const item: Record<string, Json> & { '@type': string } = {
    '@type': 'Event',
    uid: uidOf(master) ?? '',
    ...own,
  };
  const sequence = sequenceOf(master);
  if (sequence > 0) item['sequence'] = sequence;
  if (series.detached && series.overrides.size === 0) return { ...item, ...originalStart(master, zones) };
  const rules = readRules(master, series.time, zones);
  if (rules.length > 0) item['recurrenceRules'] = rules;
  checkSeriesZone(master, item as Event, zones);
  const overrides = readOverrides(series, own, zones);
  if (overrides !== undefined) item['recurrenceOverrides'] = overrides;
  return item;
}

function originalStart(
  master: Component,
  zones: Zones,
): { recurrenceId?: string; recurrenceIdTimeZone?: string } {
  const line = lineOf(master, 'RECURRENCE-ID');
  if (line === undefined) return {};
  const value = readTimeValue(line, zones);
  return { recurrenceId: value.local, ...(value.zone === null ? {} : { recurrenceIdTimeZone: value.zone }) };
}
