import type { Clock } from '../../clock.ts';
import type { Counters } from '../counters.ts';
import type { User } from '../model.ts';
import type { Mail, Outbox } from '../outbox.ts';
import type { Users } from '../users.ts';
import type { Mailbox } from './compose.ts';
import type { MailFolders } from './folders.ts';
import type { Message } from './model.ts';
import type { Messages } from './messages.ts';

/** How a mail goes into the log, beside who sends it to whom and when. */
export type PostingNote = Pick<Mail, 'kind' | 'uid' | 'sequence' | 'subject'>;

/** Carries mails between mailboxes. */
export interface Post {
  /** A new Message-ID, without angle brackets. */
  messageId(): string;
  /** Somebody by address, with the name that the house knows, else none. */
  mailbox(address: string): Mailbox;
  /**
   * Sends a mail (RFC 5322) to one recipient and writes it down in the outbox. Returns whether the recipient has a
   * mailbox here; otherwise the mail would have left the house.
   */
  send(from: User, to: string, text: string, note: PostingNote): boolean;
  /** Puts a mail into the sender's sent items. */
  keep(from: User, text: string): Message;
}

/** What the post works with. */
export interface PostContext {
  readonly clock: Clock;
  readonly counters: Counters;
  readonly users: Users;
  readonly folders: MailFolders;
  readonly messages: Messages;
  readonly outbox: Outbox;
}

/** The post of a groupware. */
export function postOf({ clock, counters, users, folders, messages, outbox }: PostContext): Post {
  return {
    messageId: () => `${String(counters.nextNumber())}@sandbox.invalid`,
    mailbox: (address) => ({ name: users.withAddress(address)?.displayName ?? '', address }),
    send(from, to, text, note) {
      const recipient = users.withAddress(to);
      const delivered = recipient !== undefined;
      outbox.send({ ...note, from: from.address, to: to.toLowerCase(), at: clock.now(), delivered });
      if (recipient === undefined) return false;
      messages.add({ folderId: folders.withRole(recipient.name, 'inbox').id, text });
      return true;
    },
    keep: (from, text) =>
      messages.add({ folderId: folders.withRole(from.name, 'sentitems').id, text, read: true }),
  };
}
