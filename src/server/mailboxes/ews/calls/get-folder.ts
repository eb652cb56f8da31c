// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getfolder-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { childrenOf, element } from '../element.ts';
import type { Element } from '../element.ts';
import type { Shape } from '../fields.ts';
import { readBatch } from '../soap/batch.ts';
import { folderElement } from '../soap/ids.ts';
import { folderShapeElement } from '../soap/shapes.ts';
import type { Soap } from '../soap/soap.ts';
import type { FolderRef, Outcome } from '../wire.ts';

export async function getFolder(
  soap: Soap,
  folders: readonly FolderRef[],
  shape: Shape,
  context: CallContext,
): Promise<readonly Outcome<{ readonly folder: Element }>[]> {
  if (folders.length === 0) return [];
  const operation = element('m:GetFolder', [
    folderShapeElement(shape),
    element('m:FolderIds', folders.map(folderElement)),
  ]);
  return readBatch(soap, operation, folders.length, context, (message) => {
    const [folder] = childrenOf(message, 'Folders').flatMap(({ children }) => children);
    return folder === undefined ? null : { folder };
  });
}
