import type { Item, Patch } from '../item.ts';
import type { JsonObject } from '../json.ts';
import type { Reason } from '../reasons.ts';
import type { Agreed, Link } from './link.ts';
import type { Cursor, MailPolicy, Ref, Side, Version } from './side.ts';

/** The right to work on one mailbox. A newer epoch makes every older one worthless. */
export interface Lease {
  readonly mailboxId: string;
  readonly epoch: number;
  /** When the ledger gave it, by its own clock (epoch milliseconds): what is seen under it was seen later. */
  readonly since: number;
}

/** A step, on record before the call and closed after it. */
export interface IntentRecord {
  readonly id: string;
  readonly mailboxId: string;
  readonly linkId: string;
  readonly side: Side;
  readonly operation: 'create' | 'update' | 'remove';
  /** Of the item it is about; null for a create (then `collection` says where). */
  readonly ref: Ref | null;
  readonly collection: string;
  readonly correlationKey: string;
  readonly expectedVersion: Version | null;
  readonly mailPolicy: MailPolicy;
  /** What is sent: the whole item for a create, the changed properties for an update, empty for a removal. */
  readonly patch: Patch;
  /** Of an update what the changed properties were when it was decided on; null for one that was absent. */
  readonly replaces: Patch;
  /** The item as it shall be afterwards (normalised); null for a removal. */
  readonly target: Item | null;
  /** By side the properties of the bases that hold once the write is acknowledged; null removes one. */
  readonly settles: Readonly<Record<Side, Patch>>;
  /** What the bases tell something of from then on; null when this write settles none of them. */
  readonly agrees: Agreed | null;
  /** The values that this write replaces although their side had changed them: kept once it is known to have happened. */
  readonly lost: readonly LostValue[];
  /** When the call is over for certain, epoch milliseconds by the clock of the worker that makes it. */
  readonly deadline: number;
  /** How long after being written down the call is over for certain, in milliseconds. Nobody looks before. */
  readonly lastsMs: number;
}

/** An intent that nobody has closed. */
export interface OpenIntent extends IntentRecord {
  /** How long its call may still last, in milliseconds by the ledger's own clock; 0 when it is over for certain. */
  readonly waitMs: number;
}

/** Where the mailbox stands in one feed: a collection's, or the CRM's. */
export interface FeedState {
  readonly cursor: Cursor | null;
  /** Counts full listings; the running one, or the last one. */
  readonly listing: number;
  /** A full listing has begun and is not complete. */
  readonly listingOpen: boolean;
}

/** One line of an item's history. Codes and values; never content. */
export interface HistoryEntry {
  readonly at: number;
  readonly linkId: string | null;
  readonly event: string;
  readonly reason: Reason | null;
}

/** The value that lost a true conflict. `field` is the path of what was merged, with slashes. */
export interface LostValue {
  readonly field: string;
  readonly losingSide: Side;
  readonly losing: JsonObject;
  readonly winning: JsonObject;
  /** Nothing had been agreed on before: both sides keep their value, and neither replaced the other. */
  readonly unresolved?: true;
}

/** A lost value, kept to be shown. */
export interface ConflictRecord extends LostValue {
  readonly id: string;
  readonly linkId: string;
  readonly at: number;
}

/** Open removals and removals done, for the deletion guard. */
export interface RemovalCount {
  /** Links whose one side is gone while the other lives, and which no person has decided on. */
  readonly pending: number;
  /** Removals carried out since the given time. */
  readonly done: number;
  /** Links that are alive on the side where things would be removed. */
  readonly alive: number;
}

/**
 * What is remembered. All of it is read and written in transactions that fail with LeaseLost when a newer epoch
 * exists, so that a worker thought dead can do no harm.
 */
export interface Ledger {
  /**
   * Runs `work` in one transaction: all of it is kept or nothing. `work` may run again after a serialisation failure,
   * so it must have no effect but through `tx`.
   */
  transaction<T>(lease: Lease, work: (tx: LedgerTransaction) => Promise<T>): Promise<T>;
}

/** The lease's mailbox is meant wherever none is named. */
export interface LedgerTransaction {
  /** The state of a feed (`crm`, or a collection's id); a fresh one if it is new. */
  feed(name: string): Promise<FeedState>;
  saveFeed(name: string, state: FeedState): Promise<void>;

