// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/recurrence-recurrencetype
import { Malformed } from '../../../sync/errors.ts';
import type { Json, JsonObject } from '../../../sync/json.ts';
import type { Element } from './element.ts';
import { childOf, textOf } from './element.ts';
import { daysOf, INDEXES, MONTHS } from './recurrence-days.ts';
import type { EventTime } from './time.ts';

type Rule = Readonly<Record<string, Json>>;

/** One pattern as a rule, range apart. */
const PATTERNS: Readonly<Record<string, (pattern: Element) => Rule>> = {
  DailyRecurrence: (pattern) => ({ frequency: 'daily', ...interval(pattern) }),
  WeeklyRecurrence: (pattern) => ({
    frequency: 'weekly',
    ...interval(pattern),
    byDay: days(pattern).map((day) => ({ day })),
    ...firstDay(pattern),
  }),
  AbsoluteMonthlyRecurrence: (pattern) => ({
    frequency: 'monthly',
    ...interval(pattern),
    ...dayOfMonth(number(pattern, 'DayOfMonth')),
  }),
  RelativeMonthlyRecurrence: (pattern) => ({
    frequency: 'monthly',
    ...interval(pattern),
    ...relative(pattern),
  }),
  AbsoluteYearlyRecurrence: (pattern) => ({
    frequency: 'yearly',
    byMonth: [String(month(pattern))],
    ...dayOfMonth(number(pattern, 'DayOfMonth'), month(pattern)),
  }),
  RelativeYearlyRecurrence: (pattern) => ({
    frequency: 'yearly',
    byMonth: [String(month(pattern))],
    ...relative(pattern),
  }),
};

/** The rule of a series; undefined when the item doesn't recur. Throws Malformed `bad-rule`. */
export function readRecurrence(item: Element, time: EventTime): JsonObject | undefined {
  const recurrence = childOf(item, 'Recurrence');
  if (recurrence === undefined) return undefined;
  const pattern = recurrence.children.find(({ name }) => Object.hasOwn(PATTERNS, name));
  const read = pattern === undefined ? undefined : PATTERNS[pattern.name];
  if (pattern === undefined || read === undefined) throw badRule('pattern');
  return { ...read(pattern), ...range(recurrence, time) };
}

function range(recurrence: Element, time: EventTime): Rule {
  const count = childOf(recurrence, 'NumberedRecurrence');
  if (count !== undefined) return { count: Math.max(1, number(count, 'NumberOfOccurrences')) };
  const end = textOf(recurrence, 'EndDateRecurrence', 'EndDate');
  if (end === null) return {};
  // Dates may carry an offset, which says nothing: they are dates of the series' own zone.
  const date = /^\d{4}-\d\d-\d\d/.exec(end)?.[0];
  if (date === undefined) throw badRule('EndDate');
  return { until: `${date}${time.start.slice(10)}` };
}

/**
 * A day that a month lacks falls on its last day in Exchange, and is left out by RFC 8984: written so that both say
 * the same.
 */
function dayOfMonth(day: number, inMonth?: number): Rule {
  const shortest = inMonth === undefined ? 28 : new Date(Date.UTC(2023, inMonth, 0)).getUTCDate();
  if (day <= shortest) return { byMonthDay: [day] };
  const longest = inMonth === undefined ? 31 : new Date(Date.UTC(2024, inMonth, 0)).getUTCDate();
  if (day >= longest) return { byMonthDay: [-1] };
  return {
    byMonthDay: Array.from({ length: day - shortest + 1 }, (_none, index) => shortest + index),
    bySetPosition: [-1],
  };
}

function relative(pattern: Element): Rule {
  const nth = INDEXES.find(([name]) => name === textOf(pattern, 'DayOfWeekIndex'))?.[1];
  if (nth === undefined) throw badRule('DayOfWeekIndex');
  const found = days(pattern);
  const [only] = found;
  if (found.length === 1 && only !== undefined) return { byDay: [{ day: only, nthOfPeriod: nth }] };
  if (found.length === 7) return { byMonthDay: [nth] };
  return { byDay: found.map((day) => ({ day })), bySetPosition: [nth] };
}

function interval(pattern: Element): Rule {
  const value = number(pattern, 'Interval', 1);
  return value > 1 ? { interval: value } : {};
}

function firstDay(pattern: Element): Rule {
  const [day] = daysOf(textOf(pattern, 'FirstDayOfWeek') ?? 'Monday') ?? [];
  return day === undefined || day === 'mo' ? {} : { firstDayOfWeek: day };
}

function days(pattern: Element): readonly string[] {
  const found = daysOf(textOf(pattern, 'DaysOfWeek') ?? '');
  if (found === null || found.length === 0) throw badRule('DaysOfWeek');
  return found;
}

function month(pattern: Element): number {
  const index = MONTHS.indexOf(textOf(pattern, 'Month') ?? '');
  if (index < 0) throw badRule('Month');
  return index + 1;
}

function number(parent: Element, name: string, standard?: number): number {
  const text = textOf(parent, name);
  const value = text === null || text === '' ? (standard ?? NaN) : Number(text);
  if (!Number.isInteger(value) || value < 1) throw badRule(name);
  return value;
}

function badRule(part: string): Malformed {
  return new Malformed({ code: 'bad-rule', parameters: { part } });
}
