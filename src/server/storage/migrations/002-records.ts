import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The built-in CRM's records. */
export const records: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [...RECORDS, ...APPOINTMENTS, ...SEARCH]) await sql.raw(statement).execute(db);
  },
};

const RECORDS = [
  `CREATE TABLE records (
    id uuid PRIMARY KEY,
    type text NOT NULL CHECK (type IN ('company', 'person', 'opportunity', 'matter', 'appointment')),
    owner_id uuid NOT NULL REFERENCES users (id),
    readers uuid[] NOT NULL DEFAULT '{}',
    everyone boolean NOT NULL DEFAULT false,
    users uuid[] NOT NULL DEFAULT '{}',
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    name text NOT NULL,
    sort_name text COLLATE "C" NOT NULL,
    number text NOT NULL DEFAULT '',
    status text NOT NULL DEFAULT '',
    company_id uuid REFERENCES records (id),
    person_id uuid REFERENCES records (id),
    data jsonb NOT NULL DEFAULT '{}'
  )`,
  `CREATE INDEX records_by_name ON records (type, sort_name, id) WHERE deleted_at IS NULL`,
  `CREATE INDEX records_by_update ON records (type, updated_at, id) WHERE deleted_at IS NULL`,
  `CREATE INDEX records_by_company ON records (company_id) WHERE company_id IS NOT NULL`,
  `CREATE INDEX records_by_person ON records (person_id) WHERE person_id IS NOT NULL`,
  // E-mail addresses of persons and companies, and the domains that companies write from.
  `CREATE TABLE record_addresses (
    record_id uuid NOT NULL REFERENCES records (id),
    address text COLLATE "C" NOT NULL,
    position integer NOT NULL,
    PRIMARY KEY (record_id, address)
  )`,
  `CREATE INDEX record_addresses_by_address ON record_addresses (address)`,
  `CREATE TABLE record_domains (
    record_id uuid NOT NULL REFERENCES records (id),
    domain text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, domain)
  )`,
  `CREATE INDEX record_domains_by_domain ON record_domains (domain)`,
];

const APPOINTMENTS = [
  `CREATE TABLE appointments (
    record_id uuid PRIMARY KEY REFERENCES records (id),
    identity text COLLATE "C" NOT NULL,
    correlation_key text COLLATE "C",
    live boolean NOT NULL DEFAULT true,
    item jsonb NOT NULL,
    start_at timestamptz NOT NULL,
    end_at timestamptz
  )`,
  // One living record per meeting and per correlation key, whoever creates it first.
  `CREATE UNIQUE INDEX appointments_identity ON appointments (identity) WHERE live`,
  `CREATE UNIQUE INDEX appointments_key ON appointments (correlation_key) WHERE live`,
  `CREATE INDEX appointments_span ON appointments USING gist (tstzrange(start_at, end_at, '[]')) WHERE live`,
  `CREATE INDEX appointments_by_start ON appointments (start_at, record_id) WHERE live`,
  // Keys of creations that were refused because the meeting has a record already: its creator finds it by them.
  `CREATE TABLE appointment_keys (
    key text COLLATE "C" NOT NULL,
    record_id uuid NOT NULL REFERENCES records (id),
    PRIMARY KEY (key, record_id)
  )`,
  // In whose mailboxes an appointment belongs, and each user's change feed: one row, moved to its latest transaction.
  `CREATE TABLE appointment_users (
    user_id uuid NOT NULL REFERENCES users (id),
    appointment_id uuid NOT NULL REFERENCES records (id),
    active boolean NOT NULL,
    source text NOT NULL CHECK (source IN ('mailbox', 'participant', 'assigned', 'removed')),
    last_item jsonb,
    xid xid8 NOT NULL,
    PRIMARY KEY (user_id, appointment_id)
  )`,
  `CREATE INDEX appointment_users_feed ON appointment_users (user_id, xid, appointment_id)`,
  `CREATE INDEX appointment_users_by_appointment ON appointment_users (appointment_id)`,
  `CREATE TABLE appointment_addresses (
    appointment_id uuid NOT NULL REFERENCES records (id),
    address text COLLATE "C" NOT NULL,
    domain text COLLATE "C" NOT NULL,
    PRIMARY KEY (appointment_id, address)
  )`,
  `CREATE INDEX appointment_addresses_by_address ON appointment_addresses (address)`,
  `CREATE INDEX appointment_addresses_by_domain ON appointment_addresses (domain)`,
  `CREATE TABLE appointment_links (
    appointment_id uuid NOT NULL REFERENCES records (id),
    record_id uuid NOT NULL REFERENCES records (id),
    linked_by uuid REFERENCES users (id),
    linked_at timestamptz NOT NULL,
    rule text,
    PRIMARY KEY (appointment_id, record_id)
  )`,
  `CREATE INDEX appointment_links_by_record ON appointment_links (record_id)`,
];

const SEARCH = [
  `CREATE EXTENSION IF NOT EXISTS pg_trgm`,
  `CREATE TABLE record_tokens (
    record_id uuid NOT NULL REFERENCES records (id),
    token text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, token)
  )`,
  `CREATE INDEX record_tokens_by_token ON record_tokens (token, record_id)`,
  // The dictionary: typing errors are looked for among distinct words, not among all records' names.
  // Not unique, or two writers of the same new word would wait for each other's commit.
  `CREATE TABLE search_words (word text COLLATE "C" NOT NULL)`,
  `CREATE INDEX search_words_by_word ON search_words (word)`,
  `CREATE INDEX search_words_similar ON search_words USING gin (word gin_trgm_ops)`,
];
