/** The Gregorian calendar by counting, without Date: days are numbered, 0 is 1 January 1970. */

export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function lengthOfMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);
}

export function lengthOfYear(year: number): number {
  return isLeap(year) ? 366 : 365;
}

/** The number of 1 January. */
function newYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 719_162;
}

/** 1 to 366. */
export function dayOfYear({ year, month, day }: Day): number {
  let days = day;
  for (let earlier = 1; earlier < month; earlier += 1) days += lengthOfMonth(year, earlier);
  return days;
}

export function numberOf(day: Day): number {
  return newYear(day.year) + dayOfYear(day) - 1;
}

export function dayOf(number: number): Day {
  let year = 1970 + Math.floor(number / 366);
  while (newYear(year + 1) <= number) year += 1;
  while (newYear(year) > number) year -= 1;
  let [month, left] = [1, number - newYear(year)];
  while (left >= lengthOfMonth(year, month)) {
    left -= lengthOfMonth(year, month);
    month += 1;
  }
  return { year, month, day: left + 1 };
}

/** 0 Monday to 6 Sunday: 1 January 1970 was a Thursday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

/** The first day of the week that a day lies in. */
function weekBegin(number: number, firstWeekday: number): number {
  return number - ((weekdayOf(number) - firstWeekday + 7) % 7);
}

/** The first day of week 1: the first week that has at least four days in the year (RFC 5545, 3.3.10, BYWEEKNO). */
export function firstWeek(year: number, firstWeekday: number): number {
  return weekBegin(newYear(year) + 3, firstWeekday);
}
