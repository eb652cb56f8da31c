// https://learn.microsoft.com/exchange/client-developer/web-service-reference/itemids
import type { Message } from '../../groupware/mail/model.ts';
import type { EventCopy } from '../../groupware/model.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import type { Folder } from '../folders/folder.ts';
import { changeKey, itemId, itemTarget, versionIn } from '../ids.ts';
import type { ItemTarget } from '../ids.ts';
import { ItemProblem } from '../item-problem.ts';
import { idElement, staleProblem } from '../responses.ts';

/** An item of the signed-in user's mailbox. */
export type Item =
  | { readonly kind: 'event'; readonly copy: EventCopy; readonly occurrence: number | null }
  | { readonly kind: 'message'; readonly message: Message };

/** The item that a t:ItemId, t:OccurrenceItemId or t:RecurringMasterItemId means. ErrorItemNotFound and others. */
export function itemOf(context: EwsContext, id: XmlElement): Item {
  if (id.name === 'ItemId') return itemAt(context, itemTarget(context.user, id.attributes['Id'] ?? ''));
  if (id.name === 'OccurrenceItemId') return occurrenceOf(context, id);
  if (id.name === 'RecurringMasterItemId') return masterOf(context, id);
  throw new ItemProblem('ErrorInvalidRequest', `The request is invalid: ${id.name} is not known here.`);
}

/** The item by what its id stands for. */
export function itemAt(context: EwsContext, target: ItemTarget): Item {
  const { groupware, user } = context;
  if (target.kind === 'message') {
    const message = groupware.messages.find(target.id);
    const owner = message === undefined ? undefined : groupware.folders.find(message.folderId)?.owner;
    if (message === undefined || owner !== user.name) throw notFound();
    return { kind: 'message', message };
  }
  const copy = groupware.events.byId(user.name, target.id);
  if (copy === undefined) throw notFound();
  if (target.kind === 'event') return { kind: 'event', copy, occurrence: null };
  if (!context.calendar.occurrences.exists(copy, target.at)) throw notFound();
  return { kind: 'event', copy, occurrence: target.at };
}

/** Refuses when the change key of the id is not the item's latest; without one everything goes. */
export function checkChangeKey(item: Item, id: XmlElement): void {
  const key = id.attributes['ChangeKey'];
  if (key === undefined || versionIn(key) === versionOf(item)) return;
  throw staleProblem();
}

/** What its id stands for. */
export function targetOf(item: Item): ItemTarget {
  if (item.kind === 'message') return { kind: 'message', id: item.message.id };
  const { copy, occurrence } = item;
  return occurrence === null
    ? { kind: 'event', id: copy.id }
    : { kind: 'occurrence', id: copy.id, at: occurrence };
}

/** t:ItemId and elements like it. */
export function itemIdElement(context: EwsContext, item: Item, name = 'ItemId'): XmlElement {
  const target = targetOf(item);
  return idElement(name, itemId(context.user, target), changeKey(target.kind, versionOf(item)));
}

/** The folder in which it lies. */
export function folderWith({ groupware, user }: EwsContext, item: Item): Folder {
  const deleted = groupware.calendars.deletedOf(user.name);
  const calendar = item.kind === 'event' ? groupware.calendars.withId(item.copy.calendarId) : undefined;
  if (calendar !== undefined && calendar.id !== deleted.id) return { kind: 'calendar', calendar };
  const id = item.kind === 'message' ? item.message.folderId : '';
  const folder = groupware.folders.find(id) ?? groupware.folders.withRole(user.name, 'deleteditems');
  return { kind: 'mail', folder };
}

/** The items of a folder. */
export function itemsIn({ groupware, user }: EwsContext, folder: Folder): readonly Item[] {
  const event = (copy: EventCopy): Item => ({ kind: 'event', copy, occurrence: null });
  if (folder.kind === 'top') return [];
  if (folder.kind === 'calendar') return groupware.events.in(folder.calendar.id).map(event);
  const messages = groupware.messages
    .in(folder.folder.id)
    .map((message): Item => ({ kind: 'message', message }));
  if (folder.folder.role !== 'deleteditems') return messages;
  return [...messages, ...groupware.events.in(groupware.calendars.deletedOf(user.name).id).map(event)];
}

/** The version that its change key stands for. */
function versionOf(item: Item): number {
  return item.kind === 'message' ? item.message.version : item.copy.version;
}

function occurrenceOf(context: EwsContext, id: XmlElement): Item {
  const { RecurringMasterId: master = '', InstanceIndex: index = '' } = id.attributes;
  const item = itemAt(context, itemTarget(context.user, master));
  if (item.kind !== 'event') throw notFound();
  if (item.occurrence !== null) {
    throw new ItemProblem(
      'ErrorCalendarCannotUseIdForOccurrenceId',
      'The RecurringMasterId that was used corresponds to an occurrence instead of a recurring master.',
    );
  }
  const occurrence = context.calendar.occurrences.at(item.copy, Number(index));
  return { ...item, occurrence };
}

function masterOf(context: EwsContext, id: XmlElement): Item {
  const item = itemAt(context, itemTarget(context.user, id.attributes['OccurrenceId'] ?? ''));
  if (item.kind !== 'event') throw notFound();
  if (item.occurrence === null) {
    throw new ItemProblem(
      'ErrorCalendarCannotUseIdForRecurringMasterId',
      'The OccurrenceId that was used does not correspond to a valid occurrence of a recurring master.',
    );
  }
  return { ...item, occurrence: null };
}

function notFound(): ItemProblem {
  return new ItemProblem('ErrorItemNotFound', 'The specified object was not found in the store.');
}
