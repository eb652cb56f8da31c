import type { Counters } from '../counters.ts';
import { emptyFeed, feedOf } from '../feed.ts';
import type { Feed, FeedState } from '../feed.ts';
import { Refused } from '../model.ts';
import type { MailFolders } from './folders.ts';
import type { Message, MessageEdit } from './model.ts';

/** A message to be; unread and sent unless it says otherwise, received now. */
export type NewMessage = Pick<Message, 'folderId' | 'text'> &
  Partial<Pick<Message, 'read' | 'draft' | 'categories' | 'properties' | 'receivedAt'>>;

/** The messages of all folders. Unknown ids: Refused 'missing'. */
export interface Messages {
  in(folderId: string): readonly Message[];
  find(id: string): Message | undefined;
  add(message: NewMessage): Message;
  /** With `expected`, only if that is its version now: Refused 'stale'. */
  change(id: string, edit: MessageEdit, expected?: number): Message;
  /** Into another folder, where it is another message; returns that one. */
  move(id: string, folderId: string): Message;
  remove(id: string): void;
  /** The history of a folder. */
  feed(folderId: string): Feed<Message>;
  /** The folder is gone, with everything in it. */
  forgetFolder(folderId: string): void;
  state(): MessagesState;
}

/** Messages written down, by folder. */
export type MessagesState = Readonly<Record<string, FeedState<Message>>>;

/** The messages that were written down. */
export function messagesOf(folders: MailFolders, written: MessagesState, counters: Counters): Messages {
  const feeds = new Map(Object.entries(written).map(([id, state]) => [id, feedOf(state, counters)]));
  const feed = (folderId: string): Feed<Message> => {
    if (folders.find(folderId) === undefined)
      throw new Refused('missing', 'There is no such folder', folderId);
    const known = feeds.get(folderId) ?? feedOf<Message>(emptyFeed(counters.nextNumber), counters);
    feeds.set(folderId, known);
    return known;
  };
  const find = (id: string): Message | undefined => {
    for (const one of feeds.values()) {
      const entry = one.entry(id);
      if (entry !== undefined) return entry.value;
    }
    return undefined;
  };
  const known = (id: string): Message => {
    const message = find(id);
    if (message === undefined) throw new Refused('missing', 'There is no such message', id);
    return message;
  };
  const put = (message: Message): Message => {
    feed(message.folderId).put(message.id, message);
    return message;
  };
  const remove = (id: string, movedTo?: string): void => {
    feed(known(id).folderId).drop(id, id, movedTo);
  };
  const add = (wanted: NewMessage): Message => put(born(wanted, counters));
  return {
    in: (folderId) => feed(folderId).all(),
    find,
    add,
    change(id, edit, expected) {
      const before = known(id);
      if (expected !== undefined && before.version !== expected)
        throw new Refused('stale', 'The message is not what was expected');
      const version = counters.nextNumber();
      const onlyRead = Object.keys(edit).every((key) => key === 'read');
      const contentVersion = onlyRead ? before.contentVersion : version;
      return put({ ...before, ...edit, version, contentVersion, modifiedAt: counters.now() });
    },
    move(id, folderId) {
      const { receivedAt, text, read, draft, categories, properties } = known(id);
      const moved = add({ folderId, text, read, draft, categories, properties, receivedAt });
      remove(id, moved.id);
      return moved;
    },
    remove: (id) => {
      remove(id);
    },
    feed,
    forgetFolder: (folderId) => {
      feeds.delete(folderId);
    },
    state: () => Object.fromEntries([...feeds].map(([id, one]) => [id, one.state()])),
  };
}

function born(wanted: NewMessage, counters: Counters): Message {
  const version = counters.nextNumber();
  const now = counters.now();
  return {
    read: false,
    draft: false,
    categories: [],
    properties: {},
    receivedAt: now,
    ...wanted,
    id: `message-${String(version)}`,
    serial: counters.nextSerial(),
    createdAt: now,
    modifiedAt: now,
    version,
    contentVersion: version,
  };
}
