// https://learn.microsoft.com/exchange/client-developer/web-service-reference/moveitem-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderIn } from '../folders/folder.ts';
import type { Folder } from '../folders/folder.ts';
import { ItemProblem } from '../item-problem.ts';
import { ID_ONLY } from '../shape.ts';
import { itemElement } from '../items/item-element.ts';
import { itemOf } from '../items/item.ts';
import type { Item } from '../items/item.ts';
import { answerEach, NO_ITEMS } from '../responses.ts';
import { m, messageChild } from '../xml.ts';

/** Moves items into another folder, where they have another id. Nobody is mailed. */
export function moveItem(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const holder = messageChild(request, 'ToFolderId');
  const ids = messageChild(request, 'ItemIds')?.children ?? [];
  const answersIds = messageChild(request, 'ReturnNewItemIds')?.text.trim() !== 'false';
  return answerEach(
    'MoveItem',
    ids,
    async (id) => {
      if (holder === undefined) throw new ItemProblem('ErrorInvalidRequest', 'ToFolderId is missing.');
      const moved = move(itemOf(context, id), folderIn(context, holder), context);
      return [answersIds ? m('Items', await itemElement(context, moved, ID_ONLY)) : NO_ITEMS];
    },
    [NO_ITEMS],
  );
}

function move(item: Item, folder: Folder, { groupware, user }: EwsContext): Item {
  if (item.kind === 'message' && folder.kind === 'mail') {
    return { kind: 'message', message: groupware.messages.move(item.message.id, folder.folder.id) };
  }
  if (item.kind === 'event') {
    if (item.occurrence !== null) {
      throw new ItemProblem(
        'ErrorCalendarCannotMoveOrCopyOccurrence',
        'An occurrence of a recurring item cannot be moved or copied.',
      );
    }
    const calendarId =
      folder.kind === 'calendar'
        ? folder.calendar.id
        : folder.kind === 'mail' && folder.folder.role === 'deleteditems'
          ? groupware.calendars.deletedOf(user.name).id
          : null;
    if (calendarId !== null) return { ...item, copy: groupware.events.move(item.copy, calendarId) };
  }
  throw new ItemProblem('ErrorMoveCopyFailed', 'The folder cannot hold this item.');
}
