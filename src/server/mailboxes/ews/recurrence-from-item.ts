// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/recurrence-recurrencetype
import { Unsupported } from '../../../sync/errors.ts';
import type { Json } from '../../../sync/json.ts';
import { ruleStarts } from '../../../sync/kinds/event/recurrence.ts';
import type { Event, RecurrenceRule } from '../../../sync/kinds/event/event.ts';
import { localFromMs, localMs } from '../../../sync/kinds/event/local-time.ts';
import type { Element } from './element.ts';
import { element } from './element.ts';
import { dayName, groupName, INDEXES, MONTHS, weekdayOf } from './recurrence-days.ts';

/** The parts of a rule that patterns of EWS are made of; any other one has no counterpart there. */
const KNOWN = new Set([
  '@type', 'frequency', 'interval', 'firstDayOfWeek', 'byDay', 'byMonthDay', 'byMonth', 'bySetPosition', 'count', 'until',
]); // prettier-ignore
/** How often at the most, by the schema of MS-OXWSCDATA: days, weeks, months. */
const MOST: Readonly<Record<string, number>> = { daily: 999, weekly: 99, monthly: 99, yearly: 8 };
/** As many as a series may be told to have. */
export const MOST_OCCURRENCES = 999;

/** Throws Unsupported: Exchange has one rule per series, one of six patterns, and begins on a day of it. */
export function writeRecurrence(event: Event): Element | null {
  const rules = event.recurrenceRules ?? [];
  const [rule, ...others] = rules;
  if (rule === undefined) return null;
  if (others.length > 0 || Object.keys(rule).some((part) => !KNOWN.has(part))) throw unsupported();
  const interval = rule.interval ?? 1;
  if (interval > (MOST[rule.frequency] ?? 0)) throw unsupported();
  const pattern = patternOf(rule, event.start, interval);
  if (pattern === null || !beginsOnPattern(event, rule)) throw unsupported();
  return element('Recurrence', [pattern, rangeOf(rule, event.start)]);
}

function unsupported(): Unsupported {
  return new Unsupported({ code: 'rule-not-expressible' }, ['recurrenceRules']);
}

function patternOf(rule: RecurrenceRule, start: string, interval: number): Element | null {
  const times = element('Interval', String(interval));
  const byDay = rule.byDay ?? [];
  if (rule.frequency === 'daily') return only(rule, []) ? element('DailyRecurrence', [times]) : null;
  if (rule.frequency === 'weekly') {
    if (!only(rule, ['byDay']) || byDay.some((day) => day.nthOfPeriod !== undefined)) return null;
    const days = byDay.length === 0 ? [weekdayOf(start)] : byDay.map(({ day }) => day);
    return element('WeeklyRecurrence', [
      times,
      element('DaysOfWeek', days.map(dayName).join(' ')),
      element('FirstDayOfWeek', dayName(rule.firstDayOfWeek ?? 'mo')),
    ]);
  }
  if (rule.frequency === 'monthly') return monthly(rule, start, times);
  return rule.frequency === 'yearly' ? yearly(rule, start, interval) : null;
}

function monthly(rule: RecurrenceRule, start: string, times: Element): Element | null {
  if (!only(rule, ['byDay', 'byMonthDay', 'bySetPosition'])) return null;
  const relative = relativeDay(rule);
  if (relative !== null) return element('RelativeMonthlyRecurrence', [times, ...relative]);
  const day = dayOfMonth(rule, start, 28, 31);
  return day === null
    ? null
    : element('AbsoluteMonthlyRecurrence', [times, element('DayOfMonth', String(day))]);
}

/** Every so many years is every twelve times as many months. */
function yearly(rule: RecurrenceRule, start: string, interval: number): Element | null {
  if (!only(rule, ['byDay', 'byMonthDay', 'byMonth', 'bySetPosition'])) return null;
  const months = rule.byMonth ?? [String(Number(start.slice(5, 7)))];
  const number = Number(months[0]);
  const name = MONTHS[number - 1];
  // Without a month, the nth day would be that of the year.
  const ofYear = rule.byMonth === undefined && (rule.byDay !== undefined || rule.byMonthDay !== undefined);
  if (months.length !== 1 || name === undefined || ofYear) return null;
  const relative = relativeDay(rule);
  const day = relative === null ? dayOfMonth(rule, start, shortest(number), longest(number)) : null;
  if (relative === null && day === null) return null;
  const parts = relative ?? [element('DayOfMonth', String(day))];
  const kind = relative === null ? 'Absolute' : 'Relative';
  if (interval === 1) return element(`${kind}YearlyRecurrence`, [...parts, element('Month', name)]);
  return element(`${kind}MonthlyRecurrence`, [element('Interval', String(interval * 12)), ...parts]);
}

const shortest = (month: number): number => new Date(Date.UTC(2023, month, 0)).getUTCDate();
const longest = (month: number): number => new Date(Date.UTC(2024, month, 0)).getUTCDate();

