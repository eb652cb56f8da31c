// https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10 (RECUR), https://www.rfc-editor.org/rfc/rfc8984#section-4.3.3
import { Malformed, Unsupported } from '../../../../sync/errors.ts';
import type { Json, JsonObject } from '../../../../sync/json.ts';
import { equal, isObject } from '../../../../sync/json.ts';
import { makeLine } from '../icalendar/content-line.ts';
import type { ContentLine } from '../icalendar/content-line.ts';
import { addLine, linesOf, replaceLine } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';
import { inZone } from '../zones/resolver.ts';
import type { EventTime } from './time.ts';
import { readTimeValue } from './time.ts';
import type { Zones } from '../zones/resolver.ts';

const FREQUENCIES = ['yearly', 'monthly', 'weekly', 'daily', 'hourly', 'minutely', 'secondly'];

/** Lists of numbers: the part's name, the property, the largest absolute value. */
const NUMBER_LISTS: readonly (readonly [part: string, property: string, most: number])[] = [
  ['BYMONTHDAY', 'byMonthDay', 31],
  ['BYYEARDAY', 'byYearDay', 366],
  ['BYWEEKNO', 'byWeekNo', 53],
  ['BYHOUR', 'byHour', 23],
  ['BYMINUTE', 'byMinute', 59],
  ['BYSECOND', 'bySecond', 60],
  ['BYSETPOS', 'bySetPosition', 366],
];

/** Reads the rules of a series. Throws Malformed `bad-rule`. */
export function readRules(component: Component, time: EventTime, zones: Zones): readonly JsonObject[] {
  return linesOf(component, 'RRULE').map((line) => readRule(line, time, zones));
}

function readRule(line: ContentLine, time: EventTime, zones: Zones): JsonObject {
  const parts = new Map<string, string>();
  for (const part of line.value.trim().split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0) parts.set(part.slice(0, equals).trim().toUpperCase(), part.slice(equals + 1).trim());
  }
  const frequency = parts.get('FREQ')?.toLowerCase() ?? '';
  if (!FREQUENCIES.includes(frequency)) throw badRule('FREQ');
  // RFC 7529: dates of other calendars, and days moved to the month's end. Read without it, they would be other days.
  if ((parts.get('RSCALE') ?? 'GREGORIAN').toUpperCase() !== 'GREGORIAN') throw badRule('RSCALE');
  if ((parts.get('SKIP') ?? 'OMIT').toUpperCase() !== 'OMIT') throw badRule('SKIP');
  const rule: Record<string, Json> = { frequency };
  const interval = wholeNumber(parts, 'INTERVAL');
  if (interval !== undefined && interval > 1) rule['interval'] = interval;
  const weekStart = parts.get('WKST')?.toLowerCase();
  if (weekStart !== undefined && weekStart !== 'mo') rule['firstDayOfWeek'] = dayName(weekStart);
  const byDay = list(parts, 'BYDAY').map(weekday);
  if (byDay.length > 0) rule['byDay'] = byDay;
  const byMonth = list(parts, 'BYMONTH').map((month) => month.toUpperCase().replace(/^0/, ''));
  if (byMonth.some((month) => !/^\d{1,2}L?$/.test(month))) throw badRule('BYMONTH');
  if (byMonth.length > 0) rule['byMonth'] = byMonth;
  for (const [part, property, most] of NUMBER_LISTS) {
    const numbers = list(parts, part).map(Number);
    if (numbers.some((number) => !Number.isInteger(number) || Math.abs(number) > most)) throw badRule(part);
    if (numbers.length > 0) rule[property] = numbers;
  }
  const count = wholeNumber(parts, 'COUNT');
  if (count !== undefined) rule['count'] = count;
  const until = parts.get('UNTIL');
  if (until !== undefined && count === undefined) rule['until'] = readUntil(line, until, time, zones);
  return rule;
}

function badRule(part: string): Malformed {
  return new Malformed({ code: 'bad-rule', parameters: { part } });
}

