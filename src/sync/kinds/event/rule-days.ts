import type { Pattern } from './rule-pattern.ts';

const DAY = 86_400_000;

/** Steps that an expansion may still take. Every period, day and time of day that is looked at is one; 0 ends it. */
export interface Work {
  left: number;
}

/** Days are counted from 1 January 1970, which is 0. */
export function dayBegin(day: number): number {
  return day * DAY;
}

export function dayAt(ms: number): number {
  return Math.floor(ms / DAY);
}

/** A day of the calendar; months from 0. */
interface CalendarDay {
  readonly year: number;
  readonly month: number;
}

/** Days before each month of a year that begins with March, so that the day of leap years is the last one. */
const BEFORE_MONTH = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337];
/** 1 March of the year 0. */
const ORIGIN = -719_468;
const DAYS_OF_400_YEARS = 146_097;

/** The number of the first day of a month; months are counted through, 0 is January of the year 0. */
export function monthBegin(month: number): number {
  // Asked millions of times: numbers are far quicker than Date.
  const fromMarch = month - 2;
  const year = Math.floor(fromMarch / 12);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return ORIGIN + year * 365 + leapDays + (BEFORE_MONTH[fromMarch - year * 12] ?? 0);
}

function calendarDay(day: number): CalendarDay {
  const era = Math.floor((day - ORIGIN) / DAYS_OF_400_YEARS);
  const ofEra = day - ORIGIN - era * DAYS_OF_400_YEARS;
  const leapDays = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096);
  const yearOfEra = Math.floor((ofEra - leapDays) / 365);
  const begin = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  // Months from March are 31 and 30 days long by turns, but for July and August, December and January.
  const fromMarch = Math.floor((5 * (ofEra - begin) + 2) / 153);
  const year = era * 400 + yearOfEra;
  return fromMarch < 10 ? { year, month: fromMarch + 2 } : { year: year + 1, month: fromMarch - 10 };
}

export function weekBegin(day: number, weekStart: number): number {
  return day - weekdayOf(day - weekStart);
}

/** 0 Sunday to 6: 1 January 1970 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Days from `from` up to, without, `to` that every part about days allows. Months without any are passed over. */
export function allowedDays(pattern: Pattern, from: number, to: number, work: Work): readonly number[] {
  const found: number[] = [];
  for (let day = from; day < to && work.left > 0;) {
    work.left -= 1;
    const next = nextMonthOf(pattern, day);
    if (next === null && isAllowed(pattern, day)) found.push(day);
    day = next ?? day + 1;
  }
  return found;
}

/** The first day of the month after this one, when this one is out of the question; null when it isn't. */
export function nextMonthOf({ months }: Pattern, day: number): number | null {
  if (months === null) return null;
  const { year, month } = calendarDay(day);
  return months.includes(month + 1) ? null : monthBegin(year * 12 + month + 1);
}

/** Whether every part about days allows this one; the month is not asked again. */
export function isAllowed(pattern: Pattern, day: number): boolean {
  const { monthDays, yearDays, weeks, weekdays } = pattern;
  const { year, month } = calendarDay(day);
  const ofMonth = (): Place => place(day, monthBegin(year * 12 + month), monthBegin(year * 12 + month + 1));
  const ofYear = (): Place => placeInYear(day, year);
  if (monthDays !== null && !isAmong(monthDays, ofMonth())) return false;
  if (yearDays !== null && !isAmong(yearDays, ofYear())) return false;
  if (weeks !== null && !isAmong(weeks, week(pattern, day))) return false;
  if (weekdays === null) return true;
  const weekday = weekdayOf(day);
  return weekdays.some(
    (entry) =>
      entry.weekday === weekday &&
      (entry.nth === 0 || isAmong([entry.nth], sevenths(pattern.nthOfYear ? ofYear() : ofMonth()))),
  );
}

/** Where something stands among its like: from the first (1, 2, ...) and from the last (-1, -2, ...). */
type Place = readonly [fromFirst: number, fromLast: number];

function place(day: number, first: number, next: number): Place {
  return [day - first + 1, day - next];
}

function placeInYear(day: number, year: number): Place {
  return place(day, monthBegin(year * 12), monthBegin(year * 12 + 12));
}

/** The place of a weekday among its like, from the place of its day. */
function sevenths([first, last]: Place): Place {
  return [Math.ceil(first / 7), Math.floor(last / 7)];
}

/** The week of a day. The one that holds most of its days is its year: that of the fourth day. */
function week({ weekStart }: Pattern, day: number): Place {
  const fourth = weekBegin(day, weekStart) + 3;
  return sevenths(placeInYear(fourth, calendarDay(fourth).year));
}

function isAmong(numbers: readonly number[], [first, last]: Place): boolean {
  return numbers.includes(first) || numbers.includes(last);
}
