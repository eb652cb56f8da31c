import { PREFIXES } from './names.ts';
import type { XmlName } from './names.ts';

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

/**
 * Text as XML 1.0 content or attribute. A carriage return goes as a reference, for parsers would drop it (XML 1.0,
 * 2.11) and calendar data would come back changed. What XML cannot hold at all becomes U+FFFD.
 */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}
