import type { MessageRow } from '../../answers.ts';

/** How long ago, in words that people use. */
export type Age = 'today' | 'yesterday' | 'thisWeek' | 'lastWeek' | 'older';

/** Messages of one age, newest first. */
export interface AgeGroup {
  readonly age: Age;
  readonly rows: readonly MessageRow[];
}

/** Messages by age, as seen at `now` (epoch milliseconds) on the browser's clock; weeks begin on Monday. */
export function byAge(rows: readonly MessageRow[], now: number): readonly AgeGroup[] {
  const today = new Date(now).setHours(0, 0, 0, 0);
  const before = (days: number): number => {
    const day = new Date(today);
    return day.setDate(day.getDate() - days);
  };
  const monday = before((new Date(today).getDay() + 6) % 7);
  const lastMonday = new Date(monday);
  lastMonday.setDate(lastMonday.getDate() - 7);
  const ageOf = (at: number): Age => {
    if (at >= today) return 'today';
    if (at >= before(1)) return 'yesterday';
    if (at >= monday) return 'thisWeek';
    return at >= lastMonday.getTime() ? 'lastWeek' : 'older';
  };
  const groups = new Map<Age, MessageRow[]>();
  for (const row of rows) {
    const age = ageOf(row.at);
    groups.set(age, [...(groups.get(age) ?? []), row]);
  }
  return [...groups].map(([age, own]) => ({ age, rows: own }));
}
