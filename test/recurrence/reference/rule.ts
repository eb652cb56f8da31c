import type { Day } from './calendar.ts';
import { dayOf, dayOfYear, firstWeek, lengthOfMonth, lengthOfYear, numberOf, weekdayOf } from './calendar.ts';

/** A recurrence rule as RFC 5545, 3.3.10 has it. Weekdays are 0 (Monday) to 6. */
export interface Rule {
  readonly freq: 'yearly' | 'monthly' | 'weekly' | 'daily' | 'hourly' | 'minutely' | 'secondly';
  readonly interval: number;
  readonly wkst: number;
  readonly bymonth?: readonly number[];
  readonly byweekno?: readonly number[];
  readonly byyearday?: readonly number[];
  readonly bymonthday?: readonly number[];
  /** `nth` 0: every one. */
  readonly byday?: readonly { readonly weekday: number; readonly nth: number }[];
  readonly byhour?: readonly number[];
  readonly byminute?: readonly number[];
  readonly bysecond?: readonly number[];
  readonly bysetpos?: readonly number[];
  readonly count?: number;
  /** The last moment, itself included; see `Moment`. */
  readonly until?: number;
}

/** Seconds of the local clock since 1 January 1970, as if no clock was ever put forward or back. */
export type Moment = number;

const DAY = 86_400;

const dayNumber = (moment: Moment): number => Math.floor(moment / DAY);
const secondOfDay = (moment: Moment): number => moment - dayNumber(moment) * DAY;

/**
 * The rule with everything said that it takes from its start: "information, not contained in the rule, necessary to
 * determine the various recurrence instance start time and dates are derived from DTSTART".
 */
function spokenOut(rule: Rule, start: Moment): Rule {
  const { month, day } = dayOf(dayNumber(start));
  const second = secondOfDay(start);
  const { freq, bymonth, byweekno, byyearday, bymonthday, byday } = rule;
  const own: { -readonly [part in keyof Rule]?: Rule[part] } = {};
  if (freq !== 'secondly') own.bysecond = [second % 60];
  if (!['secondly', 'minutely'].includes(freq)) own.byminute = [Math.floor(second / 60) % 60];
  if (!['secondly', 'minutely', 'hourly'].includes(freq)) own.byhour = [Math.floor(second / 3600)];
  const weekday = [{ weekday: weekdayOf(dayNumber(start)), nth: 0 }];
  const saysDays = byday !== undefined || bymonthday !== undefined || byyearday !== undefined;
  if (freq === 'weekly' && byday === undefined) own.byday = weekday;
  if (freq === 'monthly' && !saysDays) own.bymonthday = [day];
  if (freq === 'yearly' && !saysDays && byweekno !== undefined) own.byday = weekday;
  if (freq === 'yearly' && !saysDays && byweekno === undefined) {
    own.bymonthday = [day];
    if (bymonth === undefined) own.bymonth = [month];
  }
  return { ...own, ...rule };
}

/** Whether a day is one that all parts about days allow. */
function allowsDay(rule: Rule, number: number): boolean {
  const date = dayOf(number);
  const { year, month, day } = date;
  if (rule.bymonth !== undefined && !rule.bymonth.includes(month)) return false;
  const counted = (list: readonly number[] | undefined, at: number, length: number): boolean =>
    list === undefined || list.includes(at) || list.includes(at - length - 1);
  if (!counted(rule.bymonthday, day, lengthOfMonth(year, month))) return false;
  if (!counted(rule.byyearday, dayOfYear(date), lengthOfYear(year))) return false;
  if (rule.byweekno !== undefined && !inWeek(rule, rule.byweekno, number)) return false;
  return rule.byday === undefined || rule.byday.some((entry) => isNth(rule, entry, number, date));
}

/** Weeks belong to the year that they are counted in, which may be the one before or after the day's. */
function inWeek(rule: Rule, weeks: readonly number[], number: number): boolean {
  const { year } = dayOf(number);
  const owner = [year + 1, year, year - 1].find((at) => number >= firstWeek(at, rule.wkst)) ?? year;
  const week = Math.floor((number - firstWeek(owner, rule.wkst)) / 7) + 1;
  const last = (firstWeek(owner + 1, rule.wkst) - firstWeek(owner, rule.wkst)) / 7;
  return weeks.includes(week) || weeks.includes(week - last - 1);
}

