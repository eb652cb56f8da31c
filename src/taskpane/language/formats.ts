/** Formatters of one locale and the machine's time zone. Instants are RFC 3339 strings. */
export interface Formats {
  /** '3 Mar 2025, 14:05'. */
  moment(instant: string): string;
  /** 'Tue, 3 Mar 2025', of a local date `YYYY-MM-DD`. */
  day(date: string): string;
  /** '3 Mar, 14:05 – 15:00', with its dates where it spans days. */
  span(from: string, to: string): string;
  /** '5 minutes ago', 'yesterday'; older than a week: '3 Mar 2025'. `now` in epoch milliseconds. */
  ago(instant: string, now: number): string;
  /** 'a, b and c'. */
  list(parts: readonly string[]): string;
}

/** Builds the formatters once; Intl constructors are slow. `timeZone`: IANA name, without it the machine's. */
export function formatsFor(locale: string, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone });
  const date = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    moment: (instant) => moment.format(new Date(instant)),
    day: (local) => date.format(new Date(`${local}T00:00:00Z`)),
    span: (from, to) => moment.formatRange(new Date(from), new Date(to)),
    ago: (instant, now) => {
      const difference = new Date(instant).getTime() - now;
      if (Math.abs(difference) >= WEEK) return day.format(new Date(instant));
      const [unit, length] =
        UNITS.find(([, size]) => Math.abs(difference) >= size) ?? (['minute', 60_000] as const);
      return relative.format(Math.trunc(difference / length), unit);
    },
    list: (parts) => list.format(parts),
  };
}

const WEEK = 7 * 86_400_000;

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[];
