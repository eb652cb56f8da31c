import type { RecurrenceRule } from './event.ts';
import { localMs } from './local-time.ts';

/**
 * A recurrence rule (RFC 5545, 3.3.10) made ready to be asked: everything said that it leaves to its start, lists in
 * order. Where RFC 8984, 4.3.3 differs, the older one holds: a yearly rule that names days of the month and no month
 * means every month. Times are milliseconds of the local time line.
 */
export interface Pattern {
  readonly frequency: RecurrenceRule['frequency'];
  readonly interval: number;
  /** 0 Sunday to 6, as in Date.getUTCDay. */
  readonly weekStart: number;
  /** Parts about days; null allows all. */
  readonly months: readonly number[] | null;
  readonly weeks: readonly number[] | null;
  readonly yearDays: readonly number[] | null;
  readonly monthDays: readonly number[] | null;
  /** `nth` 0: every one. */
  readonly weekdays: readonly { readonly weekday: number; readonly nth: number }[] | null;
  /** Whether nth weekdays are counted in the year. */
  readonly nthOfYear: boolean;
  /** Parts about the time of day; null leaves it to the period. */
  readonly hours: readonly number[] | null;
  readonly minutes: readonly number[] | null;
  readonly seconds: readonly number[] | null;
  readonly positions: readonly number[] | null;
  /** The start included; Infinity without end. */
  readonly count: number;
  /** Inclusive; Infinity without end. */
  readonly until: number;
}

/** In the order of Date.getUTCDay. */
const WEEKDAYS = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];

/** From the finest to the coarsest. */
const FREQUENCIES = ['secondly', 'minutely', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'];

/** `start`: where the series begins, which counts as its first occurrence. */
export function patternOf(rule: RecurrenceRule, start: number): Pattern {
  const { frequency } = rule;
  const date = new Date(start);
  const nth = frequency === 'monthly' || frequency === 'yearly';
  const coarse = FREQUENCIES.indexOf(frequency);
  const clock = (given: readonly number[] | undefined, own: number, finest: number, most: number) =>
    ordered(given?.filter((at) => at >= 0 && at <= most) ?? (coarse > finest ? [own] : undefined));
  return {
    frequency,
    interval: Math.max(1, Math.trunc(rule.interval ?? 1)),
    weekStart: Math.max(0, WEEKDAYS.indexOf(rule.firstDayOfWeek ?? 'mo')),
    weeks: ordered(rule.byWeekNo),
    yearDays: ordered(rule.byYearDay),
    nthOfYear: frequency === 'yearly' && rule.byMonth === undefined,
    ...daysOf(rule, date, nth),
    hours: clock(rule.byHour, date.getUTCHours(), 2, 23),
    minutes: clock(rule.byMinute, date.getUTCMinutes(), 1, 59),
    // A leap second counts as the one before it.
    seconds: clock(
      rule.bySecond?.map((at) => (at === 60 ? 59 : at)),
      date.getUTCSeconds(),
      0,
      59,
    ),
    positions: ordered(rule.bySetPosition),
    count: rule.count ?? Infinity,
    until: (rule.until === undefined ? null : localMs(rule.until)) ?? Infinity,
  };
}

function daysOf(
  rule: RecurrenceRule,
  start: Date,
  nth: boolean,
): Pick<Pattern, 'months' | 'monthDays' | 'weekdays'> {
  const { frequency, byMonth, byMonthDay, byDay, byYearDay, byWeekNo } = rule;
  const given = {
    months: ordered(byMonth?.map(Number)),
    monthDays: ordered(byMonthDay),
    weekdays:
      byDay?.map(({ day, nthOfPeriod = 0 }) => ({
        weekday: WEEKDAYS.indexOf(day),
        nth: nth ? nthOfPeriod : 0,
      })) ?? null,
  };
  const own = { ...given, weekdays: [{ weekday: start.getUTCDay(), nth: 0 }] };
  if (frequency === 'weekly') return byDay === undefined ? own : given;
  if (!nth || byDay !== undefined || byMonthDay !== undefined || byYearDay !== undefined) return given;
  if (frequency === 'yearly' && byWeekNo !== undefined) return own;
  const monthDays = [start.getUTCDate()];
  const ownMonth = frequency === 'yearly' ? [start.getUTCMonth() + 1] : null;
  return { ...given, monthDays, months: given.months ?? ownMonth };
}

function ordered(numbers: readonly number[] | undefined): readonly number[] | null {
  return numbers === undefined ? null : [...new Set(numbers)].sort((a, b) => a - b);
}
