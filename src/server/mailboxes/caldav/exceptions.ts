import type { Json, JsonObject } from '../../../sync/json.ts';
import { equal, isObject } from '../../../sync/json.ts';
import type { RecurrenceRule } from '../../../sync/kinds/event/event.ts';
import { isRuleStart } from '../../../sync/kinds/event/recurrence.ts';
import { EVENT_FIELDS, TIME_PROPERTIES } from './fields/all.ts';
import { makeTimeLine, occurrenceKey, readTimeValue, sameTime, timeOf, writeTime } from './fields/time.ts';
import type { EventTime } from './fields/time.ts';
import { makeLine, withParameter } from './icalendar/content-line.ts';
import type { ContentLine } from './icalendar/content-line.ts';
import {
  addLine,
  isComponent,
  lineOf,
  linesOf,
  makeComponent,
  replaceLine,
  setLine,
} from './icalendar/component.ts';
import type { Component } from './icalendar/component.ts';
import { instantOf, localAt } from './zones/resolver.ts';
import type { Zones } from './zones/resolver.ts';
import type { Series } from './series.ts';

/** What is needed to bring the exceptions of a series into their target form. */
export interface ExceptionWork {
  readonly calendar: Component;
  readonly zones: Zones;
  /** As it stood before. */
  readonly series: Series;
  /** recurrenceOverrides before and afterwards. */
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** The item afterwards, whole. */
  readonly item: JsonObject;
  /** The properties of the series that changed: exceptions without an own value follow. */
  readonly changed: ReadonlySet<string>;
}

/** Writes the exceptions; returns the VEVENTs that were changed or made. */
export function writeExceptions(work: ExceptionWork): readonly Component[] {
  const time = timeOf(work.item);
  const moved = TIME_PROPERTIES.some((name) => work.changed.has(name)) && !sameTime(time, work.series.time);
  const components = rekeyed(work, time);
  if (moved) for (const name of ['EXDATE', 'RDATE']) setLine(work.series.master, name, undefined);
  const touched: Component[] = [];
  for (const [key, component] of components) {
    const target = work.after[key];
    const dropped = isObject(target) ? target['excluded'] === true : !equal(work.before[key], {}) || moved;
    if (dropped) work.calendar.entries.splice(work.calendar.entries.indexOf(component), 1);
    else if (fill(work, key, component, time, moved)) touched.push(component);
  }
  for (const [key, target] of Object.entries(work.after)) {
    if (
      components.has(key) ||
      !isObject(target) ||
      target['excluded'] === true ||
      Object.keys(target).length === 0
    )
      continue;
    const unchangedPeriod = !moved && work.series.additional.has(key) && equal(work.before[key], target);
    if (!unchangedPeriod) touched.push(makeException(work, key, time));
  }
  if (work.series.detached) return touched;
  writeDates(work, 'EXDATE', time, (key, target) => target['excluded'] === true);
  writeDates(
    work,
    'RDATE',
    time,
    (key, target) => target['excluded'] !== true && isAdditional(work, key, time),
  );
  return touched;
}

/** The existing VEVENTs by their new original start: when the series moved, they moved with it. */
function rekeyed({ series, after }: ExceptionWork, time: EventTime): ReadonlyMap<string, Component> {
  const shift = instantOf(time.start, null) - instantOf(series.time.start, null);
  const found = new Map<string, Component>();
  for (const [key, component] of series.overrides) {
    const later = localAt(instantOf(key, null) + shift, null);
    found.set(!(key in after) && later in after ? later : key, component);
  }
  return found;
}

/** Brings a VEVENT of an exception to what it shall say; tells whether anything changed. */
function fill(
  work: ExceptionWork,
  key: string,
  component: Component,
  time: EventTime,
  moved: boolean,
): boolean {
  const [before, target] = [work.before[key], work.after[key]].map((patch) => (isObject(patch) ? patch : {}));
  const every = moved ? [...EVENT_FIELDS.map((field) => field.name), ...TIME_PROPERTIES] : [];
  const names = new Set([
    ...work.changed,
    ...every,
    ...Object.keys(before ?? {}),
    ...Object.keys(target ?? {}),
  ]);
  const whole: JsonObject = { ...work.item, start: key, ...target };
  const text = JSON.stringify(component.entries);
  const line = lineOf(component, 'RECURRENCE-ID');
  if (moved || line === undefined) {
    const made = makeTimeLine('RECURRENCE-ID', key, time, work.zones, lineOf(work.series.master, 'DTSTART'));
    const range = line?.parameters.find((parameter) => parameter.name === 'RANGE')?.values[0];
    const named =
      range === undefined
        ? made
        : makeLine('RECURRENCE-ID', made.value, withParameter(made.parameters, 'RANGE', range));
    setLine(component, 'RECURRENCE-ID', named);
  }
  if (TIME_PROPERTIES.some((name) => names.has(name)))
    writeTime(component, timeOf(present(whole)), work.zones, time);
  for (const field of EVENT_FIELDS) {
    if (names.has(field.name)) field.write(component, value(whole, field.name));
  }
  return JSON.stringify(component.entries) !== text;
}

