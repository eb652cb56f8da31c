import type { Feed, FeedNews } from '../../groupware/feed.ts';
import type { Message } from '../../groupware/mail/model.ts';
import type { EventCopy } from '../../groupware/model.ts';
import type { EwsContext } from '../context.ts';
import type { Folder } from '../folders/folder.ts';
import type { Item } from './item.ts';
import type { ItemTarget } from '../ids.ts';

/** A change of an item in a folder, as SyncFolderItems tells it. */
export type ItemChange = { readonly position: number } & (
  | { readonly kind: 'Create' | 'Update' | 'ReadFlagChange'; readonly item: Item }
  | { readonly kind: 'Delete'; readonly target: ItemTarget }
);

/** A part of a folder's history. */
export interface ItemHistory {
  readonly changes: readonly ItemChange[];
  /** Cursors at a change, or at the end. */
  cursorsAt(change: ItemChange | null): Readonly<Record<string, string>>;
}

/** What happened in a folder since cursors (null: the beginning). Throws Refused 'cursor-unknown'. */
export function historyOf(
  context: EwsContext,
  folder: Folder,
  cursors: Readonly<Record<string, string>> | null,
): ItemHistory {
  const { groupware, user } = context;
  const feeds: Readonly<Record<string, Feed<EventCopy> | Feed<Message>>> =
    folder.kind === 'top'
      ? {}
      : folder.kind === 'calendar'
        ? { events: groupware.calendars.feed(folder.calendar.id) }
        : {
            messages: groupware.messages.feed(folder.folder.id),
            ...(folder.folder.role === 'deleteditems'
              ? { events: groupware.calendars.feed(groupware.calendars.deletedOf(user.name).id) }
              : {}),
          };
  const changes = Object.entries(feeds).flatMap(([name, feed]) =>
    changesIn(feed.since(cursors === null ? null : (cursors[name] ?? null))),
  );
  return {
    changes: changes.sort((a, b) => a.position - b.position),
    cursorsAt: (change) =>
      Object.fromEntries(
        Object.entries(feeds).map(([name, feed]) => [
          name,
          feed.cursorAt(change === null ? feed.end() : Math.min(change.position, feed.end())),
        ]),
      ),
  };
}

function changesIn({ after, news }: FeedNews<EventCopy> | FeedNews<Message>): readonly ItemChange[] {
  return news.flatMap((one): readonly ItemChange[] => {
    const born = after === null || one.born > after;
    if (one.kind === 'removed') {
      // What came and went since then the client never saw.
      return born ? [] : [{ kind: 'Delete', position: one.at, target: targetFor(one.id) }];
    }
    const item: Item =
      'text' in one.value
        ? { kind: 'message', message: one.value }
        : { kind: 'event', copy: one.value, occurrence: null };
    const onlyRead = item.kind === 'message' && after !== null && item.message.contentVersion <= after;
    return [{ kind: born ? 'Create' : onlyRead ? 'ReadFlagChange' : 'Update', position: one.at, item }];
  });
}

function targetFor(id: string): ItemTarget {
  return id.startsWith('message-') ? { kind: 'message', id } : { kind: 'event', id };
}
