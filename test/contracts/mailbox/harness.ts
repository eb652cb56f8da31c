import type { Cursor, Mailbox, Ref } from '../../../src/sync/ports.ts';
import type { Event } from '../../../src/sync/kinds/event/event.ts';

/** One provider under test. */
export interface MailboxHarness {
  readonly name: string;
  /** A fresh account with one empty collection for events that can be written. */
  open(): Promise<OpenMailbox>;
  /** Ends what all accounts share (a server). */
  end?(): Promise<void>;
}

/** A mailbox and everything that a test needs around it. */
export interface OpenMailbox {
  readonly mailbox: Mailbox;
  /** The empty collection's id. */
  readonly collection: string;
  readonly human: HumanClient;
  /** Requests and bytes (both directions, bodies only) that the adapter has caused so far. */
  readonly traffic: () => { readonly requests: number; readonly bytes: number };
  /** A cursor that the side has forgotten, made from one that it knows; null when its cursors can't be forgotten. */
  readonly forgotten: (cursor: Cursor) => Promise<Cursor | null> | Cursor | null;
  close(): Promise<void>;
}

/** Another program on the same account: what a person does behind the adapter's back. Refs are the adapter's. */
export interface HumanClient {
  add(event: Event): Promise<Ref>;
  retitle(ref: Ref, title: string): Promise<void>;
  remove(ref: Ref): Promise<void>;
  /** Puts something on the item that the adapter knows nothing about; `readMark` finds it again, or null. */
  mark(ref: Ref, text: string): Promise<void>;
  readMark(ref: Ref): Promise<string | null>;
  /** Adds an item that nobody can read; null where the side accepts no such thing. */
  addUnreadable(): Promise<Ref | null>;
  /** Where the adapter has content. */
  readonly mails?: MailClient;
}

/** What a person does with mails; ids are those that a mail client shows. */
export interface MailClient {
  /** `deep`: a folder inside of a folder that somebody made. */
  add(original: Uint8Array, folder: 'inbox' | 'deep' | 'drafts'): Promise<string>;
  /** Into another folder, where the mail has another id. */
  move(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}
