import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Mailboxes and the engine's ledger. */
export const ledger: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createMailboxes(db);
    await createParts(db);
    await createLinks(db);
    await createLogs(db);
  },
};

async function createMailboxes(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE mailboxes (
      id uuid PRIMARY KEY,
      user_id uuid NOT NULL REFERENCES users,
      kind text NOT NULL,
      name text NOT NULL,
      url text NOT NULL,
      account text NOT NULL,
      sealed_password text,
      server text NOT NULL DEFAULT '',
      discovered json NOT NULL,
      addresses text[] NOT NULL DEFAULT '{}',
      settings json NOT NULL,
      create_in json NOT NULL,
      state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'ok', 'delayed', 'stopped')),
      error json,
      failures integer NOT NULL DEFAULT 0,
      last_pump_at timestamptz,
      next_pump_at timestamptz,
      requested_at timestamptz,
      removed_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      version bigint NOT NULL DEFAULT 1
    )
  `.execute(db);
  await sql`CREATE INDEX mailboxes_user ON mailboxes (user_id) WHERE removed_at IS NULL`.execute(db);
  await sql`
    CREATE UNIQUE INDEX mailboxes_account ON mailboxes (user_id, kind, md5(lower(url) || ' ' || account))
    WHERE removed_at IS NULL
  `.execute(db);
  await sql`CREATE INDEX mailboxes_due ON mailboxes (next_pump_at) WHERE removed_at IS NULL`.execute(db);
}

async function createParts(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE collections (
      mailbox_id uuid NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
      key bytea NOT NULL,
      provider_id text NOT NULL,
      name text NOT NULL,
      color text,
      writable boolean NOT NULL,
      kinds text[] NOT NULL,
      selected boolean NOT NULL DEFAULT false,
      position integer NOT NULL,
      PRIMARY KEY (mailbox_id, key)
    )
  `.execute(db);
  // Apart from its mailbox, so that the ledger's lock on the epoch never waits for an edit of the settings.
  await sql`
    CREATE TABLE leases (
      mailbox_id uuid PRIMARY KEY REFERENCES mailboxes ON DELETE CASCADE,
      epoch bigint NOT NULL,
      worker text,
      expires_at timestamptz
    )
  `.execute(db);
  await sql`
    CREATE TABLE feeds (
      mailbox_id uuid NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
      key bytea NOT NULL,
      name text NOT NULL,
      cursor text,
      listing integer NOT NULL,
      listing_open boolean NOT NULL,
      PRIMARY KEY (mailbox_id, key)
    )
  `.execute(db);
}

async function createLinks(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE links (
      id uuid PRIMARY KEY,
      mailbox_id uuid NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
      kind text NOT NULL,
      item_key bytea,
      item_feed bytea,
      record_key bytea,
      identity_key bytea,
      correlation_key bytea NOT NULL,
      state text NOT NULL,
      state_since timestamptz NOT NULL DEFAULT now(),
      decision text,
      dirty boolean NOT NULL,
      assigned boolean NOT NULL,
      mailbox_seen_in integer NOT NULL,
      crm_seen_in integer NOT NULL,
      normaliser_version integer NOT NULL,
      mailbox_seen text NOT NULL,
      crm_seen text NOT NULL,
      mailbox_observed json NOT NULL,
      crm_observed json NOT NULL,
      mailbox_base json NOT NULL,
      crm_base json NOT NULL,
      reason json NOT NULL,
      personal json NOT NULL,
      details json NOT NULL
    )
  `.execute(db);
  // Exclusion constraints, because a unique index can be partial or deferrable but not both: among links that have not
  // ended, checked at the end of the statement, so that one save may hand an item from one link to another.
  const unique = {
    links_item: 'mailbox_id WITH =, item_key WITH =',
    links_record: 'mailbox_id WITH =, record_key WITH =',
    links_identity: 'mailbox_id WITH =, identity_key WITH =',
    links_correlation: 'correlation_key WITH =',
  };
  for (const [name, columns] of Object.entries(unique)) {
    await sql`
      ALTER TABLE links ADD CONSTRAINT ${sql.ref(name)}
      EXCLUDE USING btree (${sql.raw(columns)}) WHERE (state <> 'ended') DEFERRABLE INITIALLY IMMEDIATE
    `.execute(db);
  }
  for (const column of ['item_key', 'record_key', 'identity_key', 'correlation_key']) {
    await sql`CREATE INDEX ${sql.ref(`links_by_${column}`)} ON links (${sql.ref(column)})`.execute(db);
  }
  await sql`CREATE INDEX links_dirty ON links (mailbox_id, id) WHERE dirty`.execute(db);
  await sql`
    CREATE INDEX links_to_read ON links (mailbox_id, id)
    WHERE mailbox_seen IN ('unread', 'missing') OR crm_seen IN ('unread', 'missing')
  `.execute(db);
  await sql`CREATE INDEX links_state ON links (mailbox_id, state, id)`.execute(db);
}

async function createLogs(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE intents (
      id uuid PRIMARY KEY,
      mailbox_id uuid NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
      link_id uuid NOT NULL,
      side text NOT NULL,
      operation text NOT NULL,
      record_key bytea UNIQUE,
      create_key bytea UNIQUE,
      mail_policy text NOT NULL,
      deadline timestamptz NOT NULL,
      document json NOT NULL
    )
  `.execute(db);
  await sql`CREATE INDEX intents_link ON intents (mailbox_id, link_id)`.execute(db);
  await sql`
    CREATE TABLE removals (
      mailbox_id uuid NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
      link_id uuid NOT NULL,
      side text NOT NULL,
      at timestamptz NOT NULL DEFAULT now()
    )
  `.execute(db);
  await sql`CREATE INDEX removals_at ON removals (mailbox_id, at)`.execute(db);
  await sql`
    CREATE TABLE history (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      mailbox_id uuid NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
      link_id uuid,
      at timestamptz NOT NULL,
      event text NOT NULL,
      reason json
    )
  `.execute(db);
  await sql`CREATE INDEX history_mailbox ON history (mailbox_id, id)`.execute(db);
  await sql`CREATE INDEX history_link ON history (link_id, id) WHERE link_id IS NOT NULL`.execute(db);
  await sql`
    CREATE TABLE conflicts (
      id uuid PRIMARY KEY,
      mailbox_id uuid NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
      link_id uuid NOT NULL,
      at timestamptz NOT NULL,
      field text NOT NULL,
      losing_side text NOT NULL,
      losing json NOT NULL,
      winning json NOT NULL
    )
  `.execute(db);
  await sql`CREATE INDEX conflicts_link ON conflicts (link_id)`.execute(db);
}
