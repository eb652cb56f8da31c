// https://www.rfc-editor.org/rfc/rfc5397#section-3 (current-user-principal), https://www.rfc-editor.org/rfc/rfc4791#section-6.2.1
import type { Connection } from '../connection.ts';
import { caldav, childOf, dav, hrefsOf } from '../xml/element.ts';
import { resolveUrl } from '../../net/url.ts';
import { propfind } from './propfind.ts';

/** What a URL turned out to be. All URLs are absolute. */
export interface FoundPrincipal {
  /** Where the question was answered, after redirects. */
  readonly url: URL;
  readonly principal: URL | null;
  /** Set when the resource is a principal itself. */
  readonly homes: readonly URL[];
  readonly addresses: readonly string[];
  readonly isCalendar: boolean;
  readonly isCollection: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

const PROPERTIES = [
  'D:current-user-principal',
  'D:resourcetype',
  'C:calendar-home-set',
  'C:calendar-user-address-set',
];

/** Asks a URL who we are there, and what it is. */
export async function findPrincipal(connection: Connection, url: URL): Promise<FoundPrincipal> {
  const { resources, answer } = await propfind(connection, url, '0', PROPERTIES, 'mailbox');
  const found = resources[0]?.properties;
  const type = found?.get(dav('resourcetype'));
  const urls = (hrefs: readonly string[]): readonly URL[] =>
    hrefs.map((href) => resolveUrl(href, answer.url)).filter((entry) => entry !== null);
  return {
    url: answer.url,
    principal: urls(hrefsOf(found?.get(dav('current-user-principal'))))[0] ?? null,
    homes: urls(hrefsOf(found?.get(caldav('calendar-home-set')))),
    addresses: hrefsOf(found?.get(caldav('calendar-user-address-set'))),
    isCalendar: childOf(type, caldav('calendar')) !== undefined,
    isCollection: childOf(type, dav('collection')) !== undefined,
    headers: answer.headers,
  };
}
