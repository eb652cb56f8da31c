import { escapeXml } from '../../xml/write.ts';
import type { XmlName } from '../../xml/tree.ts';
import { PREFIXES } from './names.ts';

/** A piece of finished XML. Text that is not wrapped in it is escaped. */
export interface Xml {
  readonly xml: string;
}

/** Attributes without namespace. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** An element with children (XML, or text to be escaped). */
export function element(name: XmlName, ...children: readonly (Xml | string)[]): Xml {
  return elementWith(name, {}, ...children);
}

/** An element with attributes. */
export function elementWith(
  { ns, name }: XmlName,
  attributes: XmlAttributes,
  ...children: readonly (Xml | string)[]
): Xml {
  const prefix = PREFIXES.get(ns);
  const tag = prefix === undefined ? name : `${prefix}:${name}`;
  const declared = prefix === undefined ? ` xmlns="${escapeXml(ns)}"` : '';
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const content = children
    .map((child) => (typeof child === 'string' ? escapeXml(child) : child.xml))
    .join('');
  const open = `<${tag}${declared}${written.join('')}`;
  return { xml: content === '' ? `${open}/>` : `${open}>${content}</${tag}>` };
}

/** A whole document with this root. */
export function xmlDocument(root: XmlName, ...children: readonly Xml[]): string {
  const prefix = PREFIXES.get(root.ns) ?? '';
  const namespaces = [...PREFIXES].map(([ns, short]) => ` xmlns:${short}="${ns}"`).join('');
  const content = children.map((child) => child.xml).join('\n');
  const tag = `${prefix}:${root.name}`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<${tag}${namespaces}>\n${content}\n</${tag}>\n`;
}
