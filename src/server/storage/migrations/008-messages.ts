import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Mails that were linked, who has them in their mailbox, what was linked when, and what is never to be suggested. */
export const messages: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [...RECORDS, ...MESSAGES, ...LINKS]) await sql.raw(statement).execute(db);
  },
};

/** What is looked up by is the digest of a text (see ledger/keys.ts): ids of mails may be longer than an index entry. */
const RECORDS = [
  `ALTER TABLE records DROP CONSTRAINT records_type_check`,
  `ALTER TABLE records ADD CONSTRAINT records_type_check
    CHECK (type IN ('company', 'person', 'opportunity', 'matter', 'appointment', 'message'))`,
  // Of a company with thousands of persons, what is open without going through the persons.
  `CREATE INDEX records_business_by_company ON records (company_id)
    WHERE type IN ('opportunity', 'matter') AND deleted_at IS NULL`,
  `CREATE INDEX records_messages_removed ON records (deleted_at) WHERE type = 'message' AND deleted_at IS NOT NULL`,
];

const MESSAGES = [
  `CREATE TABLE messages (
    record_id uuid PRIMARY KEY REFERENCES records (id),
    identity_key bytea NOT NULL,
    live boolean NOT NULL DEFAULT true,
    message_id text,
    message_key bytea,
    digest text NOT NULL,
    subject text NOT NULL,
    subject_key bytea,
    addresses json NOT NULL,
    sent_at timestamptz,
    received_at timestamptz,
    in_reply_to text,
    body_text text NOT NULL,
    body_html text NOT NULL,
    preview text NOT NULL
  )`,
  // One living record per mail, whoever stores it first.
  `CREATE UNIQUE INDEX messages_identity ON messages (identity_key) WHERE live`,
  `CREATE INDEX messages_by_message ON messages (message_key) WHERE live`,
  `CREATE INDEX messages_by_subject ON messages (subject_key, record_id) WHERE live`,
  // The mails that a mail says it belongs to (References, In-Reply-To).
  `CREATE TABLE message_references (
    message_record_id uuid NOT NULL REFERENCES messages (record_id) ON DELETE CASCADE,
    message_key bytea NOT NULL,
    PRIMARY KEY (message_record_id, message_key)
  )`,
  `CREATE INDEX message_references_by_key ON message_references (message_key)`,
  `CREATE TABLE message_addresses (
    message_record_id uuid NOT NULL REFERENCES messages (record_id) ON DELETE CASCADE,
    address text COLLATE "C" NOT NULL,
    sender boolean NOT NULL,
    PRIMARY KEY (message_record_id, address)
  )`,
  `CREATE INDEX message_addresses_by_sender ON message_addresses (address, message_record_id) WHERE sender`,
  `CREATE TABLE message_attachments (
    message_record_id uuid NOT NULL REFERENCES messages (record_id) ON DELETE CASCADE,
    index integer NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    inline boolean NOT NULL,
    content_id text,
    blob_hash text COLLATE "C" NOT NULL,
    PRIMARY KEY (message_record_id, index)
  )`,
  `CREATE INDEX message_attachments_by_blob ON message_attachments (blob_hash)`,
  // In whose mailboxes it was seen, by the server itself. Who took it out stays as a row: opening it again is no return.
  `CREATE TABLE message_witnesses (
    message_record_id uuid NOT NULL REFERENCES messages (record_id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users (id),
    mailbox_id uuid REFERENCES mailboxes (id) ON DELETE SET NULL,
    item_key bytea NOT NULL,
    conversation_key bytea,
    bcc json NOT NULL,
    original_hash text COLLATE "C" NOT NULL,
    seen_at timestamptz NOT NULL,
    left_at timestamptz,
    PRIMARY KEY (message_record_id, user_id)
  )`,
  `CREATE INDEX message_witnesses_by_item ON message_witnesses (user_id, item_key)`,
  `CREATE INDEX message_witnesses_by_conversation ON message_witnesses (user_id, conversation_key)`,
  `CREATE INDEX message_witnesses_left ON message_witnesses (left_at) WHERE left_at IS NOT NULL`,
  `CREATE INDEX message_witnesses_by_blob ON message_witnesses (original_hash)`,
  // Blobs that perhaps nothing refers to: just put there, or let go of.
  `CREATE TABLE loose_blobs (
    hash text COLLATE "C" PRIMARY KEY,
    since timestamptz NOT NULL
  )`,
  `CREATE INDEX loose_blobs_by_age ON loose_blobs (since)`,
  // Keys that must outlive a change of the key that seals: what was digested with them is compared for years.
  `CREATE TABLE sealed_keys (
    name text PRIMARY KEY,
    sealed text NOT NULL
  )`,
];

const LINKS = [
  `CREATE TABLE message_links (
    message_record_id uuid NOT NULL REFERENCES messages (record_id) ON DELETE CASCADE,
    record_id uuid NOT NULL REFERENCES records (id),
    linked_by uuid REFERENCES users (id),
    linked_at timestamptz NOT NULL,
    rule text,
    PRIMARY KEY (message_record_id, record_id)
  )`,
  `CREATE INDEX message_links_by_record ON message_links (record_id)`,
  `CREATE INDEX message_links_by_linker ON message_links (linked_by, linked_at)`,
  `CREATE INDEX appointment_links_by_linker ON appointment_links (linked_by, linked_at)`,
  // What one save did, so that it can be taken back.
  `CREATE TABLE link_saves (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    item_record_id uuid NOT NULL,
    saved_at timestamptz NOT NULL,
    undone_at timestamptz,
    document jsonb NOT NULL
  )`,
  `CREATE INDEX link_saves_by_age ON link_saves (saved_at)`,
  `CREATE TABLE suggestion_dismissals (
    user_id uuid NOT NULL REFERENCES users (id),
    record_id uuid NOT NULL REFERENCES records (id),
    dismissed_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, record_id)
  )`,
];
