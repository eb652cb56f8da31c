import type { XmlName } from '../../xml/tree.ts';

/** Namespaces: RFC 4918, RFC 4791, CalendarServer's extensions, Apple's. */
export const DAV = 'DAV:';
export const CALDAV = 'urn:ietf:params:xml:ns:caldav';
export const CALENDARSERVER = 'http://calendarserver.org/ns/';
const APPLE = 'http://apple.com/ns/ical/';

/** The prefix of each known namespace in what we write. */
export const PREFIXES: ReadonlyMap<string, string> = new Map([
  [DAV, 'D'],
  [CALDAV, 'C'],
  [CALENDARSERVER, 'CS'],
  [APPLE, 'A'],
]);

export const dav = (name: string): XmlName => ({ ns: DAV, name });
export const caldav = (name: string): XmlName => ({ ns: CALDAV, name });
export const calendarServer = (name: string): XmlName => ({ ns: CALENDARSERVER, name });
export const apple = (name: string): XmlName => ({ ns: APPLE, name });
