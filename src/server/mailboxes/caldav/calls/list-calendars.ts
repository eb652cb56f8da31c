// https://www.rfc-editor.org/rfc/rfc4791#section-5.2 (calendar collection properties), https://www.rfc-editor.org/rfc/rfc3744#section-5.4
import type { Connection } from '../connection.ts';
import { apple, caldav, childOf, dav } from '../xml/element.ts';
import type { Element } from '../xml/element.ts';
import { decodeSafely } from '../locations.ts';
import { propfind } from './propfind.ts';
import type { DavResource } from './propfind.ts';

/** A calendar collection. */
export interface CalendarFound {
  readonly url: URL;
  readonly name: string;
  /** `#rrggbb`, or null. */
  readonly color: string | null;
  readonly writable: boolean;
  /** Upper-case component names; empty when the server doesn't restrict them. */
  readonly components: readonly string[];
  /** Names of the reports, with namespace (see xml/element.ts). */
  readonly reports: readonly string[];
}

const PROPERTIES = [
  'D:resourcetype',
  'D:displayname',
  'D:current-user-privilege-set',
  'D:supported-report-set',
  'C:supported-calendar-component-set',
  'A:calendar-color',
];

/** The calendars in a home (depth 1), or the calendar itself (depth 0). */
export async function listCalendars(
  connection: Connection,
  url: URL,
  depth: '0' | '1',
): Promise<readonly CalendarFound[]> {
  const { resources } = await propfind(connection, url, depth, PROPERTIES, 'mailbox');
  return resources
    .filter(
      ({ properties }) => childOf(properties.get(dav('resourcetype')), caldav('calendar')) !== undefined,
    )
    .map(calendarOf);
}

function calendarOf({ url, properties }: DavResource): CalendarFound {
  const components = properties.get(caldav('supported-calendar-component-set'))?.children ?? [];
  const reports = properties.get(dav('supported-report-set'))?.children ?? [];
  const name = properties.get(dav('displayname'))?.text.trim() ?? '';
  return {
    url,
    name: name === '' ? lastSegment(url) : name,
    color: colorOf(properties.get(apple('calendar-color'))?.text),
    writable: isWritable(properties.get(dav('current-user-privilege-set'))),
    components: components.map((component) => (component.attributes['name'] ?? '').toUpperCase()),
    // Xandikos leaves out the element in between (RFC 3253, 3.1.5 has it).
    reports: reports.flatMap((entry) =>
      (childOf(entry, dav('report')) ?? entry).children.map((report) => report.name),
    ),
  };
}

function lastSegment(url: URL): string {
  const segment = url.pathname.split('/').findLast((part) => part !== '') ?? url.host;
  return decodeSafely(segment);
}

/** `#RRGGBBAA`, `#RRGGBB` and `#RGB` become `#rrggbb`; anything else is no colour. */
function colorOf(text: string | undefined): string | null {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text?.trim() ?? '')?.[1]?.toLowerCase();
  if (digits === undefined) return null;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits.slice(0, 6)}`;
}

const WRITING = new Set([dav('all'), dav('write'), dav('write-content'), dav('bind')]);

/** A server that tells no privileges leaves it to the attempt. */
function isWritable(set: Element | undefined): boolean {
  if (set === undefined || set.children.length === 0) return true;
  return set.children.some((privilege) => privilege.children.some((entry) => WRITING.has(entry.name)));
}
