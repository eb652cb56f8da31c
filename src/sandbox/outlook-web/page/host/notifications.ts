/** A message of an add-in above an item, as notificationMessages keeps it. */
export interface NotificationMessage {
  /** At most 32 characters, unique on the item. */
  readonly key: string;
  readonly type: NotificationType;
  /** At most 150 characters. */
  readonly message: string;
  /** Id of an image in the manifest; '' where there is none. */
  readonly icon: string;
  /** Stays when another item is opened and this one again. */
  readonly persistent: boolean;
}

/** By the number that office.js gives them. */
export const NOTIFICATION_TYPES = [
  'informationalMessage',
  'progressIndicator',
  'errorMessage',
  'insightMessage',
] as const;

export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** Outlook shows no more on an item. */
export const MOST_NOTIFICATIONS = 5;

/** The messages of an add-in on all items. */
export interface NotificationBoard {
  /** The same list as long as nothing changes. */
  on(item: string): readonly NotificationMessage[];
  put(item: string, messages: readonly NotificationMessage[]): void;
  /** The item is no longer shown: what is not persistent goes. */
  leave(item: string): void;
  /** Calls back after every change; returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

const NOTHING: readonly NotificationMessage[] = [];

/** An empty board. */
export function notificationBoard(): NotificationBoard {
  const boards = new Map<string, readonly NotificationMessage[]>();
  const listeners = new Set<() => void>();
  const put = (item: string, messages: readonly NotificationMessage[]): void => {
    boards.set(item, messages);
    for (const listener of listeners) listener();
  };
  return {
    on: (item) => boards.get(item) ?? NOTHING,
    put,
    leave: (item) => {
      const messages = boards.get(item) ?? NOTHING;
      const kept = messages.filter(({ persistent }) => persistent);
      if (kept.length !== messages.length) put(item, kept);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
