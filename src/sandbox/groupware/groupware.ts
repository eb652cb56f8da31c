import type { Clock } from '../clock.ts';
import { calendarsOf } from './calendars.ts';
import type { Calendars } from './calendars.ts';
import type { Counters } from './counters.ts';
import { eventsOf } from './events.ts';
import type { Events } from './events.ts';
import { outboxOf } from './outbox.ts';
import type { Mail, Outbox } from './outbox.ts';
import { mailFoldersOf } from './mail/folders.ts';
import type { MailFolders } from './mail/folders.ts';
import { messagesOf } from './mail/messages.ts';
import type { Messages, MessagesState } from './mail/messages.ts';
import type { MailFolder } from './mail/model.ts';
import { postOf } from './mail/post.ts';
import type { Post } from './mail/post.ts';
import type { CalendarState } from './store.ts';
import { usersOf } from './users.ts';
import type { Users } from './users.ts';

/**
 * A groupware server that lives in memory: users, their calendars, events with their copies in several mailboxes, and
 * the mails that go between them. Faces (CalDAV and others) show the same meetings in different protocols.
 */
export interface Groupware {
  readonly clock: Clock;
  readonly users: Users;
  readonly calendars: Calendars;
  readonly events: Events;
  readonly outbox: Outbox;
  readonly folders: MailFolders;
  readonly messages: Messages;
  readonly post: Post;
  /** The position at the end of all histories. */
  position(): number;
  /** Calls the listener after every change in a calendar or a mail folder; returns how to stop it. */
  watch(listener: () => void): () => void;
  /** Everything but the users, to go on from another time. */
  state(): GroupwareState;
}

/** A groupware written down, without its users. */
export interface GroupwareState {
  /** The last version and the last serial given out. */
  readonly number: number;
  readonly serial: number;
  readonly calendars: readonly CalendarState[];
  readonly mails: readonly Mail[];
  readonly folders: readonly MailFolder[];
  readonly messages: MessagesState;
}

/** A groupware without anything in it. `number`: versions begin above it. */
export function emptyState(number: number): GroupwareState {
  return { number, serial: 0, calendars: [], mails: [], folders: [], messages: {} };
}

/** A groupware that goes on from what was written down, by default from nothing. */
export function createGroupware(clock: Clock, from: GroupwareState = emptyState(0)): Groupware {
  let { number, serial } = from;
  const listeners = new Set<() => void>();
  const counters: Counters = {
    nextNumber: () => (number += 1),
    nextSerial: () => (serial += 1),
    now: () => clock.now(),
    changed: () => {
      for (const listener of [...listeners]) listener();
    },
  };
  const outbox = outboxOf(from.mails);
  const users = usersOf();
  const { calendars, storeOf, states } = calendarsOf(users, from.calendars, counters);
  const folders = mailFoldersOf(users, from.folders, counters);
  const messages = messagesOf(folders, from.messages, counters);
  const post = postOf({ clock, counters, users, folders, messages, outbox });
  const events = eventsOf({ clock, users, calendars, storeOf, outbox, post });
  const state = (): GroupwareState => ({
    number,
    serial,
    calendars: states(),
    mails: outbox.mails(),
    folders: folders.state(),
    messages: messages.state(),
  });
  const watch = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    clock,
    users,
    calendars,
    events,
    outbox,
    folders,
    messages,
    post,
    position: () => number,
    watch,
    state,
  };
}
