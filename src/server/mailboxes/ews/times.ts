// https://www.w3.org/TR/xmlschema-2/#dateTime

const FORM = /^(-?\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * An xs:dateTime as epoch milliseconds; without offset it counts as UTC. Liberal: any number of decimals, offsets with
 * and without colon, no seconds. Null for what is no time.
 */
export function readTime(text: string): number | null {
  const match = FORM.exec(text.trim());
  if (match === null) return null;
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
    second = '00',
    fraction = '',
    zone = 'Z',
  ] = match;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`);
  return Number.isNaN(local) ? null : local - offsetOf(zone);
}

/** Milliseconds east of Greenwich. */
function offsetOf(zone: string): number {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -size : size;
}
