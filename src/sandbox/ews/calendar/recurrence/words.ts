import type { Weekday } from './pattern.ts';

/** Exchange's words for weekdays (t:DayOfWeekType). */
export const DAY_NAMES: Readonly<Record<Weekday, string>> = {
  SU: 'Sunday',
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
};

/** Exchange's words for months, January first (t:MonthNamesType). */
export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Exchange's words for the place in a month (t:DayOfWeekIndexType). */
export const INDEXES: readonly (readonly [word: string, index: number])[] = [
  ['First', 1],
  ['Second', 2],
  ['Third', 3],
  ['Fourth', 4],
  ['Last', -1],
];
