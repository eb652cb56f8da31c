import type { XmlElement } from '../../xml/tree.ts';

/** Checks a request. */
export function checkRequest(_operation: XmlElement): void {
  return;
}
