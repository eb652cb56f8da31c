// https://learn.microsoft.com/exchange/client-developer/web-service-reference/deletefolder-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { distinguishedName, folderOf, foldersIn } from '../folders/folder.ts';
import type { Folder } from '../folders/folder.ts';
import { ItemProblem } from '../item-problem.ts';
import { answerEach } from '../responses.ts';
import { messageChild } from '../xml.ts';

/** Deletes folders with everything in them, for good. */
export function deleteFolder(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const ids = messageChild(request, 'FolderIds')?.children ?? [];
  return answerEach('DeleteFolder', ids, (id) => {
    const folder = folderOf(context, id);
    if (distinguishedName(context, folder) !== null) {
      throw new ItemProblem('ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
    }
    for (const one of [...foldersIn(context, folder, true), folder]) remove(context, one);
    return [];
  });
}

function remove({ groupware }: EwsContext, folder: Folder): void {
  if (folder.kind === 'calendar') groupware.calendars.remove(folder.calendar.id);
  if (folder.kind !== 'mail') return;
  groupware.messages.forgetFolder(folder.folder.id);
  groupware.folders.remove(folder.folder.id);
}
