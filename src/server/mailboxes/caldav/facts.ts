import type { MailboxAccount } from '../provider.ts';
import { Unavailable } from '../../../sync/errors.ts';
import { resolveUrl } from '../net/url.ts';

/** What discovery found out about an account; kept between runs as ProbeResult.discovered. */
export interface Facts {
  /** Collections that hold calendars; the first gives ids their origin. */
  readonly homes: readonly URL[];
  /** A single calendar, when what the user typed is all that can be found. */
  readonly calendar: URL | null;
  readonly addresses: readonly string[];
  readonly server: string;
  /** The server mails attendees by itself (calendar-auto-schedule). */
  readonly autoSchedule: boolean;
  readonly syncCollection: boolean;
  readonly conditionalDelete: boolean;
  readonly conditionalCreate: boolean;
}

/** As text values, without secrets. */
export function writeFacts(facts: Facts): Readonly<Record<string, string>> {
  return {
    homes: facts.homes.map((home) => home.href).join(' '),
    calendar: facts.calendar?.href ?? '',
    addresses: facts.addresses.join(' '),
    server: facts.server,
    autoSchedule: String(facts.autoSchedule),
    syncCollection: String(facts.syncCollection),
    conditionalDelete: String(facts.conditionalDelete),
    conditionalCreate: String(facts.conditionalCreate),
  };
}

/** Null when nothing (or nothing usable) was discovered before. */
export function readFacts(discovered: Readonly<Record<string, string>>, typed: URL): Facts | null {
  const words = (name: string): readonly string[] =>
    (discovered[name] ?? '').split(' ').filter((word) => word !== '');
  const homes = words('homes')
    .map((href) => resolveUrl(href, typed))
    .filter((url) => url !== null);
  const [calendar] = words('calendar').map((href) => resolveUrl(href, typed));
  if (homes.length === 0 && (calendar ?? null) === null) return null;
  return {
    homes,
    calendar: calendar ?? null,
    addresses: words('addresses'),
    server: discovered['server'] ?? '',
    // Whoever doesn't know must not risk mails.
    autoSchedule: discovered['autoSchedule'] !== 'false',
    syncCollection: discovered['syncCollection'] !== 'false',
    conditionalDelete: discovered['conditionalDelete'] !== 'false',
    conditionalCreate: discovered['conditionalCreate'] !== 'false',
  };
}

/**
 * The URL that the user meant: a URL, a host name, or an e-mail address whose domain is asked. Credentials in it are
 * dropped. Throws Unavailable `url-invalid`.
 */
export function typedUrl(account: Pick<MailboxAccount, 'url'>): URL {
  const text = account.url.trim().replace(/^(?:caldavs?|davs?):\/\//i, 'https://');
  const host = /^[^/\s:]+@([^/\s@]+)$/.exec(text)?.[1] ?? text;
  const withScheme = /^https?:\/\//i.test(host) ? host : `https://${host}`;
  const other = /^[a-z][a-z0-9+.-]*:\/\//i.test(host) && !/^https?:/i.test(host);
  const url =
    text === '' || other || /\s/.test(host) ? null : resolveUrl(withScheme, new URL('https://invalid/'));
  if (url === null || url.hostname === '') throw new Unavailable({ code: 'url-invalid' }, 'none');
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}
