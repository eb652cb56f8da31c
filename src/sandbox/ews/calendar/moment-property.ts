import ICAL from 'ical.js';

/** A property with a DATE, or a DATE-TIME in a zone (`UTC`: with Z). `wall`: `YYYY-MM-DDTHH:MM:SS`. */
export function momentProperty(name: string, wall: string, isDate: boolean, tzid: string): ICAL.Property {
  if (isDate) return new ICAL.Property([name, {}, 'date', wall.slice(0, 10)]);
  if (tzid === 'UTC') return new ICAL.Property([name, {}, 'date-time', `${wall}Z`]);
  return new ICAL.Property([name, { tzid }, 'date-time', wall]);
}
