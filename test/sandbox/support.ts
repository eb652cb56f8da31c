import type { SandboxOptions, Sandbox, SeedUser } from '../../src/sandbox/main.ts';
import { settableClock, startSandbox } from '../../src/sandbox/main.ts';

/** When the tests' clocks begin. */
export const START = Date.UTC(2026, 2, 2, 8);

/** Three users with a calendar each. */
export const USERS: readonly SeedUser[] = ['alice', 'bob', 'cleo'].map((name) => ({
  name,
  displayName: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
  address: `${name}@example.org`,
  password: `${name}:secret`,
  calendars: [{ slug: 'work', name: 'Work', color: '#112233' }],
}));

/** A sandbox for one test file, with the three users. */
export function testSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({ users: USERS, clock: settableClock(START), ...options });
}

/** What an event is made of; `lines` go into the VEVENT as they are. */
export interface EventText {
  readonly uid?: string;
  readonly lines?: readonly string[];
  readonly more?: readonly string[];
}

/** An iCalendar text. Without lines: one hour on 10 March 2026 in Zurich. */
export function eventText({ uid = 'one@test', lines, more = [] }: EventText = {}): string {
  const content = lines ?? [
    'DTSTART;TZID=Europe/Zurich:20260310T100000',
    'DTEND;TZID=Europe/Zurich:20260310T110000',
    'SUMMARY:Meeting',
  ];
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    ...vevent(uid, content),
    ...more,
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

/** Content lines of a VEVENT. */
export function vevent(uid: string, lines: readonly string[]): readonly string[] {
  return ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'];
}

/** A request as a client would send it. */
export interface Asking {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default alice; null: nobody signs in. */
  readonly user?: string | null;
  readonly password?: string;
}

/** What came back. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request. Rejects when the connection is cut. */
export async function ask(
  sandbox: Pick<Sandbox, 'url'>,
  method: string,
  path: string,
  { body, headers = {}, user = 'alice', password = `${user ?? ''}:secret` }: Asking = {},
): Promise<Answered> {
  const authorization = `Basic ${Buffer.from(`${user ?? ''}:${password}`).toString('base64')}`;
  const response = await fetch(sandbox.url + path, {
    method,
    redirect: 'manual',
    headers: { ...(user === null ? {} : { authorization }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const XML = { 'content-type': 'application/xml; charset=utf-8' };
const CALENDAR = { 'content-type': 'text/calendar; charset=utf-8' };
const NAMESPACES =
  'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/"';

/** Path of alice's calendar. */
export const WORK = '/caldav/calendars/alice/work/';

/** PROPFIND for these properties (`D:displayname`). */
export function propfind(
  sandbox: Sandbox,
  path: string,
  depth: string,
  properties: readonly string[],
  asking: Asking = {},
): Promise<Answered> {
  const prop = properties.map((name) => `<${name}/>`).join('');
  const body = `<D:propfind ${NAMESPACES}><D:prop>${prop}</D:prop></D:propfind>`;
  return ask(sandbox, 'PROPFIND', path, { body, ...asking, headers: { ...XML, depth, ...asking.headers } });
}

/** REPORT or PROPPATCH or MKCALENDAR with an XML body; `NS` in it stands for the namespaces. */
export function askXml(
  sandbox: Sandbox,
  method: string,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return ask(sandbox, method, path, {
    body: body.replace(' NS', ` ${NAMESPACES}`),
    headers: { ...XML, ...headers },
  });
}

/** PUT of an event. */
export function put(sandbox: Sandbox, path: string, text: string, asking: Asking = {}): Promise<Answered> {
  return ask(sandbox, 'PUT', path, { body: text, ...asking, headers: { ...CALENDAR, ...asking.headers } });
}

/** sync-collection with a token. */
export function sync(sandbox: Sandbox, token: string, limit?: number): Promise<Answered> {
  const nresults = limit === undefined ? '' : `<D:limit><D:nresults>${String(limit)}</D:nresults></D:limit>`;
  return askXml(
    sandbox,
    'REPORT',
    WORK,
    `<D:sync-collection NS><D:sync-token>${token}</D:sync-token><D:sync-level>1</D:sync-level>${nresults}<D:prop><D:getetag/></D:prop></D:sync-collection>`,
  );
}

/** The names of the events in a multistatus, in its order; those reported gone with a minus before them. */
export function eventNames(answer: Answered): readonly string[] {
  return [...answer.text.matchAll(/<D:response><D:href>([^<]*)<\/D:href>(<D:status>HTTP\/1.1 404)?/g)]
    .filter(([, href]) => href?.endsWith('/') === false)
    .map(([, href, gone]) => (gone === undefined ? '' : '-') + (href?.split('/').at(-1) ?? ''));
}

/** The sync-token of a multistatus. */
export function tokenIn(answer: Answered): string {
  return /<D:sync-token>([^<]*)</.exec(answer.text)?.[1] ?? '';
}

/** Undoes folding, for looking at properties. */
export function unfolded(text: string): string {
  return text.replaceAll(/\r?\n[ \t]/g, '');
}

/** A series with a date left out and one moved, as `eventText` takes it with the UID `series@test`. */
export const SERIES = {
  lines: [
    'DTSTART;TZID=Europe/Zurich:20260311T090000',
    'DTEND;TZID=Europe/Zurich:20260311T100000',
    'RRULE:FREQ=WEEKLY;COUNT=5',
    'EXDATE;TZID=Europe/Zurich:20260318T090000',
    'SUMMARY:Series',
  ],
  more: vevent('series@test', [
    'RECURRENCE-ID;TZID=Europe/Zurich:20260325T090000',
    'DTSTART;TZID=Europe/Zurich:20260325T150000',
    'DTEND;TZID=Europe/Zurich:20260325T160000',
    'SUMMARY:Series, moved',
  ]),
};