  /** This mailbox's links to these items. */
  linksByItem(refs: readonly Ref[]): Promise<readonly Link[]>;
  /** This mailbox's links to these records. */
  linksByRecord(refs: readonly Ref[]): Promise<readonly Link[]>;
  /** Links with these identities, alive or ended, in every mailbox. */
  linksByIdentity(kind: string, identities: readonly string[]): Promise<readonly Link[]>;
  /** Links with these correlation keys, in every mailbox. */
  linksByKey(keys: readonly string[]): Promise<readonly Link[]>;
  /** Links with these ids, of this mailbox. */
  linksById(ids: readonly string[]): Promise<readonly Link[]>;
  /** Links of other mailboxes to the same records. */
  siblings(recordRefs: readonly Ref[]): Promise<readonly Link[]>;
  /** This mailbox's living links whose `lookalike` is that of a dirty one. */
  lookalikes(): Promise<readonly Link[]>;
  /** Dirty links without an open intent whose id is greater than `after`, in the order of ids. */
  dirtyLinks(after: string | null, limit: number): Promise<readonly Link[]>;
  /** Links whose `side` is `unread` or `missing` and which are neither ended nor quarantined, in the order of ids. */
  linksToRead(side: Side, after: string | null, limit: number): Promise<readonly Link[]>;
  /**
   * Marks as `missing` (and dirty) on the side every link of the feed whose observation there is `present` or `unread`
   * and whose `seenIn` of that side is not this listing; links that have ended are left alone. The feed of the mailbox
   * side is a collection's id (`itemRef.collection`), that of the CRM side is `crm` (every link with a `recordRef`).
   * Returns how many.
   */
  markMissing(side: Side, feed: string, listing: number): Promise<number>;
  /**
   * Inserts or replaces. Uniqueness of correlation key, (mailbox, item), (mailbox, record) and (mailbox, identity)
   * among links that have not ended is enforced: LedgerConflict.
   */
  saveLinks(links: readonly Link[]): Promise<void>;
  /** Sets the dirty mark of every dormant link: the window moved on. */
  touchDormant(): Promise<void>;
  /** Sets the dirty mark of every link that has not ended: the settings changed. */
  touchAll(): Promise<void>;
  /** Turns what is `present` on these sides into `unread`: what is stored of it follows other rules from now on. */
  lookAgain(sides: readonly Side[]): Promise<void>;
  /** Turns what is `unknown` on a side where a dormant link has been before into `unread`: it may be seen by now. */
  lookAtHidden(): Promise<void>;
  /** Gives every quarantined link another chance: `active`, without a reason, dirty. Returns their ids. */
  releaseQuarantined(): Promise<readonly string[]>;
  /** Sets the dirty mark of other mailboxes' links to these records, so that their next pump looks at them. */
  touchSiblings(recordRefs: readonly Ref[]): Promise<void>;

  /** This mailbox's open intents. Workers' clocks may differ: the ledger's own says how long a call may still last. */
  openIntents(): Promise<readonly OpenIntent[]>;
  /**
   * Opens intents, from now on for `lastsMs`. At most one may be open per CRM record, and per correlation key of a CRM create, over all
   * mailboxes: the ids of those refused are returned, and nothing is stored for them.
   */
  openIntentsIfFree(intents: readonly IntentRecord[]): Promise<readonly string[]>;
  /**
   * The steps are over, whatever became of them. `counted`: removals among them count for the deletion guard; those that
   * did not happen don't, nor those that a person approved.
   */
  closeIntents(ids: readonly string[], counted: boolean): Promise<void>;

  /** For the deletion guard: removals on `side`, done since `since` (epoch milliseconds). */
  removals(side: Side, since: number): Promise<RemovalCount>;
  /**
   * What the CRM removes from all mailboxes together: records instead of links, however many calendars each is in.
   * `alive` is 0 where pending and done are no more than `few`: it takes long to count.
   */
  removalsFromCrm(since: number, few: number): Promise<RemovalCount & { readonly mailboxes: number }>;

  appendHistory(entries: readonly HistoryEntry[]): Promise<void>;
  saveConflicts(conflicts: readonly ConflictRecord[]): Promise<void>;
  /** Removes the conflict records of links whose content became private. */
  forgetConflicts(linkIds: readonly string[]): Promise<void>;
}
