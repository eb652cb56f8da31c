// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderElement } from '../folders/folder-element.ts';
import { folderOf } from '../folders/folder.ts';
import { answerEach, NO_FOLDERS } from '../responses.ts';
import { folderShape } from '../shape.ts';
import { m, messageChild } from '../xml.ts';

/** Describes each folder that is asked for. */
export function getFolder(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const shape = folderShape(messageChild(request, 'FolderShape'));
  const ids = messageChild(request, 'FolderIds')?.children ?? [];
  return answerEach(
    'GetFolder',
    ids,
    (id) => [m('Folders', folderElement(context, folderOf(context, id), shape))],
    [NO_FOLDERS],
  );
}
