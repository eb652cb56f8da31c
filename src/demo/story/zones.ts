/** The story's time zones as VTIMEZONEs (RFC 5545, 3.6.5), by their present rules. */
const EUROPE = (
  name: string,
  standard: string,
  summer: string,
  offset: string,
  summerOffset: string,
): string[] => [
  'BEGIN:VTIMEZONE',
  `TZID:${name}`,
  'BEGIN:DAYLIGHT',
  `DTSTART:19960331T${offset === '+0000' ? '010000' : '020000'}`,
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  `TZNAME:${summer}`,
  `TZOFFSETFROM:${offset}`,
  `TZOFFSETTO:${summerOffset}`,
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  `DTSTART:19961027T${offset === '+0000' ? '020000' : '030000'}`,
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  `TZNAME:${standard}`,
  `TZOFFSETFROM:${summerOffset}`,
  `TZOFFSETTO:${offset}`,
  'END:STANDARD',
  'END:VTIMEZONE',
];

const NEW_YORK = [
  'BEGIN:VTIMEZONE',
  'TZID:America/New_York',
  'BEGIN:DAYLIGHT',
  'DTSTART:20070311T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
  'TZNAME:EDT',
  'TZOFFSETFROM:-0500',
  'TZOFFSETTO:-0400',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'DTSTART:20071104T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
  'TZNAME:EST',
  'TZOFFSETFROM:-0400',
  'TZOFFSETTO:-0500',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** Names of the zones in which the story's meetings are. */
export type Zone = 'Europe/Zurich' | 'Europe/London' | 'America/New_York';

/** Content lines of a zone's VTIMEZONE. */
export const VTIMEZONES: Readonly<Record<Zone, readonly string[]>> = {
  'Europe/Zurich': EUROPE('Europe/Zurich', 'CET', 'CEST', '+0100', '+0200'),
  'Europe/London': EUROPE('Europe/London', 'GMT', 'BST', '+0000', '+0100'),
  'America/New_York': NEW_YORK,
};
