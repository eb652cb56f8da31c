// https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { ItemProblem } from '../item-problem.ts';
import { calendarItemId } from '../items/create-calendar-item.ts';
import { writerOf } from '../items/surroundings.ts';
import { checkChangeKey, itemIdElement, itemOf } from '../items/item.ts';
import type { Item } from '../items/item.ts';
import { mailingOf } from '../items/letter.ts';
import { updateMessage } from '../items/update-message.ts';
import { answerEach, NO_ITEMS } from '../responses.ts';
import { itemTroubles, troubledId, troubledText } from '../troubles.ts';
import { m, messageChild, t, typeChild } from '../xml.ts';

/** Changes fields of items. What no field names stays as it is. */
export function updateItem(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const changes = messageChild(request, 'ItemChanges')?.children ?? [];
  return answerEach(
    'UpdateItem',
    changes,
    (change) => [m('Items', changed(change, request, context)), m('ConflictResults', t('Count', '0'))],
    [NO_ITEMS],
  );
}

function changed(change: XmlElement, request: XmlElement, context: EwsContext): XmlElement {
  const [id] = change.children;
  const updates = typeChild(change, 'Updates');
  if (id === undefined || updates === undefined)
    throw new ItemProblem('ErrorInvalidRequest', 'Nothing to change.');
  const item = itemTroubles(context, itemOf(context, id));
  checkConflict(item, id, request.attributes['ConflictResolution'] ?? 'AutoResolve');
  if (item.kind === 'message') {
    if (request.attributes['MessageDisposition'] === undefined) {
      throw new ItemProblem(
        'ErrorMessageDispositionRequired',
        'The MessageDisposition attribute is required.',
      );
    }
    const message = updateMessage(item.message, updates, context);
    return t('Message', troubledId(context, itemIdElement(context, { kind: 'message', message })));
  }
  const mailing = mailingOf(
    request.attributes['SendMeetingInvitationsOrCancellations'],
    'ErrorSendMeetingInvitationsOrCancellationsRequired',
  );
  checkNotDeleted(item.copy.calendarId, context);
  const text = troubledText(context, context.calendar.updated(item, updates, writerOf(context)));
  const { calendarId, name } = item.copy;
  const copy = context.groupware.events.save({ calendarId, name, text, ...mailing });
  return calendarItemId(context, copy, item.occurrence);
}

/**
 * AlwaysOverwrite asks for no change key. AutoResolve wants one, and puts the fields onto what is there now;
 * NeverOverwrite wants the latest.
 */
function checkConflict(item: Item, id: XmlElement, resolution: string): void {
  if (resolution === 'AlwaysOverwrite') return;
  if (id.attributes['ChangeKey'] === undefined) {
    throw new ItemProblem(
      'ErrorChangeKeyRequiredForWriteOperations',
      'A valid change key must be passed for this operation.',
    );
  }
  if (resolution === 'NeverOverwrite') checkChangeKey(item, id);
}

function checkNotDeleted(calendarId: string, { groupware, user }: EwsContext): void {
  if (calendarId !== groupware.calendars.deletedOf(user.name).id) return;
  throw new ItemProblem(
    'ErrorCalendarCannotUpdateDeletedItem',
    'Calendar items in the Deleted Items folder cannot be updated with invitations.',
  );
}
