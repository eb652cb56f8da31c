// https://learn.microsoft.com/exchange/client-developer/web-service-reference/findfolder-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { paged, pagingAttributes } from '../find/paging.ts';
import { folderMatches } from '../find/folder-restriction.ts';
import { folderElement } from '../folders/folder-element.ts';
import { folderOf, foldersIn } from '../folders/folder.ts';
import { answerEach } from '../responses.ts';
import { folderShape } from '../shape.ts';
import { messageChild, mWith, t } from '../xml.ts';

/** Lists the folders in each of some folders. */
export function findFolder(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const shape = folderShape(messageChild(request, 'FolderShape'));
  const deep = request.attributes['Traversal'] === 'Deep';
  const restriction = messageChild(request, 'Restriction');
  const parents = messageChild(request, 'ParentFolderIds')?.children ?? [];
  return answerEach('FindFolder', parents, (id) => {
    const all = foldersIn(context, folderOf(context, id), deep);
    const matching =
      restriction === undefined ? all : all.filter((one) => folderMatches(context, one, restriction));
    const page = paged(matching, request);
    const found = page.items.map((one) => folderElement(context, one, shape));
    return [mWith('RootFolder', pagingAttributes(page), t('Folders', ...found))];
  });
}
