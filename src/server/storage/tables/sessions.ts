import type { ColumnType, Generated } from 'kysely';

/** Tables of sessions, tokens and idempotency keys. */
export interface SessionTables {
  sessions: SessionTable;
  idempotency_keys: IdempotencyKeyTable;
}

/** A signed-in browser (`cookie`) or a program's bearer token. Revoking deletes the row. */
export interface SessionTable {
  /** UUIDv7. */
  id: string;
  user_id: string;
  kind: 'cookie' | 'token';
  /** What a token is for; '' for cookies. */
  name: string;
  /** SHA-256 of the secret, which has 256 random bits and is kept nowhere. */
  secret_hash: Buffer;
  created_at: Generated<Date>;
  last_used_at: Date | null;
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
