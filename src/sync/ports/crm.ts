import type {
  CallContext,
  CreateRequest,
  Cursor,
  Page,
  RemoveRequest,
  SideVerbs,
  WriteOutcome,
} from './side.ts';

/** What a CRM can't do, or does in its own way. */
export interface CrmTraits {
  /** Raised when the adapter reads or writes better than before: what was set aside gets another chance then. */
  readonly revision: number;
  /** Per kind (`@type`) the record type that holds it and the properties that it can hold. */
  readonly kinds: Readonly<
    Record<string, { readonly recordType: string; readonly fields: readonly string[] }>
  >;
  readonly recurrence: 'series' | 'occurrences';
  readonly conditionalUpdate: boolean;
  /** Deletions are reported by the feed. */
  readonly tombstones: boolean;
  /** Absence proves nothing: a deleted and a forbidden record look the same. */
  readonly hiddenLooksGone: boolean;
  /** Resolution of its change times in milliseconds; 0 when its feed doesn't go by time. */
  readonly feedResolutionMs: number;
  readonly batch: { readonly read: number; readonly write: number };
}

/** A record that an address belongs to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly recordType: string;
  readonly id: string;
}

/** A hit of a search. */
export interface RecordHit {
  readonly recordType: string;
  readonly id: string;
  readonly title: string;
}

/** The CRM, as one user sees it through their mailbox's synchronisation. Every verb throws SyncErrors only. */
export interface Crm extends SideVerbs {
  readonly traits: CrmTraits;
  /**
   * As of any side. Of a record whose key exists already this user holds a copy, too: Stale, and it belongs in their mailbox
   * from then on (`users`), unless a person took it away from them.
   */
  create(requests: readonly CreateRequest[], context: CallContext): Promise<readonly WriteOutcome[]>;
  /**
   * The next page of the change feed, in commit order; `null` begins a full listing. It may report more than what
   * concerns this user, never less: a record that stopped being theirs is reported as `present` without them in
   * `users`, a deleted one as `removed`. Throws CursorLost.
   */
  changes(cursor: Cursor | null, context: CallContext): Promise<Page>;
  /** Marks the records deleted, never destroys them. Version moved on: Stale; already deleted: Gone. */
  markDeleted(requests: readonly RemoveRequest[], context: CallContext): Promise<readonly WriteOutcome[]>;
  /** Records by free text, best first. */
  search(text: string, limit: number): Promise<readonly RecordHit[]>;
  /** Records that these addresses (canonical) belong to. */
  resolve(addresses: readonly string[]): Promise<readonly ResolvedAddress[]>;
  /** Where a person opens the record in a browser. */
  urlOf(recordType: string, id: string): string;
  /** Connects a record with another one (an appointment with a company); idempotent. */
  link(from: RecordHandle, to: RecordHandle): Promise<void>;
  unlink(from: RecordHandle, to: RecordHandle): Promise<void>;
}

/** Names a record. */
export interface RecordHandle {
  readonly recordType: string;
  readonly id: string;
}
