import { FIRM } from './colleagues.ts';

const DAYS: readonly (readonly [monthDay: string, name: string])[] = [
  ['0101', 'Neujahr'],
  ['0102', 'Berchtoldstag'],
  ['0801', 'Bundesfeier'],
  ['1225', 'Weihnachten'],
  ['1226', 'Stephanstag'],
];

/** Public holidays in Zurich with a fixed date, every year from the one before `today` (`YYYY-MM-DD`) on. */
export function holidays(today: string): readonly string[] {
  const year = String(Number(today.slice(0, 4)) - 1);
  return DAYS.map(([monthDay, name]) =>
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Kranich Vale//Holidays//DE',
      'BEGIN:VEVENT',
      `UID:holiday-${monthDay}@${FIRM.domain}`,
      `DTSTAMP:${year}0101T000000Z`,
      `DTSTART;VALUE=DATE:${year}${monthDay}`,
      'RRULE:FREQ=YEARLY',
      `SUMMARY:${name}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
}
