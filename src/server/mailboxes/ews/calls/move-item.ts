// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/moveitem-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { element } from '../element.ts';
import type { Element } from '../element.ts';
import { writeBatch } from '../soap/batch.ts';
import { folderElement, itemElement } from '../soap/ids.ts';
import type { Soap } from '../soap/soap.ts';
import { writtenItem } from '../soap/written.ts';
import type { FolderRef, ItemId, WrittenItem } from '../wire.ts';

/** What was moved to another mailbox has no new id: it is ''. */
export async function moveItem(
  soap: Soap,
  items: readonly ItemId[],
  to: FolderRef,
  context: CallContext,
): Promise<readonly WrittenItem[]> {
  if (items.length === 0) return [];
  const operationOf = (some: readonly ItemId[]): Element =>
    element('m:MoveItem', [
      element('m:ToFolderId', [folderElement(to)]),
      element('m:ItemIds', some.map(itemElement)),
      element('m:ReturnNewItemIds', 'true'),
    ]);
  return writeBatch(soap, items, operationOf, context, (message) => {
    return writtenItem(message) ?? { id: { id: '', changeKey: null }, item: element('Item') };
  });
}
