// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/ews-identifiers-in-exchange
import { childrenOf, element } from '../element.ts';
import type { Element } from '../element.ts';
import type { FolderRef, ItemId, ItemRef } from '../wire.ts';

/** An id as an element; the change key only where it counts. */
export function itemElement(ref: ItemRef): Element {
  if ('master' in ref) {
    const instance = { InstanceIndex: String(ref.instance) };
    return element('OccurrenceItemId', [], {
      RecurringMasterId: ref.master.id,
      ...changeKey(ref.master),
      ...instance,
    });
  }
  if ('occurrence' in ref)
    return element('RecurringMasterItemId', [], {
      OccurrenceId: ref.occurrence.id,
      ...changeKey(ref.occurrence),
    });
  return element('ItemId', [], { Id: ref.id, ...changeKey(ref) });
}

export function folderElement(ref: FolderRef): Element {
  return 'id' in ref
    ? element('FolderId', [], { Id: ref.id })
    : element('DistinguishedFolderId', [], { Id: ref.distinguished });
}

/** The ItemId of an item; null when it has none. */
export function itemIdOf(item: Element | undefined): ItemId | null {
  // Documented as `ItemID` in places.
  const attributes = item?.children.find(({ name }) => name.toLowerCase() === 'itemid')?.attributes;
  const id = attributes?.['Id'] ?? '';
  return id === '' ? null : { id, changeKey: attributes?.['ChangeKey'] ?? null };
}

/** The items inside an `Items` element; those that were sent by mistake without one are none. */
export function itemsIn(message: Element | undefined): readonly Element[] {
  return childrenOf(message, 'Items').flatMap(({ children }) => children);
}

function changeKey(id: ItemId): Record<string, string> {
  return id.changeKey === null ? {} : { ChangeKey: id.changeKey };
}
