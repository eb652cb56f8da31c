/** An element with its children, as read or to be written. What its name looks like is said by who reads or writes. */
export interface Element {
  readonly name: string;
  readonly children: readonly Element[];
  /** The text directly inside, CDATA included. */
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The first child of this name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name);
}