/** `DaysOfWeek` and `DayOfWeekIndex` of a rule that counts weekdays; null for one that counts days of the month. */
function relativeDay(rule: RecurrenceRule): readonly Element[] | null {
  const [days, nth] = countedDays(rule);
  const index = INDEXES.find(([, known]) => known === nth)?.[0];
  const name = groupName(days);
  return index === undefined || name === null
    ? null
    : [element('DaysOfWeek', name), element('DayOfWeekIndex', index)];
}

function countedDays(rule: RecurrenceRule): readonly [days: readonly string[], nth: number | undefined] {
  const { byDay = [], byMonthDay = [], bySetPosition = [] } = rule;
  const [day] = byDay;
  if (byMonthDay.length === 1 && byMonthDay[0] === -1 && byDay.length === 0 && bySetPosition.length === 0)
    return [['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], -1];
  if (byMonthDay.length > 0 || day === undefined) return [[], undefined];
  if (byDay.length === 1 && day.nthOfPeriod !== undefined && bySetPosition.length === 0)
    return [[day.day], day.nthOfPeriod];
  const plain = byDay.every(({ nthOfPeriod }) => nthOfPeriod === undefined);
  return plain && bySetPosition.length === 1
    ? [byDay.map((entry) => entry.day), bySetPosition[0]]
    : [[], undefined];
}

/** Days that some months lack mean "the last one" there: only the rule that says so may be written that way. */
function dayOfMonth(rule: RecurrenceRule, start: string, fewest: number, most: number): number | null {
  const { byDay, byMonthDay = [Number(start.slice(8, 10))], bySetPosition } = rule;
  if (byDay !== undefined) return null;
  const [first] = byMonthDay;
  if (byMonthDay.length === 1 && bySetPosition === undefined && first !== undefined)
    return first >= 1 && first <= fewest ? first : null;
  const last = Math.max(...byMonthDay);
  const clipped = byMonthDay.length === last - fewest + 1 && byMonthDay.every((day) => day >= fewest);
  return clipped && last <= most && bySetPosition?.length === 1 && bySetPosition[0] === -1 ? last : null;
}

function only(rule: RecurrenceRule, parts: readonly string[]): boolean {
  const shared = ['@type', 'frequency', 'interval', 'firstDayOfWeek', 'count', 'until'];
  return Object.keys(rule).every((part) => shared.includes(part) || parts.includes(part));
}

/** A stretch longer than any period of a frequency, in days. */
const STRIDE: Readonly<Record<string, number>> = { daily: 1, weekly: 7, monthly: 366, yearly: 1461 };

/** RFC 8984 counts a start beside the rule as an occurrence; Exchange would begin on the first day of its pattern. */
function beginsOnPattern(event: Event, rule: RecurrenceRule): boolean {
  const start = localMs(event.start);
  if (start === null) return false;
  const { count: _count, until: _until, interval: _interval, ...pattern } = withOwnDay(rule, event.start);
  // Asked from another start, because the start itself always counts.
  const before = localFromMs(start - (STRIDE[rule.frequency] ?? 1) * 86_400_000);
  const asked = { ...event, start: before, recurrenceRules: [pattern as RecurrenceRule] };
  return ruleStarts(asked, start, start, 1).length > 0;
}

/** What a rule takes from its start is said, so that it can be asked from another one. */
function withOwnDay(rule: RecurrenceRule, start: string): RecurrenceRule {
  const own: Record<string, Json> = {};
  const byDate = rule.frequency === 'monthly' || rule.frequency === 'yearly';
  if (rule.frequency === 'weekly' && rule.byDay === undefined) own['byDay'] = [{ day: weekdayOf(start) }];
  if (byDate && rule.byDay === undefined && rule.byMonthDay === undefined)
    own['byMonthDay'] = [Number(start.slice(8, 10))];
  if (rule.frequency === 'yearly' && rule.byMonth === undefined)
    own['byMonth'] = [String(Number(start.slice(5, 7)))];
  return { ...rule, ...own };
}

function rangeOf(rule: RecurrenceRule, start: string): Element {
  const from = element('StartDate', start.slice(0, 10));
  if (rule.count !== undefined) {
    if (rule.count > MOST_OCCURRENCES) throw unsupported();
    return element('NumberedRecurrence', [from, element('NumberOfOccurrences', String(rule.count))]);
  }
  if (rule.until === undefined) return element('NoEndRecurrence', [from]);
  return element('EndDateRecurrence', [from, element('EndDate', lastDate(rule.until, start))]);
}

/** The last day (`YYYY-MM-DD`) on which an occurrence may begin. Throws Unsupported where `until` is no time. */
export function lastDate(until: string, start: string): string {
  const last = localMs(until);
  if (last === null) throw unsupported();
  const tooEarly = until.slice(11) < start.slice(11);
  return localFromMs(last - (tooEarly ? 86_400_000 : 0)).slice(0, 10);
}

/** The 1-based place of an occurrence in its series, deleted ones counted; null when the rule doesn't yield it. */
export function instanceIndex(event: Event, recurrenceId: string): number | null {
  const [from, to] = [localMs(event.start), localMs(recurrenceId)];
  if (from === null || to === null || to < from) return null;
  const starts = ruleStarts(event, from, to, Infinity);
  return starts.at(-1) === recurrenceId ? starts.length : null;
}
