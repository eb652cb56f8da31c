// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/syncfolderhierarchy-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { childOf, element } from '../element.ts';
import type { Element } from '../element.ts';
import type { Shape } from '../fields.ts';
import { readOne } from '../soap/batch.ts';
import { folderElement } from '../soap/ids.ts';
import { folderShapeElement } from '../soap/shapes.ts';
import type { Soap } from '../soap/soap.ts';
import { syncPage } from '../soap/sync-page.ts';
import type { FolderChange, FolderRef, SyncPage } from '../wire.ts';

export async function syncFolderHierarchy(
  soap: Soap,
  root: FolderRef,
  syncState: string | null,
  shape: Shape,
  context: CallContext,
): Promise<SyncPage<FolderChange>> {
  const operation = element('m:SyncFolderHierarchy', [
    folderShapeElement(shape),
    element('m:SyncFolderId', [folderElement(root)]),
    ...(syncState === null ? [] : [element('m:SyncState', syncState)]),
  ]);
  const message = await readOne(soap, operation, context);
  return syncPage(message, 'IncludesLastFolderInRange', changeOf);
}

function changeOf(change: Element): FolderChange | null {
  const idIn = (parent: Element | undefined): string => childOf(parent, 'FolderId')?.attributes['Id'] ?? '';
  if (change.name === 'Delete') {
    const id = idIn(change);
    return id === '' ? null : { type: 'delete', id };
  }
  const [folder] = change.children;
  const id = idIn(folder);
  if (folder === undefined || id === '') return null;
  if (change.name === 'Create') return { type: 'create', id, folder };
  return change.name === 'Update' ? { type: 'update', id, folder } : null;
}
