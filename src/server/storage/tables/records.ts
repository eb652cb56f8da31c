import type { ColumnType, Generated } from 'kysely';
import type { JsonObject } from '../../../sync/json.ts';

/** Tables of the built-in CRM's records. */
export interface RecordTables {
  records: RecordTable;
  record_addresses: { record_id: string; address: string; position: number };
  record_domains: { record_id: string; domain: string };
  appointments: AppointmentTable;
  appointment_keys: { key: string; record_id: string };
  appointment_users: AppointmentUserTable;
  appointment_addresses: { appointment_id: string; address: string; domain: string };
  appointment_links: AppointmentLinkTable;
  /** `rank`, `place`: what hits are sorted by; filled by records/tokens.ts alone. */
  record_tokens: { record_id: string; token: string; rank: number; place: string; type: string };
  search_words: { word: string };
}

/** What every record has, whatever its type. */
export interface RecordTable {
  /** UUIDv7. */
  id: string;
  type: 'company' | 'person' | 'opportunity' | 'matter' | 'appointment' | 'message';
  owner_id: string;
  /** Ids of users who may see it beside its owner; `everyone` opens it to all. */
  readers: string[];
  everyone: boolean;
  /** Appointments: the active users of appointment_users, for the access rule. */
  users: string[];
  /** Raised by one at each change. */
  version: ColumnType<string, number | string, number | string>;
  created_at: Date;
  updated_at: Date;
  /** Set once; the row stays. */
  deleted_at: Date | null;
  name: string;
  /** The folded name's beginning; what lists are sorted by. */
  sort_name: string;
  number: string;
  /** An opportunity's stage, a matter's state. */
  status: string;
  company_id: string | null;
  person_id: string | null;
  /** The properties that nothing is sorted or filtered by. */
  data: JsonObject;
}

/** A meeting or a series of meetings. */
export interface AppointmentTable {
  record_id: string;
  /** UID, with the original start of a detached occurrence; unique among the living. */
  identity: string;
  correlation_key: string | null;
  /** False when the record is deleted: identity and key are free again. */
  live: boolean;
  /** Canonical event, shared properties. */
  item: JsonObject;
  /** First start and last end; null: it never ends. Floating times count as UTC. */
  start_at: Date;
  end_at: Date | null;
}

/** One user's relation to an appointment, and its place in that user's change feed. */
export interface AppointmentUserTable {
  user_id: string;
  appointment_id: string;
  /** It belongs in the user's mailboxes. */
  active: boolean;
  /** Why. `removed`: a person took it away; being a participant doesn't bring it back. */
  source: 'mailbox' | 'participant' | 'assigned' | 'removed';
  /** Inactive: the item as the user was last allowed to see it. */
  last_item: JsonObject | null;
  /** The transaction that last changed anything about it (xid8). */
  xid: string;
  /** When it was last changed; of one that ended, when it ended. */
  changed_at: Generated<Date>;
}

export interface AppointmentLinkTable {
  appointment_id: string;
  record_id: string;
  linked_by: string | null;
  linked_at: Date;
  /** What linked it; null: a person did. */
  rule: string | null;
}
