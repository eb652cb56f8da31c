import { SaxesParser } from 'saxes';
import type { XmlElement, XmlPosition } from './tree.ts';

/** The body is not well-formed XML, or XML that no request here needs; the message says why. */
export class InvalidXml extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidXml';
  }
}

/** Declarations of prefixes come as attributes in this namespace. */
const XMLNS = 'http://www.w3.org/2000/xmlns/';

interface Building {
  ns: string;
  name: string;
  attributes: Record<string, string>;
  children: Building[];
  text: string;
  position: XmlPosition;
}

/** RFC 4918, 20.6 warns of entities; nothing in WebDAV or in Exchange's services nests deeper. */
const DEEPEST = 50;

/** Parses a document with namespaces. Document types are refused, entities therefore too. Throws InvalidXml. */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Building[] = [];
  const roots: Building[] = [];
  parser.on('error', (error) => {
    throw new InvalidXml(error.message);
  });
  parser.on('doctype', () => {
    throw new InvalidXml('A document type is not allowed here');
  });
  parser.on('opentag', (tag) => {
    if (open.length >= DEEPEST) throw new InvalidXml('It is nested too deeply');
    const own = Object.values(tag.attributes).filter((one) => one.uri !== XMLNS);
    const attributes = Object.fromEntries(own.map((one) => [one.local, one.value]));
    const position = { line: parser.line, column: parser.column };
    const building: Building = { ns: tag.uri, name: tag.local, attributes, children: [], text: '', position };
    (open.at(-1)?.children ?? roots).push(building);
    open.push(building);
  });
  const addText = (part: string): void => {
    const top = open.at(-1);
    if (top !== undefined) top.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  const [root] = roots;
  if (root === undefined) throw new InvalidXml('There is no element in it');
  return root;
}
