import type { XmlElement } from '../../xml/tree.ts';
import type { PropertyPath } from '../calendar-port.ts';
import { extendedKey } from '../extended-property.ts';
import { typeChild } from '../xml.ts';

/** The values of a property in an item or a folder as it would be answered; none when it has none. */
export function valuesIn(element: XmlElement, path: PropertyPath): readonly string[] {
  if (path.kind === 'extended') {
    const key = extendedKey(path.element);
    const property = element.children.find((one) => {
      const uri = typeChild(one, 'ExtendedFieldURI');
      return one.name === 'ExtendedProperty' && uri !== undefined && extendedKey(uri) === key;
    });
    const value = property === undefined ? undefined : typeChild(property, 'Value');
    return value === undefined ? [] : [value.text];
  }
  const name = path.uri.slice(path.uri.indexOf(':') + 1);
  const child = typeChild(element, name);
  return child === undefined ? [] : leavesOf(child);
}

/** Whether two values stand in an order: -1, 0 or 1. Times and numbers as such, text without regard to case. */
export function compareValues(a: string, b: string): number {
  const first = measure(a);
  const second = measure(b);
  if (first !== null && second !== null) return Math.sign(first - second);
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  return left < right ? -1 : left > right ? 1 : 0;
}

function leavesOf(element: XmlElement): readonly string[] {
  const id = element.attributes['Id'];
  if (element.children.length > 0) return element.children.flatMap(leavesOf);
  return [element.text === '' && id !== undefined ? id : element.text];
}

function measure(text: string): number | null {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  // A time without an offset is UTC in a restriction.
  const at = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(at) ? null : at;
}
