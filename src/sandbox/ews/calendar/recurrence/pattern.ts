/** Weekdays as RRULE spells them, Sunday first. */
export const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
/** A weekday as RRULE spells it. */
export type Weekday = (typeof WEEKDAYS)[number];

/** A day within a month by its weekday: one weekday, or any of several (all: any day). `index` 1 to 4, or -1: the last. */
export interface RelativeDay {
  readonly weekdays: readonly Weekday[];
  readonly index: number;
}

/** When an event comes again, as far as Exchange can say it. Months 1 to 12; `interval` at least 1. */
export type Pattern =
  | { readonly kind: 'daily'; readonly interval: number }
  | {
      readonly kind: 'weekly';
      readonly interval: number;
      readonly weekdays: readonly Weekday[];
      /** The day on which weeks begin, or null: it makes no difference, or nobody said. */
      readonly firstDay: Weekday | null;
    }
  /** In a month without that day: on its last. */
  | { readonly kind: 'absoluteMonthly'; readonly interval: number; readonly day: number }
  | ({ readonly kind: 'relativeMonthly'; readonly interval: number } & RelativeDay)
  | { readonly kind: 'absoluteYearly'; readonly day: number; readonly month: number }
  | ({ readonly kind: 'relativeYearly'; readonly month: number } & RelativeDay);

/** How long an event comes again. Dates `YYYY-MM-DD`, on the clock of the series. */
export type Range =
  | { readonly kind: 'noEnd' }
  | { readonly kind: 'endDate'; readonly last: string }
  | { readonly kind: 'numbered'; readonly count: number };

/** A series: pattern, first day on the clock of the series (`YYYY-MM-DD`), and end. */
export interface Recurrence {
  readonly pattern: Pattern;
  readonly start: string;
  readonly range: Range;
}

/** Whether any of these weekdays is meant as Exchange's Day, Weekday or WeekendDay. */
export function isWeekdays(weekdays: readonly Weekday[], wanted: string): boolean {
  return WEEKDAYS.filter((day) => weekdays.includes(day)).join() === wanted;
}

/** The sets of weekdays that Exchange has a word for. */
export const DAY_SETS: readonly (readonly [name: string, weekdays: readonly Weekday[]])[] = [
  ['Day', WEEKDAYS],
  ['Weekday', ['MO', 'TU', 'WE', 'TH', 'FR']],
  ['WeekendDay', ['SU', 'SA']],
];

/** How many days a month can have in any year at least. */
export function shortest(month: number): number {
  return month === 2 ? 28 : new Date(Date.UTC(2025, month, 0)).getUTCDate();
}
