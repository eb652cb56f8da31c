import type { ColumnType, Generated } from 'kysely';
import type { Json, JsonObject } from '../../../sync/json.ts';
import type {
  ConflictTable,
  FeedTable,
  HistoryTable,
  IntentTable,
  ItemMarkTable,
  LinkTable,
  PendingLinkTable,
  RemovalTable,
} from './links.ts';
import type { NoticeTable } from './notices.ts';
import type { PumpRequestTable } from './pump-requests.ts';

/** Tables of mailboxes and of the engine's ledger. */
export interface LedgerTables {
  mailboxes: MailboxTable;
  collections: CollectionTable;
  leases: LeaseTable;
  feeds: FeedTable;
  links: LinkTable;
  intents: IntentTable;
  removals: RemovalTable;
  history: HistoryTable;
  conflicts: ConflictTable;
  item_marks: ItemMarkTable;
  pending_links: PendingLinkTable;
  pump_requests: PumpRequestTable;
  notices: NoticeTable;
}

/** A json column: read parsed, written as text. */
export type JsonColumn<T extends Json> = ColumnType<T, string, string>;

/** A user's account on a provider. A removed one stays as a row without its secret, for its history. */
export interface MailboxTable {
  id: string;
  user_id: string;
  /** Key of the provider registry: `caldav`. */
  kind: string;
  name: string;
  url: string;
  account: string;
  /** See seal.ts; null once removed. */
  sealed_password: string | null;
  /** What answered the last test, for people to read. */
  server: Generated<string>;
  discovered: JsonColumn<Readonly<Record<string, string>>>;
  addresses: Generated<string[]>;
  settings: JsonColumn<JsonObject>;
  /** By kind of item (`@type`) the provider's id of the collection that gets new ones. */
  create_in: JsonColumn<Readonly<Record<string, string>>>;
  /** `new`: nothing chosen yet. `delayed`: failed, repeated by itself. `stopped`: a person must act first. */
  state: Generated<'new' | 'ok' | 'delayed' | 'stopped'>;
  error: JsonColumn<JsonObject> | null;
  /** Pumps that failed in a row. */
  failures: Generated<number>;
  last_pump_at: Date | null;
  next_pump_at: Date | null;
  /** Its server was asked too much and wants to be left alone until then; past or null: it does not. */
  quiet_until: Date | null;
  /** When a pump was asked for that has not begun yet. */
  requested_at: Date | null;
  removed_at: Date | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  version: ColumnType<string, number | string | undefined, number | string>;
}

/** A calendar, task list, address book or folder of a mailbox. */
export interface CollectionTable {
  mailbox_id: string;
  /** Digest of `provider_id`, which may be too long for an index. */
  key: Buffer;
  provider_id: string;
  name: string;
  color: string | null;
  writable: boolean;
  kinds: string[];
  selected: Generated<boolean>;
  position: number;
}

/** The right to work on a mailbox. */
export interface LeaseTable {
  mailbox_id: string;
  epoch: ColumnType<string, number, number>;
  worker: string | null;
  expires_at: Date | null;
}
