// https://learn.microsoft.com/exchange/client-developer/web-service-reference/notification-ex15websvcsotherref
import type { FeedNews } from '../../groupware/feed.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderIdElement } from '../folders/folder-element.ts';
import { folderAt, foldersOf } from '../folders/folder.ts';
import type { Folder } from '../folders/folder.ts';
import { changeKey, itemId } from '../ids.ts';
import { ItemProblem } from '../item-problem.ts';
import { folderWith, itemAt, itemIdElement } from '../items/item.ts';
import type { Item } from '../items/item.ts';
import { idElement } from '../responses.ts';
import { t } from '../xml.ts';
import type { Subscription } from './subscriptions.ts';

/** Something that happened. */
interface Happening {
  readonly position: number;
  readonly element: XmlElement;
}

/** What happened, as event elements in order, and up to which position that is the whole story. */
export interface Happenings {
  readonly events: readonly Happening[];
  readonly position: number;
}

/** What a subscription is to be told. With watermarks for those who pull. */
export function happeningsFor(context: EwsContext, subscription: Subscription): Happenings {
  const position = context.groupware.position();
  const folders = (subscription.folders ?? foldersOf(context)).filter((one) => isThere(context, one));
  const events = folders.flatMap((folder) => happeningsIn(context, subscription, folder));
  return { events: events.sort((a, b) => a.position - b.position), position };
}

/** A position as an opaque watermark, and back. */
export function watermark(position: number): string {
  return Buffer.from(`watermark:${String(position)}`).toString('base64');
}

/** The position in a watermark; null: it is none of ours. */
export function positionIn(text: string): number | null {
  const match = /^watermark:(\d+)$/.exec(Buffer.from(text, 'base64').toString());
  return match === null ? null : Number(match[1]);
}

function isThere(context: EwsContext, folder: Folder): boolean {
  if (folder.kind === 'top') return false;
  const id = folder.kind === 'calendar' ? folder.calendar.id : folder.folder.id;
  return folderAt(context, { kind: folder.kind, id }) !== undefined;
}

function happeningsIn(context: EwsContext, subscription: Subscription, folder: Folder): readonly Happening[] {
  const { groupware, user } = context;
  const told = subscription.told;
  if (folder.kind === 'top') return [];
  if (folder.kind === 'calendar') {
    const news = groupware.calendars.feed(folder.calendar.id).after(told);
    return happenings(context, subscription, folder, 'event', news);
  }
  const { id, role } = folder.folder;
  const messages = groupware.messages.feed(id).after(told);
  const all = happenings(context, subscription, folder, 'message', messages);
  if (role !== 'deleteditems') return all;
  const deleted = groupware.calendars.feed(groupware.calendars.deletedOf(user.name).id).after(told);
  return [...all, ...happenings(context, subscription, folder, 'event', deleted)];
}

function happenings(
  context: EwsContext,
  subscription: Subscription,
  folder: Folder,
  kind: 'event' | 'message',
  { news }: FeedNews<{ readonly id: string; readonly version: number }>,
): readonly Happening[] {
  const inbox = folder.kind === 'mail' && folder.folder.role === 'inbox';
  return news.flatMap((one): readonly Happening[] => {
    const born = one.born > subscription.told;
    // What came and went between two looks nobody needs to hear of.
    if (one.kind === 'removed' && born) return [];
    const id = one.kind === 'removed' ? one.id : one.value.id;
    const version = one.kind === 'removed' ? one.at : one.value.version;
    const moved =
      one.kind === 'removed' && one.movedTo !== undefined ? movedItem(context, kind, one.movedTo) : null;
    const name =
      one.kind === 'present'
        ? born
          ? 'CreatedEvent'
          : 'ModifiedEvent'
        : moved === null
          ? 'DeletedEvent'
          : 'MovedEvent';
    const names = [name, ...(name === 'CreatedEvent' && inbox ? ['NewMailEvent'] : [])];
    const happening = { kind, id, version, position: one.at, folder };
    return names
      .filter((wanted) => subscription.events.has(wanted))
      .map((wanted) => ({
        position: one.at,
        element: eventElement(context, subscription, wanted, happening, moved),
      }));
  });
}

/** What a moved item is now; null: it is gone from there too. */
function movedItem(context: EwsContext, kind: 'event' | 'message', id: string): Item | null {
  try {
    return itemAt(context, { kind, id });
  } catch (error) {
    if (error instanceof ItemProblem) return null;
    throw error;
  }
}

/** An item, as it was when something happened to it. */
interface Affected {
  readonly kind: 'event' | 'message';
  readonly id: string;
  readonly version: number;
  readonly position: number;
  readonly folder: Folder;
}

function eventElement(
  context: EwsContext,
  subscription: Subscription,
  name: string,
  { kind, id, version, position, folder }: Affected,
  moved: Item | null,
): XmlElement {
  const itemIdNamed = (called: string): XmlElement =>
    idElement(called, itemId(context.user, { kind, id }), changeKey(kind, version));
  const where =
    moved === null
      ? [itemIdNamed('ItemId'), folderIdElement(context, 'ParentFolderId', folder)]
      : [
          itemIdElement(context, moved),
          folderIdElement(context, 'ParentFolderId', folderWith(context, moved)),
          itemIdNamed('OldItemId'),
          folderIdElement(context, 'OldParentFolderId', folder),
        ];
  return t(
    name,
    ...(subscription.kind === 'pull' ? [t('Watermark', watermark(position))] : []),
    t('TimeStamp', new Date(context.groupware.clock.now()).toISOString()),
    ...where,
  );
}
