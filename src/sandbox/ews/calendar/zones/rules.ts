/** A change of the clock that comes every year. */
export interface ZoneTransition {
  /** 1 to 12. */
  readonly month: number;
  /** A weekday (0: Sunday) with its occurrence in the month (1 to 4, -1: the last), or a day of the month. */
  readonly on: { readonly weekday: number; readonly occurrence: number } | { readonly day: number };
  /** Minutes after midnight on the clock before the change. */
  readonly time: number;
  /** Minutes east of UTC before and after it. */
  readonly before: number;
  readonly after: number;
}

/** How the clock goes from a year on, until the next such rules. Offsets in minutes east of UTC. */
export interface YearRules {
  readonly year: number;
  /** The smaller offset of the year. */
  readonly standard: number;
  /** In the order of the year; none when the clock doesn't change. */
  readonly transitions: readonly ZoneTransition[];
}

/** A time zone as rules for years, as Windows and RFC 5545 both see it. The first rules hold for all earlier years. */
export interface ZoneRules {
  /** Windows id, or the name that a client gave to a zone of its own. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly years: readonly [YearRules, ...YearRules[]];
}

/** Days of a month (1 to 12). */
export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day of the month on which a transition falls in a year. */
export function dayIn(year: number, { month, on }: Pick<ZoneTransition, 'month' | 'on'>): number {
  const last = daysIn(year, month);
  if ('day' in on) return Math.min(on.day, last);
  const first = ((on.weekday - new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 7) % 7) + 1;
  if (on.occurrence > 0) return first + (on.occurrence - 1) * 7;
  return first + 7 * Math.floor((last - first) / 7);
}