/** `2MO` counts in the month, or in the year where the rule is yearly and names no month. */
function isNth(
  rule: Rule,
  { weekday, nth }: { readonly weekday: number; readonly nth: number },
  number: number,
  date: Day,
): boolean {
  if (weekdayOf(number) !== weekday) return false;
  if (nth === 0 || (rule.freq !== 'monthly' && rule.freq !== 'yearly')) return true;
  const ofYear = rule.freq === 'yearly' && rule.bymonth === undefined;
  const at = ofYear ? dayOfYear(date) : date.day;
  const length = ofYear ? lengthOfYear(date.year) : lengthOfMonth(date.year, date.month);
  return nth > 0 ? Math.ceil(at / 7) === nth : Math.ceil((length - at + 1) / 7) === -nth;
}

/** What a reader of a rule may be asked to stop at. */
export interface Reach {
  readonly until: Moment;
  /** How many periods are looked at at the most. */
  readonly periods: number;
}

/**
 * The moments of a rule, ascending, its start first whether it fits the rule or not ("the DTSTART property value always
 * counts as the first occurrence"). Every period is walked, every day of it looked at.
 */
export function* moments(given: Rule, start: Moment, reach: Reach): Generator<Moment> {
  const rule = spokenOut(given, start);
  const end = Math.min(given.until ?? Infinity, reach.until);
  let left = (given.count ?? Infinity) - 1;
  if (start <= reach.until) yield start;
  for (let index = 0; index < reach.periods; index += 1) {
    const [from, to] = period(rule, start, index);
    if (from > end) return;
    for (const moment of positions(rule, candidates(rule, from, to))) {
      if (moment <= start) continue;
      if (moment > end || left <= 0) return;
      left -= 1;
      yield moment;
    }
  }
}

/** The nth period from that of the start: from one moment to another, the second excluded. */
function period({ freq, interval, wkst }: Rule, start: Moment, nth: number): readonly [Moment, Moment] {
  const steps = nth * interval;
  const today = dayNumber(start);
  const { year, month } = dayOf(today);
  const days = (from: number, to: number) => [from * DAY, to * DAY] as const;
  const monthBegin = (index: number): number =>
    numberOf({ year: Math.floor(index / 12), month: (index % 12) + 1, day: 1 });
  const index = year * 12 + month - 1 + steps;
  if (freq === 'yearly') return days(monthBegin((year + steps) * 12), monthBegin((year + steps + 1) * 12));
  if (freq === 'monthly') return days(monthBegin(index), monthBegin(index + 1));
  const week = today - ((weekdayOf(today) - wkst + 7) % 7) + steps * 7;
  if (freq === 'weekly') return days(week, week + 7);
  if (freq === 'daily') return days(today + steps, today + steps + 1);
  const length = freq === 'hourly' ? 3600 : freq === 'minutely' ? 60 : 1;
  const from = (Math.floor(start / length) + steps) * length;
  return [from, from + length];
}

/** Every second of a period that all parts allow, in order. */
function candidates(rule: Rule, from: Moment, to: Moment): readonly Moment[] {
  const found: Moment[] = [];
  const [first, last] = [dayNumber(from), dayNumber(to - 1)];
  for (let number = first; number <= last; number += 1) {
    if (!allowsDay(rule, number)) continue;
    const begin = Math.max(from, number * DAY) - number * DAY;
    const end = Math.min(to, (number + 1) * DAY) - number * DAY;
    for (const second of secondsOfDay(rule, begin, end)) found.push(number * DAY + second);
  }
  return found;
}

function* secondsOfDay(rule: Rule, begin: number, end: number): Generator<number> {
  for (let hour = Math.floor(begin / 3600); hour * 3600 < end; hour += 1) {
    if (rule.byhour !== undefined && !rule.byhour.includes(hour)) continue;
    for (let minute = 0; minute < 60; minute += 1) {
      const at = hour * 3600 + minute * 60;
      if (at + 60 <= begin || at >= end) continue;
      if (rule.byminute !== undefined && !rule.byminute.includes(minute)) continue;
      for (let second = 0; second < 60; second += 1) {
        const fits = at + second >= begin && at + second < end;
        if (fits && (rule.bysecond === undefined || rule.bysecond.includes(second))) yield at + second;
      }
    }
  }
}

/** BYSETPOS: "the nth occurrence within the set of recurrence instances specified by the rule", of one period. */
function positions(rule: Rule, set: readonly Moment[]): readonly Moment[] {
  const { bysetpos } = rule;
  if (bysetpos === undefined) return set;
  return set.filter(
    (_moment, index) => bysetpos.includes(index + 1) || bysetpos.includes(index - set.length),
  );
}
