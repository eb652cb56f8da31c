// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/daysofweek-daysofweektype
/** Names of EWS and the canonical ones. */
export const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
]; // prettier-ignore
export const INDEXES: readonly (readonly [name: string, nth: number])[] = [
  ['First', 1],
  ['Second', 2],
  ['Third', 3],
  ['Fourth', 4],
  ['Last', -1],
];
const DAYS: readonly (readonly [name: string, day: string])[] = [
  ['Monday', 'mo'],
  ['Tuesday', 'tu'],
  ['Wednesday', 'we'],
  ['Thursday', 'th'],
  ['Friday', 'fr'],
  ['Saturday', 'sa'],
  ['Sunday', 'su'],
];
/** Names for several days. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Day: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'],
  Weekday: ['mo', 'tu', 'we', 'th', 'fr'],
  WeekendDay: ['sa', 'su'],
};

/** The days that a list of names stands for, Monday first; null when a name is none. */
export function daysOf(names: string): readonly string[] | null {
  const found = new Set<string>();
  for (const name of names.split(/\s+/).filter((entry) => entry !== '')) {
    const days = GROUPS[name] ?? DAYS.filter(([known]) => known === name).map(([, day]) => day);
    if (days.length === 0) return null;
    for (const day of days) found.add(day);
  }
  return DAYS.map(([, day]) => day).filter((day) => found.has(day));
}

/** The name of one day. */
export function dayName(day: string): string {
  return DAYS.find(([, known]) => known === day)?.[0] ?? 'Monday';
}

/** The one name for these days (`Tuesday`, `Weekday`); null when there is none. */
export function groupName(days: readonly string[]): string | null {
  const [only, ...others] = days;
  if (only !== undefined && others.length === 0) return dayName(only);
  const hit = Object.entries(GROUPS).find(
    ([, group]) => group.length === days.length && group.every((day) => days.includes(day)),
  );
  return hit?.[0] ?? null;
}

/** The canonical day of a date. */
export function weekdayOf(local: string): string {
  const index = (new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
  return DAYS[index]?.[1] ?? 'mo';
}
