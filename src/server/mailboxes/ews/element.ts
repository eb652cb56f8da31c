import { childOf } from '../xml/element.ts';
import type { Element } from '../xml/element.ts';

/**
 * An element of EWS by its local name: `Subject`. Below an item all elements are in the types namespace, and servers
 * that mix the namespaces up are understood. Order of children matters when it is sent (see the schema).
 */
export type { Element } from '../xml/element.ts';
export { childOf } from '../xml/element.ts';

/** An element to send: text or children. */
export function element(
  name: string,
  content: string | readonly Element[] = '',
  attributes: Readonly<Record<string, string>> = {},
): Element {
  return typeof content === 'string'
    ? { name, children: [], text: content, attributes }
    : { name, children: content, text: '', attributes };
}

/** All children of this name. */
export function childrenOf(parent: Element | undefined, name: string): readonly Element[] {
  return parent?.children.filter((child) => child.name === name) ?? [];
}

/** The element at the end of a path of first children: `descendantOf(item, 'Organizer', 'Mailbox')`. */
export function descendantOf(parent: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((found, name) => childOf(found, name), parent);
}

/** The trimmed text of the element at the end of a path; null when it isn't there (an empty one gives ''). */
export function textOf(parent: Element | undefined, ...path: readonly string[]): string | null {
  return descendantOf(parent, ...path)?.text.trim() ?? null;
}
