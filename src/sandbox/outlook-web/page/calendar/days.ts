/** Days on the browser's clock, each as the epoch milliseconds of its midnight. */

export const VIEWS = ['week', 'workWeek', 'day'] as const;
export type View = (typeof VIEWS)[number];

/** The midnight before a moment. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** So many days later; clocks that change in between are no matter. */
export function addDays(day: number, count: number): number {
  const date = new Date(day);
  return date.setDate(date.getDate() + count);
}

/** The days that a view shows around one of them; weeks begin on Monday. */
export function daysOf(view: View, day: number): readonly number[] {
  if (view === 'day') return [dayOf(day)];
  const monday = addDays(dayOf(day), -((new Date(day).getDay() + 6) % 7));
  return Array.from({ length: view === 'week' ? 7 : 5 }, (_day, index) => addDays(monday, index));
}

/** `YYYY-MM-DD`. */
export function dateText(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The midnight of `YYYY-MM-DD`; NaN: it is no date. */
export function dateOf(text: string): number {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return day === undefined ? NaN : new Date(Number(year), Number(month) - 1, Number(day)).getTime();
}

/** `HH:MM`. */
export function timeText(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** That time of the day; NaN: it is no time. */
export function timeOn(day: number, text: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return minutes === undefined ? NaN : new Date(day).setHours(Number(hours), Number(minutes), 0, 0);
}

/** Number of the week (ISO 8601). */
export function weekNumber(day: number): number {
  const thursday = addDays(day, 3 - ((new Date(day).getDay() + 6) % 7));
  const first = new Date(new Date(thursday).getFullYear(), 0, 1).getTime();
  return Math.floor(Math.round((thursday - first) / 86_400_000) / 7) + 1;
}
