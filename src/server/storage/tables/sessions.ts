import type { ColumnType, Generated } from 'kysely';

/** Tables of sessions, tokens and idempotency keys. */
export interface SessionTables {
  sessions: SessionTable;
  pane_codes: PaneCodeTable;
  pane_renewals: PaneRenewalTable;
  pane_tokens: PaneTokenTable;
  idempotency_keys: IdempotencyKeyTable;
}

/** A signed-in browser (`cookie`), a program's bearer token, or a task pane. Revoking deletes the row. */
export interface SessionTable {
  /** UUIDv7. */
  id: string;
  user_id: string;
  kind: 'cookie' | 'token' | 'pane';
  /** What a token is for; '' for the others. */
  name: string;
  /** SHA-256 of the secret, which has 256 random bits and is kept nowhere. A pane's lets nobody in: it names the session. */
  secret_hash: Buffer;
  created_at: Generated<Date>;
  last_used_at: Date | null;
  expires_at: Date;
}

/** What a sign-in dialog hands its pane, good once. Hashes as those of sessions. */
export interface PaneCodeTable {
  secret_hash: Buffer;
  user_id: string;
  expires_at: Date;
}

/** The secret by which a pane renews its session; each is good once. */
export interface PaneRenewalTable {
  session_id: string;
  secret_hash: Buffer;
  /** Of the one before; null: there was none. */
  previous_hash: Buffer | null;
  /** Makes this secret from the one before, for a pane that asks twice. */
  salt: Buffer;
  renewed_at: Date;
}

/** A pane's access token. */
export interface PaneTokenTable {
  secret_hash: Buffer;
  session_id: string;
  expires_at: Date;
}

/** A write under an Idempotency-Key. `status` is null while the first request runs. */
export interface IdempotencyKeyTable {
  user_id: string;
  key: string;
  /** Keyed hash (HMAC) of method, address, preconditions and body: bodies may hold passwords. */
  request_hash: Buffer;
  /** The id that a resource created by this request gets, so that a repetition after a crash finds it. */
  resource_id: string;
  status: number | null;
  headers: ColumnType<Record<string, string>, string, string>;
  /** The answer, sealed: it may hold a token. */
  body: string | null;
  started_at: Date;
}
