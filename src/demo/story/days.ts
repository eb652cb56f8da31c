import { Temporal } from 'temporal-polyfill';

/** A day seen from today: weeks from this one, and the day of that week (1 Monday to 7 Sunday). */
export type Day = readonly [week: number, weekday: number];

/** The date of a day. `today` is `YYYY-MM-DD`. Throws RangeError when it is not a date. */
export function dayOf(today: string, [week, weekday]: Day): Temporal.PlainDate {
  const now = Temporal.PlainDate.from(today, { overflow: 'reject' });
  return now.add({ days: week * 7 + weekday - now.dayOfWeek });
}

/** The RRULE of a meeting on the same weekday of every month, as the date is: `FREQ=MONTHLY;BYDAY=2TU`. */
export function sameWeekdayOfMonth(date: Temporal.PlainDate): string {
  const nth = Math.ceil(date.day / 7);
  const weekday = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][date.dayOfWeek - 1] ?? 'MO';
  return `FREQ=MONTHLY;BYDAY=${nth > 4 ? '-1' : String(nth)}${weekday}`;
}
