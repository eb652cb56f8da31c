import { SaxesParser } from 'saxes';
import { Unavailable } from '../../../../sync/errors.ts';

/** An element with its children; the name is its namespace and local name, parted by a space. */
export interface Element {
  readonly name: string;
  readonly children: readonly Element[];
  /** The text directly inside, CDATA included. Cut at `LONGEST_TEXT`. */
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Names of the namespaces used here. */
export const dav = (name: string): string => `DAV: ${name}`;
export const caldav = (name: string): string => `urn:ietf:params:xml:ns:caldav ${name}`;
export const calendarServer = (name: string): string => `http://calendarserver.org/ns/ ${name}`;
export const apple = (name: string): string => `http://apple.com/ns/ical/ ${name}`;

const DEEPEST = 40;
const MOST_CHILDREN = 5000;
/** A little more than the longest calendar object that is read: what is cut is recognised as too large. */
const LONGEST_TEXT = 4_100_000;

interface Open {
  name: string;
  children: Element[];
  text: string;
  attributes: Record<string, string>;
}

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
  const stack: Open[] = [];
  let ended = false;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => {
    throw notXml('syntax');
  });
  parser.on('doctype', () => {
    throw notXml('document-type');
  });
  parser.on('opentag', (tag) => {
    const name = `${tag.uri} ${tag.local}`;
    if (stack.length === 0) onRoot(name);
    if (stack.length >= DEEPEST || (stack.length > 1 && (stack.at(-1)?.children.length ?? 0) > MOST_CHILDREN))
      throw notXml('size');
    const attributes = Object.fromEntries(
      Object.values(tag.attributes).map((entry) => [entry.local, entry.value]),
    );
    stack.push({ name, children: [], text: '', attributes });
  });
  const onText = (text: string): void => {
    const open = stack.at(-1);
    if (open !== undefined && open.text.length < LONGEST_TEXT) open.text += text.slice(0, LONGEST_TEXT);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    const closed = stack.pop();
    if (closed === undefined) return;
    if (stack.length === 0) ended = true;
    else if (stack.length === 1) onChild(closed);
    else stack.at(-1)?.children.push(closed);
  });
  const isEnded = (): boolean => ended;
  const decoder = new TextDecoder('utf-8');
  for await (const piece of body) parser.write(decoder.decode(piece, { stream: true }));
  if (!isEnded())
    throw stack.length === 0 ? notXml('empty') : new Unavailable({ code: 'answer-truncated' }, 'none');
  parser.close();
}

function notXml(what: string): Unavailable {
  return new Unavailable({ code: 'answer-not-xml', parameters: { what } }, 'none');
}

/** The first child of this name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The trimmed texts of the `href` children. */
export function hrefsOf(element: Element | undefined): readonly string[] {
  const hrefs = element?.children.filter((child) => child.name === dav('href')) ?? [];
  return hrefs.map((child) => child.text.trim()).filter((href) => href !== '');
}
