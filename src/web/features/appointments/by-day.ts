import type { Occurrence } from '../../../contract/index.ts';
import type { Days } from './range.ts';
import { addDays, localAt } from './times.ts';

/** The meetings of one date. */
export interface Day {
  readonly date: string;
  readonly occurrences: readonly Occurrence[];
}

const LONGEST = 400;

/**
 * Meetings under each date that they touch, inside the given days; dates without any are left out. All-day meetings come
 * first, then by time. A meeting that ends at midnight doesn't touch the next date.
 */
export function byDay(occurrences: readonly Occurrence[], days: Days, timeZone: string): readonly Day[] {
  const found = new Map<string, Occurrence[]>();
  for (const occurrence of occurrences) {
    for (const date of datesOf(occurrence, days, timeZone)) {
      const list = found.get(date) ?? [];
      list.push(occurrence);
      found.set(date, list);
    }
  }
  return [...found.entries()]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([date, list]) => ({ date, occurrences: list.sort(inOrder) }));
}

function datesOf(occurrence: Occurrence, days: Days, timeZone: string): readonly string[] {
  const { first, last } = spanOf(occurrence, timeZone);
  const from = first < days.first ? days.first : first;
  const to = last > days.last ? days.last : last;
  const dates: string[] = [];
  for (let date = from; date <= to && dates.length < LONGEST; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** First and last date of a meeting, both included. */
export function spanOf(occurrence: Occurrence, timeZone: string): { first: string; last: string } {
  const starts = Date.parse(occurrence.startsAt);
  const ends = Date.parse(occurrence.endsAt);
  if (occurrence.showWithoutTime) {
    // Its dates are its own, whatever zone it was turned into instants with. Rounded: a day may have 23 or 25 hours.
    const first = occurrence.start.slice(0, 10);
    return { first, last: addDays(first, Math.max(1, Math.round((ends - starts) / 86_400_000)) - 1) };
  }
  const first = localAt(starts, timeZone).slice(0, 10);
  const last = localAt(Math.max(starts, ends - 1), timeZone).slice(0, 10);
  return { first, last };
}

function inOrder(one: Occurrence, other: Occurrence): number {
  if (one.showWithoutTime !== other.showWithoutTime) return one.showWithoutTime ? -1 : 1;
  return one.startsAt.localeCompare(other.startsAt) || one.title.localeCompare(other.title);
}
