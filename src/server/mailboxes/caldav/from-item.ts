import type { Item, Patch } from '../../../sync/item.ts';
import type { Json, JsonObject } from '../../../sync/json.ts';
import { equal, isObject } from '../../../sync/json.ts';
import { Malformed } from '../../../sync/errors.ts';
import { writeExceptions } from './exceptions.ts';
import { EVENT_FIELDS, TIME_PROPERTIES } from './fields/all.ts';
import { canonicalAddress } from './fields/participants.ts';
import { writeRules } from './fields/recurrence.ts';
import { sequenceOf } from './fields/simple.ts';
import { makeTimeLine, timeOf, writeTime } from './fields/time.ts';
import { makeLine } from './icalendar/content-line.ts';
import {
  addLine,
  lineOf,
  makeComponent,
  parseCalendar,
  setLine,
  writeCalendar,
} from './icalendar/component.ts';
import type { Component } from './icalendar/component.ts';
import { encodeText } from './icalendar/text.ts';
import { readSeries } from './series.ts';
import type { Series } from './series.ts';
import { readCalendar } from './to-item.ts';
import { zonesOf } from './zones/resolver.ts';
import type { Zones } from './zones/resolver.ts';

/** What writing needs to know beside the item. */
export interface WriteOptions {
  /** Epoch milliseconds, for DTSTAMP and LAST-MODIFIED. */
  readonly now: number;
  /** The account's own calendar addresses, canonical: only an organiser raises SEQUENCE. */
  readonly addresses: readonly string[];
}

const PRODUCT = '-//Liaison//Liaison CalDAV//EN';

/** Properties whose change makes a new revision of a meeting (RFC 5546, 2.1.4), in an exception too. */
const SCHEDULE = [...TIME_PROPERTIES, 'recurrenceRules', 'status', 'excluded'];

/** A new calendar object for an event, lines ended by CRLF. Throws Malformed and Unsupported. */
export function newObject(item: Item, options: WriteOptions): string {
  const uid = item['uid'];
  if (item['@type'] !== 'Event' || typeof uid !== 'string' || uid === '')
    throw new Malformed({ code: 'no-uid' });
  const stamp = utc(options.now);
  const master = makeComponent('VEVENT', [
    makeLine('UID', encodeText(uid)),
    makeLine('DTSTAMP', stamp),
    makeLine('CREATED', stamp),
  ]);
  const calendar = makeComponent('VCALENDAR', [
    makeLine('VERSION', '2.0'),
    makeLine('PRODID', PRODUCT),
    master,
  ]);
  const zones = zonesOf(calendar);
  const time = timeOf(item);
  writeTime(master, time, zones);
  writeRecurrenceId(master, item, zones);
  writeRules(master, item['recurrenceRules'], time, zones);
  for (const field of EVENT_FIELDS) field.write(master, item[field.name]);
  const sequence = item['sequence'];
  setLine(
    master,
    'SEQUENCE',
    typeof sequence === 'number' && sequence > 0 ? makeLine('SEQUENCE', String(sequence)) : undefined,
  );
  const series = readSeries(calendar, zones);
  if (!series.detached) {
    const after = overridesOf(item);
    writeExceptions({ calendar, zones, series, before: {}, after, item, changed: new Set() });
  }
  return writeCalendar(calendar);
}

function writeRecurrenceId(master: Component, item: Item, zones: Zones): void {
  const id = item['recurrenceId'];
  if (typeof id !== 'string') return;
  const zone = item['recurrenceIdTimeZone'];
  const manner = { ...timeOf(item), start: id, timeZone: typeof zone === 'string' ? zone : null };
  addLine(master, makeTimeLine('RECURRENCE-ID', id, manner, zones), ['UID']);
}

/**
 * Writes a patch into a stored calendar object: what the patch doesn't name stays as it stands, letter by letter
 * (line ends apart, which are CRLF afterwards). `item` is the whole event as it shall be. Throws Malformed, Unsupported.
 */
export function patchObject(text: string, patch: Patch, item: Item, options: WriteOptions): string {
  const calendar = parseCalendar(text);
  const zones = zonesOf(calendar);
  const series = readSeries(calendar, zones);
  const was = readCalendar(calendar, zones);
  const before = overridesOf(was);
  const untouched = writeCalendar(calendar);
  const changed = new Set(Object.keys(patch));
  const touched = new Set(writeMaster(series, changed, item, zones) ? [series.master] : []);
  const times = [...TIME_PROPERTIES, 'recurrenceRules', 'recurrenceOverrides'];
  const after = times.some((name) => changed.has(name)) ? overridesOf(item) : before;
  const dates = JSON.stringify(series.master.entries);
  const work = { calendar, zones, series, before, after, item, changed };
  if (!series.detached || series.overrides.size > 0)
    for (const component of writeExceptions(work)) touched.add(component);
  if (JSON.stringify(series.master.entries) !== dates) touched.add(series.master);
  if (writeCalendar(calendar) === untouched) return untouched;
  const raise =
    mayReschedule(series, options) && !equal(schedule(was), schedule(readCalendar(calendar, zones)));
  for (const component of touched) sign(component, options.now, raise);
  writeSequence(series, patch);
  return writeCalendar(calendar);
}

function writeMaster(series: Series, changed: ReadonlySet<string>, item: Item, zones: Zones): boolean {
  const { master } = series;
  const text = JSON.stringify(master.entries);
  const time = timeOf(item);
  const moved = TIME_PROPERTIES.some((name) => changed.has(name));
  if (moved) writeTime(master, time, zones);
  if (!series.detached && (moved || changed.has('recurrenceRules')))
    writeRules(master, item['recurrenceRules'], time, zones);
  for (const field of EVENT_FIELDS) {
    if (changed.has(field.name)) field.write(master, item[field.name] ?? undefined);
  }
  return JSON.stringify(master.entries) !== text;
}

/** When an event takes place, with its exceptions. */
function schedule(item: JsonObject): JsonObject {
  const when = (properties: JsonObject): JsonObject =>
    Object.fromEntries(SCHEDULE.map((name) => [name, properties[name] ?? null]));
  const overrides = Object.entries(isObject(item['recurrenceOverrides']) ? item['recurrenceOverrides'] : {});
  return {
    ...when(item),
    exceptions: Object.fromEntries(
      overrides.map(([key, patch]) => [key, isObject(patch) ? when(patch) : null]),
    ),
  };
}

/** A revision is the organiser's to make; without an organiser it is the owner's. */
function mayReschedule({ master }: Series, { addresses }: WriteOptions): boolean {
  const organizer = lineOf(master, 'ORGANIZER');
  return organizer === undefined || addresses.includes(canonicalAddress(organizer));
}

function sign(component: Component, now: number, raise: boolean): void {
  setLine(component, 'DTSTAMP', makeLine('DTSTAMP', utc(now)));
  setLine(component, 'LAST-MODIFIED', makeLine('LAST-MODIFIED', utc(now)));
  if (raise) setLine(component, 'SEQUENCE', makeLine('SEQUENCE', String(sequenceOf(component) + 1)));
}

function writeSequence({ master }: Series, patch: Patch): void {
  const sequence = patch['sequence'];
  if (typeof sequence !== 'number' || sequence <= sequenceOf(master)) return;
  setLine(master, 'SEQUENCE', makeLine('SEQUENCE', String(sequence)));
}

function overridesOf(item: Item): JsonObject {
  const overrides: Json | undefined = item['recurrenceOverrides'];
  return isObject(overrides) ? overrides : {};
}

/** Basic form of an instant in UTC. */
function utc(now: number): string {
  return new Date(now).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
}
