import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Item, Role } from '../../../sync/item.ts';
import type { JsonObject } from '../../../sync/json.ts';
import type { LinkState, MailPolicy, Mark, Observation, Ref, Side } from '../../../sync/ports.ts';
import type { Reason } from '../../../sync/reasons.ts';
import type { Untold } from '../../../sync/untold.ts';
import type { Untouched } from '../../../sync/untouched.ts';

/**
 * Content is kept in columns of type json, not jsonb: only json takes every text that a provider may send (\u0000,
 * lone surrogates), and one odd item must not stop its mailbox. For the same reason, and because provider ids may be
 * longer than an index entry, what is looked up by is the digest of a text (see ledger/keys.ts).
 */
type Stored<T> = ColumnType<T, string, string>;

/** One CRM record and one mailbox item that are the same thing. */
export interface LinkTable {
  id: string;
  mailbox_id: string;
  kind: string;
  item_key: Buffer | null;
  /** Digest of the item's collection. */
  item_feed: Buffer | null;
  record_key: Buffer | null;
  identity_key: Buffer | null;
  correlation_key: Buffer;
  state: LinkState;
  /** When it came into this state. */
  state_since: Generated<Date>;
  decision: 'approve' | 'reject' | 'send' | 'discard' | null;
  /** Written by people only (see ledger/marks.ts), and taken from `item_marks` when a link gets its identity. */
  mark: Mark | null;
  dirty: boolean;
  assigned: boolean;
  mailbox_seen_in: number;
  crm_seen_in: number;
  normaliser_version: number;
  /** Null where no worker that knows of it has planned the link yet. */
  agreed_fields: Stored<readonly string[] | null>;
  /** Null where nothing is in doubt. */
  doubtful_fields: Stored<Readonly<Record<string, Side>> | null>;
  /** Since when the bases hold what they hold; null where no worker that notes it has agreed on them. */
  agreed_at: Date | null;
  /** By field when those last were that wait to be agreed on anew; null where none does. */
  agreed_older: Stored<Readonly<Record<string, number>> | null>;
  /** The state of the observation beside it. */
  mailbox_seen: Observation['state'];
  crm_seen: Observation['state'];
  mailbox_observed: Stored<Observation>;
  crm_observed: Stored<Observation>;
  mailbox_base: Stored<Item | null>;
  crm_base: Stored<Item | null>;
  reason: Stored<Reason | null>;
  personal: Stored<JsonObject>;
  details: Stored<LinkDetails>;
  untouched: Stored<Untouched | null>;
  untold: Stored<Untold | null>;
  /** When those take place that look alike; null where nothing does. */
  lookalike: string | null;
  /** Its digest. */
  lookalike_key: Buffer | null;
}

/** What of a link nothing is looked up by. */
export interface LinkDetails {
  readonly itemRef: Ref | null;
  readonly recordRef: Ref | null;
  readonly identity: string | null;
  readonly correlationKey: string;
  /** Absent where it was not seen since this is noted. */
  readonly role?: Role | null;
}

/** What users said of items, by identity: it outlives connections. */
export interface ItemMarkTable {
  user_id: string;
  identity_key: Buffer;
  mark: Mark;
  marked_at: Date;
}

/** Records that a meeting is to be linked with as soon as it has a record itself. */
export interface PendingLinkTable {
  link_id: string;
  record_id: string;
  linked_by: string;
  linked_at: Date;
}

/** Where a mailbox stands in one feed. */
export interface FeedTable {
  mailbox_id: string;
  key: Buffer;
  name: string;
  cursor: string | null;
  listing: number;
  listing_open: boolean;
}

/** An open intent; closing removes it. */
export interface IntentTable {
  id: string;
  mailbox_id: string;
  link_id: string;
  side: Side;
  operation: 'create' | 'update' | 'remove';
  /** Of a CRM record that exists: one open intent at a time. */
  record_key: Buffer | null;
  /** Of a CRM create: one open intent at a time. */
  create_key: Buffer | null;
  mail_policy: MailPolicy;
  deadline: Date;
  /** The whole IntentRecord. */
  document: ColumnType<JsonObject, string, never>;
}

/** A removal that was carried out, for the deletion guard. */
export interface RemovalTable {
  mailbox_id: string;
  link_id: string;
  side: Side;
  at: Generated<Date>;
}

/** One line of what was done: codes and values, never content. */
export interface HistoryTable {
  id: GeneratedAlways<string>;
  mailbox_id: string;
  link_id: string | null;
  at: Date;
  event: string;
  reason: Stored<Reason> | null;
}

/** The value that lost a true conflict. */
export interface ConflictTable {
  id: string;
  mailbox_id: string;
  link_id: string;
  at: Date;
  field: string;
  losing_side: Side;
  losing: Stored<JsonObject>;
  winning: Stored<JsonObject>;
}
