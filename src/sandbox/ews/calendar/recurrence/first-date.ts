import { WEEKDAYS } from './pattern.ts';
import type { Pattern, RelativeDay, Weekday } from './pattern.ts';

const DAY = 86_400_000;
/** Longer than the longest interval (99 months) between two dates of a pattern. */
const FARTHEST = 3100;

/** The first day of a pattern from a day on, both `YYYY-MM-DD`; null when there is none. */
export function firstDate(pattern: Pattern, from: string): string | null {
  const start = Date.parse(from);
  for (let days = 0; days <= FARTHEST; days += 1) {
    const date = new Date(start + days * DAY);
    if (fits(pattern, date) && inTurn(pattern, new Date(start), date)) return date.toISOString().slice(0, 10);
  }
  return null;
}

/** Whether a pattern that begins on this day (`YYYY-MM-DD`) has it among its own. */
export function beginsOn(pattern: Pattern, day: string): boolean {
  return fits(pattern, new Date(day));
}

function fits(pattern: Pattern, date: Date): boolean {
  const month = date.getUTCMonth() + 1;
  switch (pattern.kind) {
    case 'daily':
      return true;
    case 'weekly':
      return pattern.weekdays.includes(weekdayOf(date));
    case 'absoluteMonthly':
      return date.getUTCDate() === Math.min(pattern.day, lastDay(date));
    case 'absoluteYearly':
      return month === pattern.month && date.getUTCDate() === Math.min(pattern.day, lastDay(date));
    case 'relativeMonthly':
      return isRelative(pattern, date);
    case 'relativeYearly':
      return month === pattern.month && isRelative(pattern, date);
  }
}

function isRelative({ weekdays, index }: RelativeDay, date: Date): boolean {
  const day = date.getUTCDate();
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const all = Array.from({ length: lastDay(date) }, (_one, number) => number + 1).filter((number) =>
    weekdays.includes(weekdayOf(new Date(first + (number - 1) * DAY))),
  );
  return all.at(index > 0 ? index - 1 : index) === day;
}

/** Whether weeks or months since the beginning are a multiple of the interval. */
function inTurn(pattern: Pattern, start: Date, date: Date): boolean {
  if (pattern.kind === 'weekly') {
    const first = WEEKDAYS.indexOf(pattern.firstDay ?? 'SU');
    const week = (one: Date): number => one.getTime() / DAY - ((one.getUTCDay() - first + 7) % 7);
    return ((week(date) - week(start)) / 7) % pattern.interval === 0;
  }
  if (pattern.kind !== 'absoluteMonthly' && pattern.kind !== 'relativeMonthly') return true;
  const months =
    (date.getUTCFullYear() - start.getUTCFullYear()) * 12 + date.getUTCMonth() - start.getUTCMonth();
  return months % pattern.interval === 0;
}

function weekdayOf(date: Date): Weekday {
  return WEEKDAYS[date.getUTCDay()] ?? 'SU';
}

function lastDay(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