function list(parts: ReadonlyMap<string, string>, name: string): readonly string[] {
  return (parts.get(name) ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function wholeNumber(parts: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = parts.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw badRule(name);
  return Math.max(1, Number(text));
}

function weekday(text: string): JsonObject {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/i.exec(text);
  if (match === null) throw badRule('BYDAY');
  const nth = Number(match[1] ?? 0);
  return { day: String(match[2]).toLowerCase(), ...(nth === 0 ? {} : { nthOfPeriod: nth }) };
}

function dayName(text: string): string {
  if (!/^(mo|tu|we|th|fr|sa|su)$/.test(text)) throw badRule('WKST');
  return text;
}

/** UNTIL is in UTC where DTSTART has a zone; we keep it local. A bare date in a timed series means that whole day. */
function readUntil(line: ContentLine, text: string, time: EventTime, zones: Zones): string {
  const value = readTimeValue(line, zones, text);
  if (time.allDay) return `${value.local.slice(0, 10)}T00:00:00`;
  if (value.dateOnly) return `${value.local.slice(0, 10)}T23:59:59`;
  return inZone(value, time.timeZone);
}

/** Makes the component have these rules; a rule that is there already keeps its line. */
export function writeRules(
  component: Component,
  target: Json | undefined,
  time: EventTime,
  zones: Zones,
): void {
  const wanted = Array.isArray(target)
    ? target.filter((rule): rule is JsonObject => isObject(rule as Json))
    : [];
  const missing = [...wanted];
  for (const line of linesOf(component, 'RRULE')) {
    const same = missing.findIndex((rule) => saysSame(line, rule, time, zones));
    if (same >= 0) missing.splice(same, 1);
    else replaceLine(component, line, []);
  }
  for (const rule of missing)
    addLine(component, makeLine('RRULE', ruleText(rule, time)), ['RRULE', 'DTEND', 'DTSTART']);
}

function saysSame(line: ContentLine, rule: JsonObject, time: EventTime, zones: Zones): boolean {
  try {
    return equal(comparable(readRule(line, time, zones)), comparable(rule));
  } catch {
    return false;
  }
}

/** Without defaults, and lists in order. */
function comparable(rule: JsonObject): JsonObject {
  const entries = Object.entries(rule)
    .filter(([key, value]) => key !== '@type' && !(key === 'interval' && value === 1))
    .filter(([key, value]) => !(key === 'firstDayOfWeek' && value === 'mo'))
    .map(
      ([key, value]) =>
        [key, Array.isArray(value) ? value.map((entry) => JSON.stringify(entry)).sort() : value] as const,
    );
  return Object.fromEntries(entries);
}

function ruleText(rule: JsonObject, time: EventTime): string {
  if (rule['rscale'] !== undefined || rule['skip'] !== undefined) {
    throw new Unsupported({ code: 'rule-not-expressible' }, ['recurrenceRules']);
  }
  const parts = [`FREQ=${upper(rule['frequency'])}`];
  const add = (name: string, value: Json | undefined): void => {
    if (typeof value === 'number' || typeof value === 'string') parts.push(`${name}=${String(value)}`);
    if (Array.isArray(value) && value.length > 0) parts.push(`${name}=${value.map(String).join(',')}`);
  };
  if (typeof rule['until'] === 'string') parts.push(`UNTIL=${untilText(rule['until'], time)}`);
  add('COUNT', rule['count']);
  if (rule['interval'] !== 1) add('INTERVAL', rule['interval']);
  add('BYMONTH', rule['byMonth']);
  for (const [part, property] of NUMBER_LISTS) add(part, rule[property]);
  const byDay = Array.isArray(rule['byDay']) ? rule['byDay'] : [];
  add('BYDAY', byDay.filter((day): day is JsonObject => isObject(day as Json)).map(dayText));
  const weekStart = rule['firstDayOfWeek'];
  if (typeof weekStart === 'string' && weekStart !== 'mo') parts.push(`WKST=${weekStart.toUpperCase()}`);
  return parts.join(';');
}

function dayText(day: JsonObject): string {
  return `${typeof day['nthOfPeriod'] === 'number' ? String(day['nthOfPeriod']) : ''}${upper(day['day'])}`;
}

function upper(value: Json | undefined): string {
  return typeof value === 'string' ? value.toUpperCase() : '';
}

function untilText(until: string, time: EventTime): string {
  const digits = (local: string): string => local.replace(/[-:]/g, '');
  if (time.allDay) return digits(until).slice(0, 8);
  if (time.timeZone === null) return digits(until);
  return `${digits(inZone({ local: until, zone: time.timeZone }, 'Etc/UTC'))}Z`;
}
