import { Temporal } from 'temporal-polyfill';
import { DAYS } from '../../language/formats.ts';
import { addDays, dayBegins } from './times.ts';

export const SPANS = ['week', 'month'] as const;
export type Span = (typeof SPANS)[number];

/** Dates from `first` to `last`, both included. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** The week or month around a date; weeks begin with the given day ('mo'). */
export function daysAround(date: string, span: Span, firstDay: string): Days {
  const day = Temporal.PlainDate.from(date);
  if (span === 'month') {
    return { first: day.with({ day: 1 }).toString(), last: day.with({ day: day.daysInMonth }).toString() };
  }
  const behind = (day.dayOfWeek - 1 - DAYS.indexOf(firstDay) + 7) % 7;
  const first = addDays(date, -behind);
  return { first, last: addDays(first, 6) };
}

/** A date in the week or month before (-1) or after (1). */
export function stepped(date: string, span: Span, by: -1 | 1): string {
  if (span === 'week') return addDays(date, 7 * by);
  return Temporal.PlainDate.from(date).add({ months: by }).toString();
}

/** The range of time that the days are in a zone. */
export function rangeOf({ first, last }: Days, timeZone: string): { from: string; to: string } {
  return { from: dayBegins(first, timeZone), to: dayBegins(addDays(last, 1), timeZone) };
}

/** Whether the text is a date (`YYYY-MM-DD`) that exists. */
export function isDate(text: string | null): text is string {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** Today's date in a zone. */
export function today(timeZone: string): string {
  return Temporal.Now.plainDateISO(timeZone).toString();
}
