import { nameKey } from '../../xml/tree.ts';
import type { XmlName } from '../../xml/tree.ts';
import type { PropertySource } from '../multistatus.ts';
import { dav } from '../xml/names.ts';
import { element } from '../xml/write.ts';
import type { Xml } from '../xml/write.ts';

/** One property: its name and how its content is made; null when the resource hasn't got it. */
export interface Property {
  readonly name: XmlName;
  readonly content: () => readonly (Xml | string)[] | null;
}

/** The properties of one resource. */
export interface PropertyTable {
  readonly source: PropertySource;
  /** Names of those that it has. */
  readonly names: readonly XmlName[];
}

/** Builds the table of a resource. */
export function propertyTable(properties: readonly Property[]): PropertyTable {
  const byName = new Map(properties.map((property) => [nameKey(property.name), property]));
  const source = (name: XmlName): Xml | null => {
    const content = byName.get(nameKey(name))?.content() ?? null;
    return content === null ? null : element(name, ...content);
  };
  const names = properties.filter(({ content }) => content() !== null).map(({ name }) => name);
  return { source, names };
}

/** A property with this content. */
export function property(name: XmlName, ...content: readonly (Xml | string)[]): Property {
  return { name, content: () => content };
}

/** A property that is there only when it has a text. */
export function textProperty(name: XmlName, text: string | null): Property {
  return { name, content: () => (text === null ? null : [text]) };
}

/** DAV:resourcetype of these types. */
export function resourceType(...types: readonly XmlName[]): Property {
  return property(dav('resourcetype'), ...types.map((type) => element(type)));
}

/** DAV:current-user-privilege-set (RFC 3744, 5.4). */
export function privileges(...names: readonly string[]): Property {
  return property(
    dav('current-user-privilege-set'),
    ...names.map((name) => element(dav('privilege'), element(dav(name)))),
  );
}

/** DAV:supported-report-set (RFC 3253, 3.1.5). */
export function reports(...names: readonly XmlName[]): Property {
  return property(
    dav('supported-report-set'),
    ...names.map((name) => element(dav('supported-report'), element(dav('report'), element(name)))),
  );
}
