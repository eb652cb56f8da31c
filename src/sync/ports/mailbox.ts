import type { CallContext, Cursor, Page, RemoveRequest, SideVerbs, WriteOutcome } from './side.ts';

/** What a mailbox can't do, or does in its own way: data, never probed by catching errors. */
export interface MailboxTraits {
  /** Raised when the adapter reads or writes better than before: what was set aside gets another chance then. */
  readonly revision: number;
  /** Per kind (`@type`) the properties that it can hold. Others are never compared with it and never sent to it. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** `series`: a series with its exceptions is one item. `occurrences`: only single events. */
  readonly recurrence: 'series' | 'occurrences';
  /**
   * Can a meeting be written without the server mailing anybody? `yes`: it never mails. `per-call`: when told so.
   * `no`: it mails as it likes, so a step that concerns others waits as "not sent".
   */
  readonly silentScheduling: 'yes' | 'no' | 'per-call';
  /** Writes are refused when the version moved on. Without it the engine looks directly before. */
  readonly conditionalUpdate: boolean;
  readonly conditionalDelete: boolean;
  /** Deletions are reported by the feed. Without it absence from a complete listing leads to a look. */
  readonly tombstones: boolean;
  /** What we may not see looks deleted: absence then never means deletion. */
  readonly hiddenLooksGone: boolean;
  /**
   * Properties that a write completes in steps of its own, after all others: one that is interrupted leaves less of them
   * than was sent. Without it, less than was sent means that the server can't hold more.
   */
  readonly completedLast?: readonly string[];
  /** `watch` exists. */
  readonly push: boolean;
  /** How many refs or requests a batch may hold. */
  readonly batch: { readonly read: number; readonly write: number };
}

/** A calendar, task list, address book or mail folder. */
export interface Collection {
  readonly id: string;
  readonly name: string;
  /** Kinds (`@type`) of the items in it. */
  readonly kinds: readonly string[];
  /** CSS hex colour, lower case, or null. */
  readonly color: string | null;
  readonly writable: boolean;
}

/** What the Test button learns. */
export interface ProbeResult {
  /** Calendar user addresses of the account, canonical (`mailto:` in lower case). */
  readonly addresses: readonly string[];
  /** What answered, for people to read. */
  readonly server: string;
  /** Facts that the adapter learnt and wants to be given at its next construction (URLs, traits). No secrets. */
  readonly discovered: Readonly<Record<string, string>>;
}

/** A mail as the server keeps it. */
export interface OriginalMessage {
  /** The provider's id, good for now. */
  readonly itemId: string;
  /** RFC 5322, byte for byte as the server returned it. */
  readonly original: Uint8Array;
  /** Not sent yet: never taken over. */
  readonly draft: boolean;
  /** When it came into the mailbox, epoch milliseconds. */
  readonly receivedAt: number | null;
  /** The provider's id of the conversation, in this mailbox. */
  readonly conversationId: string | null;
}

/** How a mail client names an item: by the provider's id, which changes when the item moves, and by Message-ID. */
export interface MessageRef {
  readonly itemId: string | null;
  readonly messageId: string | null;
}

/** The identity of a meeting; an occurrence's with the original start (local date-time) that names it. */
export interface MeetingIdentity {
  readonly uid: string;
  readonly recurrenceId: string | null;
}

/** What stands behind the ids that a mail client shows. */
export interface MailboxContent {
  /**
   * A mail, looked for by its id, then by its Message-ID in all folders; null where neither leads to one. With both given,
   * a mail that the id leads to and that has another Message-ID is not the one.
   */
  message(ref: MessageRef, context: CallContext): Promise<OriginalMessage | null>;
  /** The meeting behind a client's id (of a single one, a series or an occurrence); null: there is none. */
  meeting(itemId: string, context: CallContext): Promise<MeetingIdentity | null>;
}

/** One user's account on one provider. Every verb throws SyncErrors only. */
export interface Mailbox extends SideVerbs {
  readonly traits: MailboxTraits;
  /** Signs in for real and finds out where things are. Throws Denied or Unavailable with a code that names the cause. */
  probe(context: CallContext): Promise<ProbeResult>;
  /** The collections that can be synchronised. */
  collections(context: CallContext): Promise<readonly Collection[]>;
  /** The next page of a collection's feed; `null` begins a full listing. Throws CursorLost. */
  changes(collection: string, cursor: Cursor | null, context: CallContext): Promise<Page>;
  /** Removes the item if the version is still the expected one (Stale); already gone: Gone. */
  remove(requests: readonly RemoveRequest[], context: CallContext): Promise<readonly WriteOutcome[]>;
  /** Calls back with a ref's collection when something may have changed there; returns how to stop. A hint, never a fact. */
  watch?(onHint: (collection: string) => void): () => void;
  /** Only where mails and a client's ids can be read. */
  readonly content?: MailboxContent;
  /** Ends connections. */
  close?(): Promise<void>;
}
