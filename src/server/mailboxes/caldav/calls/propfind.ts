// https://www.rfc-editor.org/rfc/rfc4918#section-9.1 (PROPFIND)
import { askMultistatus } from '../connection.ts';
import type { Connection } from '../connection.ts';
import type { Subject } from '../errors.ts';
import type { HttpAnswer } from '../../net/http-client.ts';
import { resolveUrl } from '../../net/url.ts';
import { xmlDocument } from '../xml/write.ts';
import type { DavResponse } from '../xml/multistatus.ts';

/** A resource and what was found out about it; its URL is absolute. */
export interface DavResource extends DavResponse {
  readonly url: URL;
}

/** Asks for properties (elements with the prefixes of xml/write.ts) of a resource, and with depth 1 of what is in it. */
export async function propfind(
  connection: Connection,
  url: URL,
  depth: '0' | '1',
  properties: readonly string[],
  subject: Subject,
): Promise<{ readonly resources: readonly DavResource[]; readonly answer: HttpAnswer }> {
  const resources: DavResource[] = [];
  const body = xmlDocument(
    'D:propfind',
    `<D:prop>${properties.map((name) => `<${name}/>`).join('')}</D:prop>`,
  );
  const ask = { method: 'PROPFIND', url, body, headers: { depth } } as const;
  const { answer } = await askMultistatus(connection, ask, subject, (response, answerUrl) => {
    const own = resolveUrl(response.href, answerUrl);
    if (own !== null) resources.push({ ...response, url: own });
  });
  return { resources, answer };
}
