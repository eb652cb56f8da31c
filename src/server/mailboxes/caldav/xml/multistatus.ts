// https://www.rfc-editor.org/rfc/rfc4918#section-13 (multistatus)
import { Unavailable } from '../../../../sync/errors.ts';
import { childOf, dav, hrefsOf, readXml } from './element.ts';
import type { Element } from './element.ts';

/** What a multistatus says of one resource. */
export interface DavResponse {
  readonly href: string;
  /** Of the resource as a whole, when there are no properties. */
  readonly status: number | null;
  /** The properties that were found (status 2xx), by name. */
  readonly properties: ReadonlyMap<string, Element>;
  /** The worst status of its properties, if one failed. */
  readonly failure: number | null;
  /** Names of the conditions in its `error` element. */
  readonly conditions: readonly string[];
}

/** The part of a multistatus that is about no resource. */
export interface MultistatusEnd {
  readonly syncToken: string | null;
}

/**
 * Reads a multistatus response by response. Throws Unavailable `not-caldav` when the document is another one (a page
 * in HTML), `answer-not-xml`, `answer-truncated`.
 */
export async function readMultistatus(
  body: AsyncIterable<Uint8Array>,
  onResponse: (response: DavResponse) => void,
): Promise<MultistatusEnd> {
  let syncToken: string | null = null;
  const onRoot = (name: string): void => {
    if (name !== dav('multistatus'))
      throw new Unavailable({ code: 'not-caldav', parameters: { what: 'other-document' } }, 'none');
  };
  await readXml(body, onRoot, (child) => {
    if (child.name === dav('sync-token')) syncToken = child.text.trim();
    if (child.name !== dav('response')) return;
    for (const href of hrefsOf(child)) onResponse(responseOf(child, href));
  });
  return { syncToken };
}

function responseOf(element: Element, href: string): DavResponse {
  const properties = new Map<string, Element>();
  let failure: number | null = null;
  for (const propstat of element.children.filter((child) => child.name === dav('propstat'))) {
    const status = statusOf(propstat) ?? 200;
    for (const property of childOf(propstat, dav('prop'))?.children ?? []) {
      if (status >= 200 && status < 300) properties.set(property.name, property);
    }
    if (status >= 300) failure = Math.max(failure ?? 0, status);
  }
  const errors = [element, ...element.children].map((part) => childOf(part, dav('error')));
  const conditions = errors.flatMap((error) => error?.children.map((child) => child.name) ?? []);
  return { href, status: statusOf(element), properties, failure, conditions };
}

function statusOf(element: Element): number | null {
  const text = childOf(element, dav('status'))?.text.trim() ?? '';
  const match = /^HTTP\/\d+(?:\.\d+)?\s+(\d{3})/i.exec(text);
  return match === null ? null : Number(match[1]);
}

/** The conditions in an error body (RFC 4918, 16); none when the body is something else. */
export async function readConditions(body: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    await readXml(
      body,
      () => undefined,
      (child) => found.push(child.name),
    );
  } catch {
    return [];
  }
  return found;
}
