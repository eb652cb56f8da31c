// https://www.rfc-editor.org/rfc/rfc4918#section-15.6 (getetag),
// https://github.com/apple/ccs-calendarserver/blob/master/doc/Extensions/caldav-ctag.txt (getctag)
import type { Connection } from '../connection.ts';
import { calendarServer, childOf, dav } from '../xml/element.ts';
import type { DavResponse } from '../xml/multistatus.ts';
import { propfind } from './propfind.ts';
import type { ListedResource } from './sync-collection.ts';

/** The name of a resource's revision, or null. A weak one (a proxy's doing) names the same revision. */
export function etagOf(response: Pick<DavResponse, 'properties'>): string | null {
  const etag = response.properties.get(dav('getetag'))?.text.trim() ?? '';
  return etag === '' ? null : strongEtag(etag);
}

export function strongEtag(etag: string): string {
  return etag.replace(/^W\//i, '');
}

/** Collections, and resources that say that they hold a task or a journal entry. */
export function isOtherKind(response: Pick<DavResponse, 'properties'>): boolean {
  if (childOf(response.properties.get(dav('resourcetype')), dav('collection')) !== undefined) return true;
  const type = response.properties.get(dav('getcontenttype'))?.text.toLowerCase() ?? '';
  const component = /component=\s*"?([a-z-]+)/.exec(type)?.[1];
  return (component !== undefined && component !== 'vevent') || (type !== '' && !type.includes('calendar'));
}

/** Every resource of a collection with its revision. */
export async function listEtags(
  connection: Connection,
  url: URL,
): Promise<{ readonly resources: readonly ListedResource[]; readonly url: URL }> {
  const properties = ['D:getetag', 'D:getcontenttype', 'D:resourcetype'];
  const { resources, answer } = await propfind(connection, url, '1', properties, 'collection');
  const listed = resources
    .filter((resource) => !isOtherKind(resource))
    .map((resource) => ({ href: resource.href, etag: etagOf(resource) }));
  return { resources: listed.filter((resource) => resource.etag !== null), url: answer.url };
}

/** The revision of the collection as a whole; null when the server has none. */
export async function readCtag(connection: Connection, url: URL): Promise<string | null> {
  const { resources } = await propfind(connection, url, '0', ['S:getctag'], 'collection');
  const ctag = resources[0]?.properties.get(calendarServer('getctag'))?.text.trim() ?? '';
  return ctag === '' ? null : ctag;
}
