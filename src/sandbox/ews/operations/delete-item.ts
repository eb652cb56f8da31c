// https://learn.microsoft.com/exchange/client-developer/web-service-reference/deleteitem-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderWith, itemOf } from '../items/item.ts';
import type { Item } from '../items/item.ts';
import { mailingOf } from '../items/letter.ts';
import { answerEach } from '../responses.ts';
import { itemTroubles } from '../troubles.ts';
import { messageChild } from '../xml.ts';

/** Deletes items: into the deleted items, or for good. An occurrence leaves its series. Exchange looks at no change key here. */
export function deleteItem(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const ids = messageChild(request, 'ItemIds')?.children ?? [];
  const keeps = request.attributes['DeleteType'] === 'MoveToDeletedItems';
  return answerEach('DeleteItem', ids, (id) => {
    const item = itemTroubles(context, itemOf(context, id));
    const folder = folderWith(context, item);
    const deleted = folder.kind === 'mail' && folder.folder.role === 'deleteditems';
    if (item.kind === 'event') deleteEvent(item, request, context, keeps && !deleted);
    else deleteMessage(item, context, keeps && !deleted);
    return [];
  });
}

function deleteEvent(
  { copy, occurrence }: Extract<Item, { kind: 'event' }>,
  request: XmlElement,
  context: EwsContext,
  keeps: boolean,
): void {
  const { groupware, user } = context;
  const { calendarId, name } = copy;
  const { schedule, letter } = mailingOf(
    request.attributes['SendMeetingCancellations'],
    'ErrorSendMeetingCancellationsRequired',
  );
  if (occurrence !== null) {
    const text = context.calendar.occurrences.without(copy, occurrence);
    groupware.events.save({ calendarId, name, text, schedule, letter });
    return;
  }
  const trash = groupware.calendars.deletedOf(user.name).id;
  const into = keeps ? { into: trash } : {};
  // Whoever is to hear of the meeting's end has heard when it came here.
  groupware.events.remove({ calendarId, name, schedule: schedule && calendarId !== trash, letter, ...into });
}

function deleteMessage(
  { message }: Extract<Item, { kind: 'message' }>,
  { groupware, user }: EwsContext,
  keeps: boolean,
): void {
  if (keeps) groupware.messages.move(message.id, groupware.folders.withRole(user.name, 'deleteditems').id);
  else groupware.messages.remove(message.id);
}
