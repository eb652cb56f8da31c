import { Temporal } from 'temporal-polyfill';

const ZONE = 'Europe/Zurich';

/** When a mail was sent, epoch milliseconds: `at` (`HH:MM` in Zurich) on the day (0), or so many working days before it. */
export function sentAt(today: string, ago: number, at: string): number {
  let day = Temporal.PlainDate.from(today, { overflow: 'reject' });
  for (let left = ago; left > 0;) {
    day = day.subtract({ days: 1 });
    if (day.dayOfWeek <= 5) left -= 1;
  }
  return day.toZonedDateTime({ timeZone: ZONE, plainTime: at }).epochMilliseconds;
}

const formatOf = (locale: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: ZONE });
const GERMAN = formatOf('de-CH');
const ENGLISH = formatOf('en-GB');

/** The moment as a mail program writes it above a quoted mail. */
export function writtenOut(at: number, german: boolean): string {
  return (german ? GERMAN : ENGLISH).format(at);
}
