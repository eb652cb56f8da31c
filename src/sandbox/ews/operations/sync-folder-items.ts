// https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderitems-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { ItemShape } from '../calendar-port.ts';
import type { EwsContext } from '../context.ts';
import { folderIn, keyOf } from '../folders/folder.ts';
import type { Folder } from '../folders/folder.ts';
import { changeKey, itemId } from '../ids.ts';
import { historyOf } from '../items/history.ts';
import type { ItemChange, ItemHistory } from '../items/history.ts';
import { itemElement } from '../items/item-element.ts';
import { itemIdElement, targetOf } from '../items/item.ts';
import { listed } from '../items/listing-shape.ts';
import { answerEach, flag, idElement } from '../responses.ts';
import { itemShape } from '../shape.ts';
import { cursorsIn, syncStateText } from '../sync-state.ts';
import { troubleFolder, troubledHistory } from '../troubles.ts';
import { m, messageChild, t } from '../xml.ts';

/** Exchange never reports more changes at once. */
const MOST = 512;

/** The changes in a folder since a state; a series with its exceptions is one item. */
export function syncFolderItems(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const holder = messageChild(request, 'SyncFolderId');
  const shape = itemShape(messageChild(request, 'ItemShape'));
  const state = messageChild(request, 'SyncState')?.text.trim() ?? '';
  const asked = Number(messageChild(request, 'MaxChangesReturned')?.text.trim() ?? MOST);
  const ignored = new Set(
    (messageChild(request, 'Ignore')?.children ?? []).map(({ attributes }) => attributes['Id']),
  );
  return answerEach('SyncFolderItems', holder === undefined ? [] : [holder], async (one) => {
    const folder = folderIn(context, one);
    const scope = `items ${context.user.name} ${keyOf(folder)}`;
    troubleFolder(context, folder);
    const history = historyOf(context, folder, state === '' ? null : cursorsIn(state, scope));
    const page = pageOf(context, folder, history, Math.min(MOST, asked));
    const kept = page.changes.filter((change) => !ignored.has(idOf(context, change)));
    const changes: XmlElement[] = [];
    for (const change of kept) changes.push(await changeElement(context, change, shape));
    return [
      m('SyncState', syncStateText({ scope, cursors: page.cursors })),
      m('IncludesLastItemInRange', flag(page.last)),
      m('Changes', ...changes),
    ];
  });
}

interface ChangePage {
  readonly changes: readonly ItemChange[];
  readonly cursors: Readonly<Record<string, string>>;
  readonly last: boolean;
}

function pageOf(context: EwsContext, folder: Folder, history: ItemHistory, limit: number): ChangePage {
  const fault = context.faults.take(['truncate-listing'], context.target);
  const most = Math.min(limit, fault?.count ?? limit);
  const part = history.changes.slice(0, most);
  // A listing that is silently cut claims to be the whole.
  const last = part.length === history.changes.length || fault?.silent === true;
  const cursors = history.cursorsAt(last ? null : (part.at(-1) ?? null));
  return { changes: troubledHistory(context, folder, part), cursors, last };
}

async function changeElement(context: EwsContext, change: ItemChange, shape: ItemShape): Promise<XmlElement> {
  switch (change.kind) {
    case 'Delete': {
      const { target, position } = change;
      const id = itemId(context.user, target);
      return t('Delete', idElement('ItemId', id, changeKey(target.kind, position)));
    }
    case 'ReadFlagChange': {
      const read = change.item.kind === 'message' && change.item.message.read;
      return t('ReadFlagChange', itemIdElement(context, change.item), t('IsRead', flag(read)));
    }
    default:
      return t(change.kind, listed(await itemElement(context, change.item, shape)));
  }
}

function idOf(context: EwsContext, change: ItemChange): string {
  return itemId(context.user, change.kind === 'Delete' ? change.target : targetOf(change.item));
}
