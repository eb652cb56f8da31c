import type { XmlElement, XmlName } from '../xml/tree.ts';
import { child } from '../xml/tree.ts';
import type { XmlPrefixes } from '../xml/write.ts';

/** The two namespaces of Exchange Web Services, and SOAP 1.1's. */
export const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
export const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
export const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The prefixes in our answers. */
export const PREFIXES: XmlPrefixes = new Map([
  [SOAP, 's'],
  [MESSAGES, 'm'],
  [TYPES, 't'],
  ['http://www.w3.org/2001/XMLSchema-instance', 'xsi'],
]);

/** What an element can hold: elements, or text. */
export type Content = XmlElement | string;

/** Names in the two namespaces. */
export const typeName = (name: string): XmlName => ({ ns: TYPES, name });
const messageName = (name: string): XmlName => ({ ns: MESSAGES, name });

/** An element of the types namespace. */
export function t(name: string, ...content: readonly Content[]): XmlElement {
  return made(TYPES, name, {}, content);
}

/** An element of the types namespace with attributes. */
export function tWith(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly Content[]
): XmlElement {
  return made(TYPES, name, attributes, content);
}

/** An element of the messages namespace. */
export function m(name: string, ...content: readonly Content[]): XmlElement {
  return made(MESSAGES, name, {}, content);
}

/** An element of the messages namespace with attributes. */
export function mWith(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly Content[]
): XmlElement {
  return made(MESSAGES, name, attributes, content);
}

/** Any element. */
export function made(
  ns: string,
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: readonly Content[],
): XmlElement {
  return {
    ns,
    name,
    attributes,
    children: content.filter((one) => typeof one !== 'string'),
    text: content.filter((one) => typeof one === 'string').join(''),
  };
}

/** The first child of this name in the types namespace. */
export function typeChild(element: XmlElement, name: string): XmlElement | undefined {
  return child(element, typeName(name));
}

/** The first child of this name in the messages namespace. */
export function messageChild(element: XmlElement, name: string): XmlElement | undefined {
  return child(element, messageName(name));
}

/** Its trimmed text, or undefined when there is no such child. */
export function typeText(element: XmlElement, name: string): string | undefined {
  return typeChild(element, name)?.text.trim();
}
