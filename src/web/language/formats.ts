/** Formatters of one locale and time zone. Instants are RFC 3339 strings or epoch milliseconds. */
export interface Formats {
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  /** 'Monday, 3 March 2025', of a local date `YYYY-MM-DD`. */
  day(date: string): string;
  /** 'Mon, 3 Mar 2025', of a local date `YYYY-MM-DD`. */
  shortDay(date: string): string;
  /** '3 – 9 March 2025', of two local dates. */
  dayRange(first: string, last: string): string;
  /** '14:05 – 15:00'. */
  timeRange(from: string | number, to: string | number): string;
  /** '3 Mar 2025, 14:05'. */
  moment(instant: string | number): string;
  /** '14:05'. */
  time(instant: string | number): string;
  /** '14:05', in another zone. */
  timeIn(instant: string | number, zone: string): string;
  /** 'in 5 minutes', '2 days ago'. */
  relative(instant: string | number, now: number): string;
  number(value: number): string;
  /** '1 day', '1 hr 30 min'; of milliseconds. */
  length(milliseconds: number): string;
  /** 'a, b and c'. */
  list(parts: readonly string[]): string;
  /** 'Monday', by two-letter iCalendar day ('mo'). */
  weekday(day: string): string;
  /** 'Mon'. */
  shortWeekday(day: string): string;
  /** 'January', by number from 1. */
  month(number: number): string;
  /** Monday is 'mo'. The first day of this locale's week. */
  readonly firstDay: string;
}

/** The time zone of this browser. */
export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Builds the formatters once; Intl constructors are slow. */
export function formatsFor(locale: string, timeZone: string = browserTimeZone()): Formats {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
  const dayRange = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  const shortWeekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return {
    locale,
    timeZone,
    day: (date) => day.format(new Date(`${date}T00:00:00Z`)),
    shortDay: (date) => shortDay.format(new Date(`${date}T00:00:00Z`)),
    dayRange: (first, last) =>
      dayRange.formatRange(new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`)),
    timeRange: (from, to) => `${time.format(new Date(from))} – ${time.format(new Date(to))}`,
    moment: (instant) => moment.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
    timeIn: (instant, zone) =>
      new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone }).format(new Date(instant)),
    relative: (instant, now) => relativeTime(relative, new Date(instant).getTime() - now),
    number: (value) => number.format(value),
    length: (milliseconds) => lengthOf(locale, milliseconds),
    list: (parts) => list.format(parts),
    weekday: (name) => weekday.format(aDay(name)),
    shortWeekday: (name) => shortWeekday.format(aDay(name)),
    month: (value) => month.format(new Date(Date.UTC(2025, value - 1, 1))),
    firstDay: firstDayOf(locale),
  };
}

/** iCalendar's two-letter days, Monday first. */
export const DAYS: readonly string[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

function relativeTime(format: Intl.RelativeTimeFormat, difference: number): string {
  for (const [unit, length] of UNITS) {
    if (Math.abs(difference) >= length) return format.format(Math.trunc(difference / length), unit);
  }
  return format.format(0, 'minute');
}

/** Some date of that day of the week: 6 January 2025 was a Monday. */
function aDay(name: string): Date {
  return new Date(Date.UTC(2025, 0, 6 + Math.max(0, DAYS.indexOf(name))));
}

/** Intl.Locale's week information is a method in some browsers, a property in others, and missing in the rest. */
function firstDayOf(locale: string): string {
  const described = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  const firstDay = (described.getWeekInfo?.() ?? described.weekInfo)?.firstDay ?? 1;
  return DAYS[firstDay - 1] ?? 'mo';
}

const PARTS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function lengthOf(locale: string, milliseconds: number): string {
  let rest = milliseconds;
  const parts = PARTS.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    const smallest = unit === 'minute' && milliseconds < size;
    if (count === 0 && !smallest) return [];
    return [new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count)];
  });
  return parts.join(' ');
}
