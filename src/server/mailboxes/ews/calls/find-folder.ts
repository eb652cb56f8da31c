// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/findfolder-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { element } from '../element.ts';
import type { Restriction, Shape } from '../fields.ts';
import { readOne } from '../soap/batch.ts';
import { folderElement } from '../soap/ids.ts';
import { foundPage, pageElement } from '../soap/paging.ts';
import { folderShapeElement, restrictionElements } from '../soap/shapes.ts';
import type { Soap } from '../soap/soap.ts';
import type { FolderRef, FoundPage } from '../wire.ts';

export interface FolderQuestion {
  readonly parent: FolderRef;
  readonly traversal: 'Shallow' | 'Deep';
  readonly shape: Shape;
  readonly restriction?: Restriction;
  readonly offset?: number;
}

export async function findFolder(
  soap: Soap,
  { parent, traversal, shape, restriction, offset = 0 }: FolderQuestion,
  context: CallContext,
): Promise<FoundPage> {
  const content = [
    folderShapeElement(shape),
    pageElement('m:IndexedPageFolderView', offset),
    ...restrictionElements(restriction),
    element('m:ParentFolderIds', [folderElement(parent)]),
  ];
  const message = await readOne(soap, element('m:FindFolder', content, { Traversal: traversal }), context);
  return foundPage(message, 'Folders', offset);
}
