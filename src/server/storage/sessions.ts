import type { Kysely, Selectable } from 'kysely';
import { hashSecret, newSecret } from './session-secret.ts';
import type { Database } from './tables.ts';
import type { SessionTable } from './tables/sessions.ts';
import { newId } from './uuid.ts';

/** How long sessions last, in milliseconds. A cookie's is prolonged by use, up to `longest`. */
export const SESSION_LIFETIME = {
  idle: 12 * 3_600_000,
  longest: 14 * 86_400_000,
} as const;

/** Use is written down no more often than this (milliseconds). */
const USE_RESOLUTION = 60_000;

/** A session without its secret. */
export interface StoredSession {
  readonly id: string;
  readonly userId: string;
  readonly kind: 'cookie' | 'token' | 'pane';
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date;
}

/** Sessions and tokens. Secrets exist in clear only in the answer of `open`; the database holds their hashes. */
export interface SessionStore {
  /** Opens a session; `secret` is told this once. */
  open(
    session: { userId: string; kind: 'cookie' | 'token'; name: string; expiresAt: Date },
    now: Date,
  ): Promise<{ readonly session: StoredSession; readonly secret: string }>;
  /** The living session of a browser's or a program's secret whose user is active, or null. Notes its use. */
  find(secret: string, now: Date): Promise<StoredSession | null>;
  /** A user's living tokens, newest first, older than `before` (a session id). */
  tokens(userId: string, before: string | null, limit: number, now: Date): Promise<readonly StoredSession[]>;
  /** Ends one session of the user's; false if there is none of that id. */
  end(userId: string, id: string): Promise<boolean>;
  /** Ends all of a user's sessions but one, those of panes too, and what would begin one. */
  endAll(userId: string, except: string | null): Promise<void>;
  /** Forgets what has expired. */
  sweep(now: Date): Promise<void>;
}

/** Sessions in the database. */
export function sessionStore(db: Kysely<Database>): SessionStore {
  return {
    async open(session, now) {
      const secret = newSecret();
      const row = await db
        .insertInto('sessions')
        .values({
          id: newId(),
          user_id: session.userId,
          kind: session.kind,
          name: session.name,
          secret_hash: hashSecret(secret),
          created_at: now,
          last_used_at: null,
          expires_at: session.expiresAt,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return { session: toSession(row), secret };
    },
    find: (secret, now) => find(db, secret, now),
    async tokens(userId, before, limit, now) {
      const query = db
        .selectFrom('sessions')
        .selectAll()
        .where('user_id', '=', userId)
        .where('kind', '=', 'token')
        .where('expires_at', '>', now)
        .orderBy('id', 'desc')
        .limit(limit);
      const rows = await (before === null ? query : query.where('id', '<', before)).execute();
      return rows.map(toSession);
    },
    async end(userId, id) {
      const result = await db
        .deleteFrom('sessions')
        .where('user_id', '=', userId)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
    async endAll(userId, except) {
      // The codes first: one that is being used at this moment holds its row until its session is there to be ended.
      await db.deleteFrom('pane_codes').where('user_id', '=', userId).execute();
      const query = db.deleteFrom('sessions').where('user_id', '=', userId);
      await (except === null ? query : query.where('id', '!=', except)).execute();
    },
    async sweep(now) {
      await db.deleteFrom('sessions').where('expires_at', '<=', now).execute();
    },
  };
}

async function find(db: Kysely<Database>, secret: string, now: Date): Promise<StoredSession | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .selectAll('sessions')
    .where('secret_hash', '=', hashSecret(secret))
    .where('kind', '!=', 'pane')
    .where('expires_at', '>', now)
    .where('users.active', '=', true)
    .executeTakeFirst();
  if (row === undefined) return null;
  const used = row.last_used_at?.getTime() ?? 0;
  if (now.getTime() - used < USE_RESOLUTION) return toSession(row);
  const expires_at = row.kind === 'token' ? row.expires_at : prolonged(row.created_at, now);
  await db.updateTable('sessions').set({ last_used_at: now, expires_at }).where('id', '=', row.id).execute();
  return toSession({ ...row, last_used_at: now, expires_at });
}

function prolonged(createdAt: Date, now: Date): Date {
  return new Date(
    Math.min(now.getTime() + SESSION_LIFETIME.idle, createdAt.getTime() + SESSION_LIFETIME.longest),
  );
}

function toSession(row: Selectable<SessionTable>): StoredSession {
  return {
    id: row.id,
    userId: row.user_id,
    kind: row.kind,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}
