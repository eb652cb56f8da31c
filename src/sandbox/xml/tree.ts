/** A qualified name. */
export interface XmlName {
  /** Namespace; '' for none. */
  readonly ns: string;
  readonly name: string;
}

/** An element, read or to be written. Text of mixed content is joined. */
export interface XmlElement extends XmlName {
  /** By local name. `xml:lang` is written with its prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** Where the start tag ends in the document that it was read from, both counted from 1. */
  readonly position?: XmlPosition;
}

/** A place in a document. */
export interface XmlPosition {
  readonly line: number;
  readonly column: number;
}

/** A name as a key (Clark notation). */
export function nameKey({ ns, name }: XmlName): string {
  return `{${ns}}${name}`;
}

/** Whether an element has this name. */
export function isNamed(element: XmlElement, name: XmlName): boolean {
  return element.ns === name.ns && element.name === name.name;
}

/** The first child of this name, or undefined. */
export function child(element: XmlElement, name: XmlName): XmlElement | undefined {
  return element.children.find((one) => isNamed(one, name));
}

/** All children of this name. */
export function childrenOf(element: XmlElement, name: XmlName): readonly XmlElement[] {
  return element.children.filter((one) => isNamed(one, name));
}
