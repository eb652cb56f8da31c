import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createXmlReader } from '../../../../src/server/mailboxes/xml/read.ts';
import type { Element } from '../../../../src/server/mailboxes/ews/element.ts';
import type { Owner } from '../../../../src/server/mailboxes/ews/properties/property.ts';
import type { ItemWithExceptions } from '../../../../src/server/mailboxes/ews/to-item.ts';
import type { Item } from '../../../../src/sync/item.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'ews');

/** The mailbox that all fixtures are from. */
export const OLGA: Owner = { addresses: ['mailto:olga@example.org'], homeZone: 'Europe/Berlin' };

/** Names of the fixture pairs. */
export const CASES: readonly string[] = readdirSync(FOLDER).flatMap((name) =>
  name.endsWith('.in.xml') ? [name.slice(0, -'.in.xml'.length)] : [],
);

/** The root element of an XML document, by local names. */
export function parseXml(text: string): Element {
  let root: Element | null = null;
  const reader = createXmlReader({
    nameOf: (_namespace, local) => local,
    isPart: () => true,
    onPart: (part) => {
      root = part;
    },
  });
  reader.write(text);
  reader.end();
  if (root === null) throw new Error('No document');
  return root;
}

/** A fixture: the items of a series (its master first) and the event that they are. */
export function load(name: string): { readonly series: ItemWithExceptions; readonly event: Event } {
  const [item, ...exceptions] = parseXml(readFileSync(join(FOLDER, `${name}.in.xml`), 'utf8')).children;
  if (item === undefined) throw new Error(`Nothing in ${name}`);
  const json = JSON.parse(readFileSync(join(FOLDER, `${name}.item.json`), 'utf8')) as Item;
  return { series: seriesOf(item, exceptions), event: normaliseEvent(json) };
}

/** A master and the items of its modified occurrences. */
export function seriesOf(item: Element, exceptions: readonly Element[] = []): ItemWithExceptions {
  const idOf = (element: Element): string =>
    element.children.find(({ name }) => name === 'ItemId')?.attributes['Id'] ?? '';
  return { item, exceptions: new Map(exceptions.map((entry) => [idOf(entry), entry])) };
}
