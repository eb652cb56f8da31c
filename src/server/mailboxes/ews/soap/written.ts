import type { Element } from '../element.ts';
import type { ItemId } from '../wire.ts';
import { itemIdOf, itemsIn } from './ids.ts';

/** The item that a write answers with; null when it says none. */
export function writtenItem(message: Element): { readonly id: ItemId; readonly item: Element } | null {
  const [item] = itemsIn(message);
  const id = itemIdOf(item);
  return item === undefined || id === null ? null : { id, item };
}
