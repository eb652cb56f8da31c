import type { Day } from './calendar.ts';
import { dayOf, numberOf } from './calendar.ts';
import type { Moment, Rule } from './rule.ts';

/** The words of JSCalendar (RFC 8984, 4.3.3) for what RFC 5545 calls otherwise, as the reference reads them. */
export interface SpokenRule {
  readonly frequency: Rule['freq'];
  readonly interval?: number;
  readonly firstDayOfWeek?: string;
  readonly byMonth?: readonly string[];
  readonly byWeekNo?: readonly number[];
  readonly byYearDay?: readonly number[];
  readonly byMonthDay?: readonly number[];
  readonly byDay?: readonly { readonly day: string; readonly nthOfPeriod?: number }[];
  readonly byHour?: readonly number[];
  readonly byMinute?: readonly number[];
  readonly bySecond?: readonly number[];
  readonly bySetPosition?: readonly number[];
  readonly count?: number;
  readonly until?: string;
}

const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

/** `2026-11-21T10:00:00`. */
export function momentOf(local: string): Moment {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = local.split(/\D/).map(Number);
  return numberOf({ year, month, day }) * 86_400 + hour * 3600 + minute * 60 + second;
}

export function localOfMoment(moment: Moment): string {
  const number = Math.floor(moment / 86_400);
  const { year, month, day }: Day = dayOf(number);
  const second = moment - number * 86_400;
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${date}T${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}

export function ruleOf(spoken: SpokenRule): Rule {
  const parts = {
    freq: spoken.frequency,
    interval: spoken.interval ?? 1,
    wkst: WEEKDAYS.indexOf(spoken.firstDayOfWeek ?? 'mo'),
    bymonth: spoken.byMonth?.map(Number),
    byweekno: spoken.byWeekNo,
    byyearday: spoken.byYearDay,
    bymonthday: spoken.byMonthDay,
    byday: spoken.byDay?.map(({ day, nthOfPeriod = 0 }) => ({
      weekday: WEEKDAYS.indexOf(day),
      nth: nthOfPeriod,
    })),
    byhour: spoken.byHour,
    byminute: spoken.byMinute,
    bysecond: spoken.bySecond,
    bysetpos: spoken.bySetPosition,
    count: spoken.count,
    until: spoken.until === undefined ? undefined : momentOf(spoken.until),
  };
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  ) as unknown as Rule;
}
