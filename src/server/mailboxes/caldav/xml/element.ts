import type { Element } from '../../xml/element.ts';
import { readXml as read } from '../../xml/read.ts';

/** An element whose name is its namespace and local name, parted by a space. */
export type { Element } from '../../xml/element.ts';
export { childOf } from '../../xml/element.ts';

/** Names of the namespaces used here. */
export const dav = (name: string): string => `DAV: ${name}`;
export const caldav = (name: string): string => `urn:ietf:params:xml:ns:caldav ${name}`;
export const calendarServer = (name: string): string => `http://calendarserver.org/ns/ ${name}`;
export const apple = (name: string): string => `http://apple.com/ns/ical/ ${name}`;

/**
 * Reads an XML document as it comes in. The children of the root are handed out one by one and forgotten, so that
 * memory holds one of them at a time. No document type is allowed, hence no entities but the five of XML.
 * Throws Unavailable: `answer-not-xml` (with the effect `none`), `answer-truncated`.
 */
export async function readXml(
  body: AsyncIterable<Uint8Array>,
  onRoot: (name: string) => void,
  onChild: (child: Element) => void,
): Promise<void> {
  await read(body, {
    nameOf: (namespace, local) => `${namespace} ${local}`,
    isPart: (path) => path.length === 2,
    onPart: onChild,
    onOpen(path) {
      if (path.length === 1) onRoot(path.at(0) ?? '');
    },
  });
}

/** The trimmed texts of the `href` children. */
export function hrefsOf(element: Element | undefined): readonly string[] {
  const hrefs = element?.children.filter((child) => child.name === dav('href')) ?? [];
  return hrefs.map((child) => child.text.trim()).filter((href) => href !== '');
}
