import type { SyncError, Malformed } from '../errors.ts';
import type { Item, Patch } from '../item.ts';

/** The two sides of every link. */
export type Side = 'mailbox' | 'crm';

/** What a side calls its revision of an item (ETag, ChangeKey, row version). Opaque; compared for equality only. */
export type Version = string;

/** Where we are in a side's feed. Opaque to everyone but the adapter that made it. */
export type Cursor = string;

/** Names an item on its side. In a mailbox `collection` is the collection's id, in a CRM the record type. */
export interface Ref {
  readonly collection: string;
  readonly id: string;
}

/** An item as a side holds it now. `item` is canonical but need not be normalised: the engine does that. */
export interface Found {
  readonly ref: Ref;
  readonly version: Version;
  readonly item: Item;
  /** The correlation key that the item carries in band, if any. */
  readonly correlationKey: string | null;
  /**
   * Id of the intent of the last update that was there to tell others and changed nothing (an empty patch, `send`), which
   * the side keeps with the item as part of that very write; null: there was none. Absent where a side keeps no such mark.
   */
  readonly toldBy?: string | null;
  /** CRM only: ids of the users in whose mailboxes the record belongs. */
  readonly users?: readonly string[];
}

/**
 * What a side's feed reports of one item.
 * - `present`: it is there in this version; `found` may come along, otherwise the engine reads it later.
 * - `removed`: a tombstone. Never said because something was missing from a list.
 * - `malformed`: it is there, but nobody can read it.
 */
export type Change =
  | { readonly type: 'present'; readonly ref: Ref; readonly version: Version; readonly found?: Found }
  | { readonly type: 'removed'; readonly ref: Ref }
  | { readonly type: 'malformed'; readonly ref: Ref; readonly version: Version; readonly error: Malformed };

/**
 * One page of a feed.
 * - `listing: 'delta'`: changes since the cursor. `'full'`: part of a listing of everything, begun without a cursor.
 * - `cursor`: where to go on. Storing it and losing the page would lose changes, so both go into one transaction.
 * - `more`: ask again at once with `cursor`.
 * - `complete`: true on the last page of a full listing, and only if every item that exists was in it. Without it the
 *   absence of an item says nothing.
 */
export interface Page {
  readonly changes: readonly Change[];
  readonly listing: 'delta' | 'full';
  readonly cursor: Cursor;
  readonly more: boolean;
  readonly complete: boolean;
}

/** The answer to one `read`, in the order of the question. `hidden`: not to be seen, which does not prove that it is gone. */
export type Reading =
  | { readonly type: 'found'; readonly ref: Ref; readonly found: Found }
  | { readonly type: 'gone'; readonly ref: Ref }
  | { readonly type: 'hidden'; readonly ref: Ref }
  | { readonly type: 'malformed'; readonly ref: Ref; readonly version: Version; readonly error: Malformed };

/** `none`: nobody may be mailed by this write. `send`: a person asked for the invitations to go out. */
export type MailPolicy = 'none' | 'send';

/** A step, written down before it is carried out. */
export interface Intent {
  readonly id: string;
  /** Travels in band with a created item, so that `find` can tell whether the create happened. */
  readonly correlationKey: string;
  /** The version that the item must still have; null for creates. */
  readonly expectedVersion: Version | null;
  readonly mailPolicy: MailPolicy;
}

/** Every call ends by `deadline` (epoch milliseconds); requests of a batch that would begin later are not begun. */
export interface CallContext {
  readonly deadline: number;
}

export interface CreateRequest {
  readonly collection: string;
  readonly item: Item;
  readonly intent: Intent;
}

export interface UpdateRequest {
  readonly ref: Ref;
  /** Exactly the changed properties; the adapter writes those alone. */
  readonly patch: Patch;
  /** The whole item as it shall be afterwards, for properties that are written together. */
  readonly item: Item;
  readonly intent: Intent;
}

export interface RemoveRequest {
  readonly ref: Ref;
  readonly intent: Intent;
}

/**
 * What became of one request of a batch, in the order of the batch. One request's error never hides another's
 * success. An error whose `effect` is `none` promises that nothing was changed.
 * - `version`: the version that this very write produced; null when the side didn't say (then the engine reads).
 * - `item`: what the side says it stored, if it says so.
 */
export type WriteOutcome =
  | { readonly ok: true; readonly ref: Ref; readonly version: Version | null; readonly item: Item | null }
  | { readonly ok: false; readonly error: SyncError };

/** What both sides can do. */
export interface SideVerbs {
  /** Looks at the items directly, one reading per ref. Throws Unavailable, Throttled, Denied. */
  read(refs: readonly Ref[], context: CallContext): Promise<readonly Reading[]>;
  /**
   * Creates, never overwrites (If-None-Match: *). An item with the same key, id or UID that exists, readable or not: Stale.
   * What is created keeps the UID that it was given: under another one it would be taken for somebody's copy.
   * Where the server would make a second one, the adapter looks before.
   * A thrown error means that nothing is known of any request of the batch.
   */
  create(requests: readonly CreateRequest[], context: CallContext): Promise<readonly WriteOutcome[]>;
  /** Writes the patch if the version is still the expected one, else Stale; Gone if the item isn't there. */
  update(requests: readonly UpdateRequest[], context: CallContext): Promise<readonly WriteOutcome[]>;
  /** By correlation key, in one collection. The order of the keys; null where there is none. */
  find(
    collection: string,
    correlationKeys: readonly string[],
    context: CallContext,
  ): Promise<readonly (Found | null)[]>;
}