function present(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([, entry]) => entry !== null));
}

function value(properties: JsonObject, name: string): Json | undefined {
  return properties[name] ?? undefined;
}

/** A new VEVENT for a changed occurrence: a copy of its series without what makes it one. */
function makeException(work: ExceptionWork, key: string, time: EventTime): Component {
  const { master } = work.series;
  const apart = new Set(['RRULE', 'RDATE', 'EXDATE', 'EXRULE', 'RECURRENCE-ID']);
  const entries = master.entries.filter((entry) => isComponent(entry) || !apart.has(entry.name));
  const component = makeComponent(
    'VEVENT',
    entries.map((entry) => (isComponent(entry) ? { ...entry, entries: [...entry.entries] } : entry)),
  );
  work.calendar.entries.push(component);
  const id = makeTimeLine('RECURRENCE-ID', key, time, work.zones, lineOf(master, 'DTSTART'));
  addLine(component, id, ['UID']);
  writeTime(component, timeOf({ ...work.item, start: key }), work.zones);
  fill(work, key, component, time, false);
  return component;
}

/** Makes the list of dates hold exactly those that are wanted; lines with none to lose stay as they are. */
function writeDates(
  { series, zones, after }: ExceptionWork,
  name: 'EXDATE' | 'RDATE',
  time: EventTime,
  wanted: (key: string, target: JsonObject) => boolean,
): void {
  const missing = new Set(
    Object.entries(after)
      .filter(([key, target]) => isObject(target) && wanted(key, target))
      .map(([key]) => key),
  );
  for (const line of linesOf(series.master, name)) {
    const values = line.value.split(',').filter((entry) => entry.trim() !== '');
    const keyOf = (entry: string): string =>
      occurrenceKey(readTimeValue(line, zones, entry.split('/')[0]), time);
    const kept = values.filter(
      (entry) =>
        missing.has(keyOf(entry)) ||
        (name === 'RDATE' && keyOf(entry) === time.start) ||
        shadowed(series, name, keyOf(entry)),
    );
    for (const entry of kept) missing.delete(keyOf(entry));
    if (kept.length < values.length) replaceLine(series.master, line, rewritten(line, kept));
  }
  for (const key of [...missing].sort()) {
    addLine(series.master, makeTimeLine(name, key, time, zones, lineOf(series.master, 'DTSTART')), [
      name,
      'RRULE',
      'DTEND',
      'DTSTART',
    ]);
  }
}

/** An excluded date that also has a VEVENT counts as changed, not as left out; nobody asked to tidy it up. */
function shadowed(series: Series, name: string, key: string): boolean {
  return name === 'EXDATE' && series.overrides.has(key);
}

function rewritten(line: ContentLine, values: readonly string[]): readonly ContentLine[] {
  return values.length === 0 ? [] : [makeLine(line.name, values.join(','), line.parameters)];
}

/** Whether an occurrence stands beside the rules of its series, so that RDATE must name it. */
function isAdditional({ series, item }: ExceptionWork, key: string, time: EventTime): boolean {
  if (key === time.start || series.detached) return false;
  if (series.additional.has(key)) return true;
  if (series.overrides.has(key)) return false;
  return !mayMeet(item, time, key);
}

/** Whether the rules meet a local time, or would if no date ended them: beyond it, a change needs no RDATE. */
function mayMeet(item: JsonObject, time: EventTime, key: string): boolean {
  const rules = Array.isArray(item['recurrenceRules']) ? item['recurrenceRules'] : [];
  const endless = rules
    .filter(isObject)
    .map(({ until: _until, ...rule }) => rule as unknown as RecurrenceRule);
  return isRuleStart({ '@type': 'Event', uid: '', start: time.start, recurrenceRules: endless }, key);
}
