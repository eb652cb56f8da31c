// https://www.rfc-editor.org/rfc/rfc6578#section-3.2 (DAV:sync-collection REPORT)
import { CursorLost, Denied, Gone, Malformed, SyncError, Unavailable } from '../../../../sync/errors.ts';
import { askMultistatus } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { dav } from '../xml/element.ts';
import { xmlDocument, xmlText } from '../xml/write.ts';
import { etagOf, isOtherKind } from './list-etags.ts';
import { propfind } from './propfind.ts';

/** One line of a listing: `etag` null for what was removed. */
export interface ListedResource {
  readonly href: string;
  readonly etag: string | null;
}

export interface SyncAnswer {
  readonly resources: readonly ListedResource[];
  readonly token: string;
  /** The server cut the answer off; asking with `token` goes on. */
  readonly truncated: boolean;
  readonly url: URL;
}

/**
 * What changed since a token; null lists everything. Throws CursorLost when the server doesn't know the token, and
 * returns null when it doesn't know the report.
 */
export async function syncCollection(
  connection: Connection,
  url: URL,
  token: string | null,
): Promise<SyncAnswer | null> {
  const content = `<D:sync-token>${xmlText(token ?? '')}</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/><D:getcontenttype/></D:prop>`;
  const ask = {
    method: 'REPORT',
    url,
    body: xmlDocument('D:sync-collection', content),
    headers: { depth: '0' },
  } as const;
  const resources: ListedResource[] = [];
  let truncated = false;
  try {
    const end = await askMultistatus(connection, ask, 'collection', (response) => {
      if (response.status === 507) truncated = true;
      else if (response.status === 404 || response.status === 410)
        resources.push({ href: response.href, etag: null });
      else if (!isOtherKind(response)) {
        const etag = etagOf(response);
        if (etag !== null) resources.push({ href: response.href, etag });
      }
    });
    if (end.syncToken === null || end.syncToken === '') return token === null ? null : lost();
    return { resources, token: end.syncToken, truncated, url: end.answer.url };
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    return token === null ? unsupported(error) : rejected(connection, url, error);
  }
}

function lost(): never {
  throw new CursorLost({ code: 'sync-token-unknown' });
}

/** Without a token a refusal means that the report isn't there; the other way of listing tells whether all is well. */
function unsupported(error: SyncError): null {
  if (error instanceof Denied && error.scope === 'item') return null;
  if (error instanceof Unavailable && (error.code === 'not-caldav' || error.parameters['status'] === 501))
    return null;
  if (error instanceof Malformed) return null;
  throw error;
}

/** With a token: the valid-sync-token precondition, and the other ways in which servers say the same (Xandikos: 500). */
async function rejected(connection: Connection, url: URL, error: SyncError): Promise<never> {
  if (error instanceof Gone || (error instanceof Denied && error.scope === 'mailbox')) throw error;
  if (error instanceof Unavailable && !['not-caldav', 'server-error'].includes(error.code)) throw error;
  if (error instanceof Unavailable && error.code === 'server-error') {
    if (error.parameters['status'] !== 500) throw error;
    // Is it the token, or is the server ill? A healthy collection answers this.
    await propfind(connection, url, '0', ['D:resourcetype'], 'collection');
  }
  if (error instanceof Denied || error instanceof Malformed || error instanceof Unavailable) lost();
  throw error;
}

/** The name of the report as supported-report-set has it. */
export const SYNC_REPORT = dav('sync-collection');
