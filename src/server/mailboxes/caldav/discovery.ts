// https://www.rfc-editor.org/rfc/rfc6764 (locating CalDAV services), https://www.rfc-editor.org/rfc/rfc4791#section-7.1
import { Denied, Gone, SyncError, Unavailable } from '../../../sync/errors.ts';
import { mayFollow } from '../net/trust.ts';
import { findPrincipal } from './calls/find-principal.ts';
import type { FoundPrincipal } from './calls/find-principal.ts';
import { listCalendars } from './calls/list-calendars.ts';
import type { CalendarFound } from './calls/list-calendars.ts';
import { options } from './calls/options.ts';
import { SYNC_REPORT } from './calls/sync-collection.ts';
import type { Connection } from './connection.ts';
import type { Facts } from './facts.ts';
import { recognise } from './quirks.ts';

/** Where the calendars of an account are. */
interface Homes {
  readonly homes: readonly URL[];
  readonly calendar: URL | null;
  readonly addresses: readonly string[];
}

/**
 * Finds an account's calendars from what the user typed: the root of a server, a principal, a home, or a calendar.
 * Throws Denied (`wrong-password`, `basic-not-offered`, `access-denied`) and Unavailable (`not-caldav`,
 * `wrong-path`, `no-calendars`, and the codes of net/connection-error.ts).
 */
export async function discover(connection: Connection, typed: URL, user: string): Promise<Facts> {
  const { homes, calendar, addresses } = await findHomes(connection, typed);
  const calendars = await calendarsIn(connection, { homes, calendar });
  const [first] = calendars;
  if (first === undefined) throw new Unavailable({ code: 'no-calendars' }, 'none');
  const { abilities, headers } = await options(connection, first.url);
  const server = recognise(first.url, headers);
  return {
    homes,
    calendar,
    addresses: ownAddresses(addresses, user),
    server: server.label,
    autoSchedule: abilities.includes('calendar-auto-schedule'),
    syncCollection: calendars.some((entry) => entry.reports.includes(SYNC_REPORT)),
    conditionalDelete: server.conditionalDelete,
    conditionalCreate: server.conditionalCreate,
  };
}

/** The calendars that can hold events, in all homes. */
export async function calendarsIn(
  connection: Connection,
  { homes, calendar }: Pick<Facts, 'homes' | 'calendar'>,
): Promise<readonly CalendarFound[]> {
  const found: CalendarFound[] = [];
  for (const home of homes) found.push(...(await listCalendars(connection, home, '1')));
  if (calendar !== null) found.push(...(await listCalendars(connection, calendar, '0')));
  return found.filter(({ components }) => components.length === 0 || components.includes('VEVENT'));
}

async function findHomes(connection: Connection, typed: URL): Promise<Homes> {
  const wellKnown = new URL('/.well-known/caldav', typed);
  const candidates = [
    typed,
    ...(typed.pathname.endsWith('/') ? [] : [withSlash(typed)]),
    wellKnown,
    new URL('/', typed),
  ];
  const errors: SyncError[] = [];
  for (const candidate of candidates) {
    try {
      const homes = await homesFrom(connection, candidate);
      if (homes !== null) return homes;
    } catch (error) {
      if (!(error instanceof SyncError) || isFinal(error)) throw error;
      errors.push(error);
    }
  }
  const telling = errors.find((error) => !(error instanceof Gone)) ?? null;
  throw telling ?? new Unavailable({ code: 'wrong-path', parameters: { path: typed.pathname } }, 'none');
}

function withSlash(url: URL): URL {
  const slashed = new URL(url);
  slashed.pathname += '/';
  return slashed;
}

/** Errors that another path on the same host wouldn't change. */
function isFinal(error: SyncError): boolean {
  if (error instanceof Denied) return error.code !== 'access-denied';
  return (
    error instanceof Unavailable &&
    !['not-caldav', 'answer-not-xml', 'answer-with-entities', 'server-error', 'too-many-redirects'].includes(
      error.code,
    )
  );
}

async function homesFrom(connection: Connection, url: URL): Promise<Homes | null> {
  const found = await findPrincipal(connection, url);
  const principal = await principalOf(connection, found);
  if (principal !== null && principal.homes.length > 0) {
    const calendar = found.isCalendar && !isIn(found.url, principal.homes) ? found.url : null;
    return { homes: principal.homes, calendar, addresses: principal.addresses };
  }
  if (found.isCalendar) return { homes: [], calendar: found.url, addresses: found.addresses };
  if (!found.isCollection) return null;
  const inside = await listCalendars(connection, found.url, '1');
  return inside.length === 0 ? null : { homes: [found.url], calendar: null, addresses: found.addresses };
}

async function principalOf(connection: Connection, found: FoundPrincipal): Promise<FoundPrincipal | null> {
  if (found.homes.length > 0) return found;
  if (found.principal === null || !mayFollow(found.url, found.principal)) return null;
  return findPrincipal(connection, found.principal);
}

function isIn(calendar: URL, homes: readonly URL[]): boolean {
  return homes.some((home) => calendar.origin === home.origin && calendar.pathname.startsWith(home.pathname));
}

/** Canonical mail addresses; a server that tells none leaves the name of the account, if it is an address. */
function ownAddresses(hrefs: readonly string[], user: string): readonly string[] {
  const mails = hrefs.filter((href) => /^mailto:/i.test(href)).map((href) => href.toLowerCase());
  if (mails.length > 0) return [...new Set(mails)];
  return /^[^\s@/]+@[^\s@/]+$/.test(user) ? [`mailto:${user.toLowerCase()}`] : [];
}
