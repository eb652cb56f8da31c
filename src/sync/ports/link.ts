import type { Item, Patch, Role } from '../item.ts';
import type { JsonObject } from '../json.ts';
import type { Reason } from '../reasons.ts';
import type { Untold } from '../untold.ts';
import type { Untouched } from '../untouched.ts';
import type { Ref, Side, Version } from './side.ts';

/**
 * What a side was last seen to hold.
 * - `unread`: there is a version that we have not read yet.
 * - `gone`: proven, by a tombstone or by a direct look.
 * - `missing`: absent from a complete listing; a look has to follow. What was `unread` before keeps all else.
 * `was`: what was last read of it; absent where that is not known any more.
 */
export type Observation =
  | { readonly state: 'unknown' }
  | {
      readonly state: 'unread';
      readonly version: Version;
      /** Set when our own write made this version: the properties whose stored form that write decided, as sent. */
      readonly own?: Patch;
      readonly was?: Item;
    }
  | { readonly state: 'missing'; readonly version?: Version; readonly own?: Patch; readonly was?: Item }
  | { readonly state: 'gone' }
  | { readonly state: 'present'; readonly version: Version; readonly item: Item };

/**
 * - `active`: synchronised or about to be. `dormant`: left alone, nothing removed. `held`: a deletion waits for a
 *   person. `quarantined`: set aside with its reason. `not-sent`: saved in the CRM, the mailbox's copy waits because
 *   writing it would mail people. `awaiting-organizer`: a copy behind its organiser's. `ended`: history only.
 */
export type LinkState =
  'active' | 'dormant' | 'held' | 'quarantined' | 'not-sent' | 'awaiting-organizer' | 'ended';

/** One CRM record and one mailbox item that are the same thing. Items in it are normalised. */
export interface Link {
  readonly id: string;
  readonly mailboxId: string;
  readonly kind: string;
  /** Null until the item exists in the mailbox; then where it was last seen. */
  readonly itemRef: Ref | null;
  /** Null until the record exists. */
  readonly recordRef: Ref | null;
  readonly identity: string | null;
  /** What the owner was to the item when it was last seen in the mailbox; null where it was not since this is noted. */
  readonly role: Role | null;
  /** Unique in the ledger. In band on whatever this link creates. */
  readonly correlationKey: string;
  readonly state: LinkState;
  readonly reason: Reason | null;
  readonly observed: Readonly<Record<Side, Observation>>;
  /** Each side as it stood when they last agreed; null before. */
  readonly base: Readonly<Record<Side, Item | null>>;
  /** What the bases tell something of. */
  readonly agreed: Agreed;
  /** The mailbox's personal properties, as last seen. */
  readonly personal: JsonObject;
  /** Whether the record is meant for this mailbox's user (CRM `users`), as last seen. */
  readonly assigned: boolean;
  /** Something was observed that has not been planned to its end. */
  readonly dirty: boolean;
  /** By side the number of the feed's full listing that last contained the item. */
  readonly seenIn: Readonly<Record<Side, number>>;
  /** A person's answer to a held deletion, an unsent meeting or a lookalike; consumed by the next plan. */
  readonly decision: 'approve' | 'reject' | 'send' | 'discard' | null;
  /** What the owner said of the item: synchronise it, leave it alone, or nothing. The engine never writes it. */
  readonly mark: Mark | null;
  /** Set where it was there before the start and waits until somebody edits it; absent otherwise. */
  readonly untouched?: Untouched;
  /** Set where it was written to the mailbox without telling those whom it concerns; absent or null otherwise. */
  readonly untold?: Untold | null;
  /**
   * Set where an item or a record waits that looks like several on the other side, and on the links that it looks like:
   * when they take place, a text that is equal for them; absent otherwise. Without a counterpart the link sleeps until a
   * person decides (`approve`: it is a thing of its own) or nothing is like it any more.
   */
  readonly lookalike?: string;
}

/**
 * Of which fields the bases say what both sides agreed on, and the normaliser's version that spelled them. A field that is
 * not listed has no base, whatever a base happens to contain: it was not synchronised when the two last agreed.
 */
export interface Agreed {
  readonly normaliser: number;
  readonly fields: readonly string[];
  /**
   * Since when the bases hold what they hold (epoch milliseconds by the ledger's clock): since the record was written, or the
   * lease was given under which it was looked at; absent: nobody knows.
   */
  readonly at?: number;
  /** The same of fields that wait to be agreed on anew: when they last were. Absent: none waits. */
  readonly older?: Readonly<Record<string, number>>;
  /**
   * Fields, or entries of maps (`field/key`), in which a side held less than we had sent when it was read back, and nobody can
   * tell whether its server cut them or a person did, or whether they were written at all: that side. Absent: none.
   */
  readonly doubtful?: Readonly<Record<string, Side>>;
}

/** What a person says of one item. */
export type Mark = 'on' | 'off';
