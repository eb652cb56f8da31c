// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/syncfolderitems-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { element, textOf } from '../element.ts';
import type { Element } from '../element.ts';
import type { ItemShape } from '../fields.ts';
import { readOne } from '../soap/batch.ts';
import { folderElement, itemIdOf } from '../soap/ids.ts';
import { itemShapeElement } from '../soap/shapes.ts';
import type { Soap } from '../soap/soap.ts';
import { syncPage } from '../soap/sync-page.ts';
import type { FolderRef, ItemChange, SyncPage } from '../wire.ts';

/** Exchange takes no more. */
const PAGE_SIZE = 512;

export async function syncFolderItems(
  soap: Soap,
  folder: FolderRef,
  syncState: string | null,
  shape: ItemShape,
  context: CallContext,
): Promise<SyncPage<ItemChange>> {
  const operation = element('m:SyncFolderItems', [
    itemShapeElement(shape),
    element('m:SyncFolderId', [folderElement(folder)]),
    ...(syncState === null ? [] : [element('m:SyncState', syncState)]),
    element('m:MaxChangesReturned', String(PAGE_SIZE)),
    element('m:SyncScope', 'NormalItems'),
  ]);
  const message = await readOne(soap, operation, context);
  return syncPage(message, 'IncludesLastItemInRange', changeOf);
}

/** What isn't known, or names no item, says nothing. */
function changeOf(change: Element): ItemChange | null {
  const ownId = itemIdOf(change);
  if (change.name === 'Delete') return ownId === null ? null : { type: 'delete', id: ownId.id };
  if (change.name === 'ReadFlagChange') {
    const isRead = textOf(change, 'IsRead')?.toLowerCase() === 'true';
    return ownId === null ? null : { type: 'read-flag', id: ownId, isRead };
  }
  const [item] = change.children;
  const id = itemIdOf(item);
  if (item === undefined || id === null) return null;
  if (change.name === 'Create') return { type: 'create', id, item };
  return change.name === 'Update' ? { type: 'update', id, item } : null;
}
