import { SaxesParser } from 'saxes';
import { Unavailable } from '../../../sync/errors.ts';
import type { Element } from './element.ts';

/** How a document is taken apart. Paths are names from the root on. */
export interface XmlReading {
  /** What an element is called. */
  nameOf(namespace: string, local: string): string;
  /** Asked when an element opens: whether it is a part, handed out when it closes and then forgotten. */
  isPart(path: readonly string[]): boolean;
  /** `cut`: a text in it was longer than `LONGEST_TEXT` and is not whole. */
  onPart(part: Element, path: readonly string[], cut: boolean): void;
  /** Called when an element opens that is in no part. */
  onOpen?(path: readonly string[]): void;
}

/** Declarations of namespaces are no attributes. */
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const DEEPEST = 40;
const MOST_CHILDREN = 5000;
/** Characters. A little more than the longest calendar object that is read: what is cut is recognised as too large. */
const LONGEST_TEXT = 4_100_000;

interface Open {
  name: string;
  children: Element[];
  text: string;
  attributes: Record<string, string>;
}

/** Takes pieces of one document. */
export interface XmlReader {
  write(text: string): void;
  /** Whether the root was closed. */
  isEnded(): boolean;
  /** Throws Unavailable `answer-truncated` when the document isn't whole, `answer-not-xml` when there is none. */
  end(): void;
}

/**
 * Reads a document as it comes in, so that memory holds one part at a time. No document type is allowed, hence no
 * entities but the five of XML. Throws Unavailable `answer-not-xml` (with the effect `none`).
 */
export function createXmlReader(reading: XmlReading): XmlReader {
  const path: string[] = [];
  const open: Open[] = [];
  let ended = false;
  let cut = false;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => {
    throw notXml('syntax');
  });
  parser.on('doctype', (declaration) => {
    // A page in HTML has a document type as well, and is no attack.
    if (/<!ENTITY\b/i.test(declaration)) throw new Unavailable({ code: 'answer-with-entities' }, 'none');
    throw notXml('document-type');
  });
  parser.on('opentag', (tag) => {
    const name = reading.nameOf(tag.uri, tag.local);
    if (path.length >= DEEPEST || (open.at(-1)?.children.length ?? 0) > MOST_CHILDREN) throw notXml('size');
    path.push(name);
    if (open.length === 0) {
      cut = false;
      reading.onOpen?.(path);
      if (!reading.isPart(path)) return;
    }
    const attributes = Object.values(tag.attributes)
      .filter(({ uri }) => uri !== XMLNS)
      .map((entry) => [entry.local, entry.value] as const);
    open.push({ name, children: [], text: '', attributes: Object.fromEntries(attributes) });
  });
  const onText = (text: string): void => {
    const current = open.at(-1);
    if (current === undefined) return;
    const room = LONGEST_TEXT - current.text.length;
    if (text.length > room) cut = true;
    current.text += text.slice(0, room);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    const closed = open.pop();
    const around = open.at(-1);
    if (around !== undefined && closed !== undefined) around.children.push(closed);
    else if (closed !== undefined) reading.onPart(closed, path, cut);
    path.pop();
    if (path.length === 0) ended = true;
  });
  let empty = true;
  return {
    write(text) {
      if (text.trim() !== '') empty = false;
      parser.write(text);
    },
    isEnded: () => ended,
    end() {
      if (empty) throw notXml('empty');
      if (!ended) throw new Unavailable({ code: 'answer-truncated' }, 'none');
      parser.close();
    },
  };
}

/** Reads a whole document from a body. */
export async function readXml(body: AsyncIterable<Uint8Array>, reading: XmlReading): Promise<void> {
  const reader = createXmlReader(reading);
  const decoder = new TextDecoder('utf-8');
  for await (const piece of body) reader.write(decoder.decode(piece, { stream: true }));
  reader.end();
}

function notXml(what: string): Unavailable {
  return new Unavailable({ code: 'answer-not-xml', parameters: { what } }, 'none');
}
