import type { XmlElement } from './tree.ts';

/** The prefix of each namespace in a document. */
export type XmlPrefixes = ReadonlyMap<string, string>;

/** A whole document with this root, which declares all prefixes. Namespaces without prefix are declared in place. */
export function writeXml(root: XmlElement, prefixes: XmlPrefixes): string {
  const declared = [...prefixes].map(([ns, prefix]) => ` xmlns:${prefix}="${escapeXml(ns)}"`).join('');
  return `<?xml version="1.0" encoding="utf-8"?>${writeElement(root, prefixes, declared)}`;
}

function writeElement(element: XmlElement, prefixes: XmlPrefixes, declared: string): string {
  const { ns, name, attributes, children, text } = element;
  const prefix = prefixes.get(ns);
  const tag = prefix === undefined ? name : `${prefix}:${name}`;
  const own = prefix === undefined && ns !== '' ? ` xmlns="${escapeXml(ns)}"` : '';
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const inside = children.map((one) => writeElement(one, prefixes, '')).join('');
  const open = `<${tag}${declared}${own}${written.join('')}`;
  const content = escapeXml(text) + inside;
  return content === '' ? `${open}/>` : `${open}>${content}</${tag}>`;
}

/**
 * Text as XML 1.0 content or attribute. A carriage return goes as a reference, for parsers would drop it (XML 1.0,
 * 2.11) and calendar data would come back changed. What XML cannot hold at all becomes U+FFFD.
 */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}
