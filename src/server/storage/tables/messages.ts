import type { ColumnType, Generated } from 'kysely';
import type { Mark } from '../../../sync/ports.ts';
import type { AppointmentLinkTable } from './records.ts';

/** Tables of linked mails. */
export interface MessageTables {
  messages: MessageTable;
  message_references: { message_record_id: string; message_key: Buffer };
  message_addresses: { message_record_id: string; address: string; sender: boolean };
  message_attachments: MessageAttachmentTable;
  message_witnesses: MessageWitnessTable;
  message_links: Omit<AppointmentLinkTable, 'appointment_id'> & { message_record_id: string };
  link_saves: LinkSaveTable;
  suggestion_dismissals: { user_id: string; record_id: string; dismissed_at: Date };
  /** Blobs that perhaps nothing refers to: just put there, or let go of. */
  loose_blobs: { hash: string; since: Date };
  /** See seal.ts. */
  sealed_keys: { name: string; sealed: string };
}

/** One address as the header has it. */
export interface StoredAddress {
  readonly name: string;
  readonly address: string;
}

/** Those that every copy of a mail tells; Bcc is not among them. */
export interface StoredAddresses {
  readonly from: readonly StoredAddress[];
  readonly to: readonly StoredAddress[];
  readonly cc: readonly StoredAddress[];
}

/** A json column: read parsed, written as text. */
type Stored<T> = ColumnType<T, string, string>;

/** A mail; what its witnesses' copies have in common. */
export interface MessageTable {
  record_id: string;
  /** Of Message-ID and digest; unique among the living. */
  identity_key: Buffer;
  /** False when the record is deleted: the identity is free again. */
  live: Generated<boolean>;
  /** Null: it has none. */
  message_id: string | null;
  message_key: Buffer | null;
  digest: string;
  subject: string;
  /** Of the subject without "Re:" and its like, folded; null where nothing is left. */
  subject_key: Buffer | null;
  addresses: Stored<StoredAddresses>;
  sent_at: Date | null;
  /** When it came into the mailbox of who stored it. */
  received_at: Date | null;
  in_reply_to: string | null;
  body_text: string;
  /** Sanitised; '' where the mail has text only. */
  body_html: string;
  preview: string;
}

/** A part of the mail that isn't its text. */
export interface MessageAttachmentTable {
  message_record_id: string;
  index: number;
  name: string;
  media_type: string;
  /** Bytes. */
  size: ColumnType<string, number, never>;
  inline: boolean;
  content_id: string | null;
  blob_hash: string;
}

/** One user's own copy. */
export interface MessageWitnessTable {
  message_record_id: string;
  user_id: string;
  /** Null: the mailbox was removed altogether. */
  mailbox_id: string | null;
  /** Of the provider's id, as last seen: a hint. */
  item_key: Buffer;
  /** Of the provider's id of the conversation in this mailbox. */
  conversation_key: Buffer | null;
  /** As this copy has it, for this user alone. */
  bcc: Stored<readonly StoredAddress[]>;
  /** The copy as its server returned it. */
  original_hash: string;
  seen_at: Date;
  /** The user took the mail out of the CRM, as far as it is theirs. */
  left_at: Date | null;
}

/** What one save did. */
export interface LinkSaveTable {
  id: string;
  user_id: string;
  /** The mail's or the appointment's. */
  item_record_id: string;
  saved_at: Date;
  undone_at: Date | null;
  document: ColumnType<SaveDocument, string, never>;
}

/** A link that was there before the save. Times are RFC 3339. */
export interface RemovedLink {
  readonly recordId: string;
  readonly linkedBy: string | null;
  readonly linkedAt: string;
  readonly rule: string | null;
}

/** - `stored`: the mail wasn't in the CRM before. `returned`: its user had taken it out. `left`: took it out. */
export interface SaveDocument {
  readonly itemType: 'message' | 'appointment';
  readonly added: readonly string[];
  readonly removed: readonly RemovedLink[];
  readonly stored: boolean;
  readonly returned: boolean;
  readonly left: boolean;
  /** A meeting's mark before the save (null: none); absent: the save didn't touch it. */
  readonly markBefore?: { readonly identity: string; readonly mark: Mark | null };
}
