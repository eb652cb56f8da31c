import type { Item, ItemKind } from '../../src/sync/item.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';

/** What an older version of the product knew nothing of. */
export const UNMAPPED = ['priority', 'status'];

/** The events of an older version: another normaliser, and fewer fields. */
export const olderEventKind: ItemKind = {
  ...eventKind,
  normaliserVersion: eventKind.normaliserVersion - 1,
  fields: Object.fromEntries(Object.entries(eventKind.fields).filter(([field]) => !UNMAPPED.includes(field))),
  normalise: (item) => without(eventKind.normalise(item)),
  shared: (item) => without(eventKind.shared(item)),
  withPersonal: (shared, copy) => without(eventKind.withPersonal(shared, copy)),
  busyOnly: (item) => without(eventKind.busyOnly(item)),
  withContent: (busy, from) => without(eventKind.withContent(busy, from)),
};

function without(item: Item): Item {
  if (!UNMAPPED.some((field) => item[field] !== undefined)) return item;
  return Object.fromEntries(Object.entries(item).filter(([field]) => !UNMAPPED.includes(field))) as Item;
}
