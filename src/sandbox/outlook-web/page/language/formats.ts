/** Dates and times as a region writes them, in the browser's time zone. Moments are epoch milliseconds. */
export interface Formats {
  time(at: number): string;
  /** `Fri 20 Nov` */
  shortDay(at: number): string;
  /** `Friday, 20 November 2026` */
  longDay(at: number): string;
  /** `Fri 20 Nov 2026, 10:36` */
  moment(at: number): string;
  /** `Fri` */
  weekday(at: number): string;
  /** `20/11/2026` */
  date(at: number): string;
  /** `16 – 22 November 2026` */
  days(from: number, to: number): string;
  /** `10:00 – 11:00` */
  span(from: number, to: number): string;
  /** `20 kB` */
  size(bytes: number): string;
}

/** The formats of a locale (`en-GB`). */
export function formatsFor(locale: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const time = format({ hour: '2-digit', minute: '2-digit' });
  const shortDay = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const moment = format({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const weekday = format({ weekday: 'short' });
  const date = format({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const days = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const kilobytes = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 0,
  });
  return {
    time: (at) => time.format(at),
    shortDay: (at) => shortDay.format(at),
    longDay: (at) => longDay.format(at),
    moment: (at) => moment.format(at),
    weekday: (at) => weekday.format(at),
    date: (at) => date.format(at),
    days: (from, to) => days.formatRange(from, to),
    span: (from, to) => time.formatRange(from, to),
    size: (bytes) => kilobytes.format(Math.max(1, bytes / 1000)),
  };
}
