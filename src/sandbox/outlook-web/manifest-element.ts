import type { XmlElement } from '../xml/tree.ts';

/** A manifest that cannot be used; the message says what is wrong and where. */
export class InvalidManifest extends Error {
  constructor(message: string, at?: XmlElement) {
    super(at?.position === undefined ? message : `${message} (line ${at.position.line})`);
    this.name = 'InvalidManifest';
  }
}

/** The first child with this local name: namespaces tell versions apart here, names mean the same in all of them. */
export function part(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

/** All children with this local name. */
export function parts(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}

/** As `part`; throws InvalidManifest where there is none. */
export function neededPart(element: XmlElement, name: string): XmlElement {
  const found = part(element, name);
  if (found === undefined) throw new InvalidManifest(`${called(element)} has no <${name}>`, element);
  return found;
}

/** An attribute; throws InvalidManifest where it is missing or empty. */
export function neededAttribute(element: XmlElement, name: string): string {
  const found = element.attributes[name];
  if (found === undefined || found === '')
    throw new InvalidManifest(`${called(element)} has no attribute ${name}`, element);
  return found;
}

/** The text in a child; throws InvalidManifest where it is missing or empty. */
export function neededText(element: XmlElement, name: string): string {
  const text = neededPart(element, name).text.trim();
  if (text === '') throw new InvalidManifest(`<${name}> of ${called(element)} is empty`, element);
  return text;
}

/** How a message calls an element: by name, and id where it has one. */
export function called({ name, attributes }: XmlElement): string {
  const id = attributes['id'];
  return id === undefined ? `<${name}>` : `<${name} id="${id}">`;
}
