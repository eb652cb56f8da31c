// https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderhierarchy-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderElement } from '../folders/folder-element.ts';
import { displayName, folderIn, foldersIn, keyOf, parentOf, TOP } from '../folders/folder.ts';
import type { Folder } from '../folders/folder.ts';
import { folderId } from '../ids.ts';
import type { FolderTarget } from '../ids.ts';
import { answerEach } from '../responses.ts';
import { folderShape } from '../shape.ts';
import { cursorsIn, syncStateText } from '../sync-state.ts';
import { m, messageChild, t, tWith } from '../xml.ts';

/** The folders that came, changed or went since a state. The state holds how each of them was. */
export function syncFolderHierarchy(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const shape = folderShape(messageChild(request, 'FolderShape'));
  const holder = messageChild(request, 'SyncFolderId');
  const state = messageChild(request, 'SyncState')?.text.trim() ?? '';
  return answerEach('SyncFolderHierarchy', [holder], (one) => {
    const top = one === undefined ? TOP : folderIn(context, one);
    const scope = `folders ${context.user.name} ${keyOf(top)}`;
    const before: Readonly<Record<string, string>> = state === '' ? {} : cursorsIn(state, scope);
    const folders = foldersIn(context, top, true);
    const now = Object.fromEntries(folders.map((folder) => [keyOf(folder), formOf(context, folder)]));
    const changes = folders.flatMap((folder) => {
      const was = before[keyOf(folder)];
      if (was === now[keyOf(folder)]) return [];
      return [t(was === undefined ? 'Create' : 'Update', folderElement(context, folder, shape))];
    });
    const gone = Object.keys(before).filter((key) => !(key in now));
    return [
      m('SyncState', syncStateText({ scope, cursors: now })),
      m('IncludesLastFolderInRange', 'true'),
      m('Changes', ...changes, ...gone.map((key) => removal(context, key))),
    ];
  });
}

function formOf(context: EwsContext, folder: Folder): string {
  const parent = parentOf(context, folder);
  return `${parent === null ? '' : keyOf(parent)} ${displayName(folder)}`;
}

function removal(context: EwsContext, key: string): XmlElement {
  const [kind = '', ...id] = key.split(':');
  // A key is what keyOf makes of a target.
  const target = { kind, id: id.join(':') } as FolderTarget;
  return t('Delete', tWith('FolderId', { Id: folderId(context.user, target) }));
}
