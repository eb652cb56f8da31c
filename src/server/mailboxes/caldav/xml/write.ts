export { xmlText } from '../../xml/write.ts';

const PREFIXES =
  'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/"';

/** A request document with the prefixes D, C (CalDAV), S (calendarserver.org) and A (Apple) bound. */
export function xmlDocument(root: string, content: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root} ${PREFIXES}>${content}</${root}>`;
}
