import type { CalendarEntry } from '../../answers.ts';
import { addDays } from './days.ts';

/** An entry on a day: where it stands beside others at the same time. Minutes from midnight. */
export interface Placed {
  readonly entry: CalendarEntry;
  readonly from: number;
  readonly to: number;
  readonly column: number;
  readonly columns: number;
}

/** What is shorter would be too low to read. */
const LEAST_MINUTES = 24;
const MINUTE = 60_000;

/** The entries with times on a day, side by side where they overlap. */
export function placedOn(day: number, entries: readonly CalendarEntry[]): readonly Placed[] {
  const end = addDays(day, 1);
  const own = entries
    .filter((entry) => !isWholeDay(entry) && entry.start < end && entry.end > day)
    .map((entry) => {
      const from = Math.max(0, (entry.start - day) / MINUTE);
      return { entry, from, to: Math.max(from + LEAST_MINUTES, Math.min(1440, (entry.end - day) / MINUTE)) };
    })
    .sort((one, other) => one.from - other.from || other.to - one.to);
  const placed: Placed[] = [];
  let cluster: { entry: CalendarEntry; from: number; to: number; column: number }[] = [];
  let until = 0;
  const close = (): void => {
    const columns = Math.max(0, ...cluster.map(({ column }) => column + 1));
    placed.push(...cluster.map((one) => ({ ...one, columns })));
    cluster = [];
  };
  for (const one of own) {
    if (one.from >= until) close();
    const taken = cluster.filter(({ to }) => to > one.from).map(({ column }) => column);
    let column = 0;
    while (taken.includes(column)) column += 1;
    cluster.push({ ...one, column });
    until = Math.max(until, one.to);
  }
  close();
  return placed;
}

/** The entries of whole days (or longer than one) on a day `YYYY-MM-DD`. */
export function wholeDaysOn(text: string, entries: readonly CalendarEntry[]): readonly CalendarEntry[] {
  return entries.filter((entry) => isWholeDay(entry) && entry.firstDay <= text && entry.endDay > text);
}

function isWholeDay({ isAllDay }: CalendarEntry): boolean {
  return isAllDay;
}
