import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { grant, PANE_LIFETIME, prolonged, TOKEN_PREFIX, type Lasting, type PaneGrant } from './pane-grant.ts';
import { renew, type PaneRenewal } from './pane-renewal.ts';
import { hashSecret, newSecret } from './session-secret.ts';
import type { StoredSession } from './sessions.ts';
import type { Database } from './tables.ts';
import { newId } from './uuid.ts';

/** Sessions of task panes. Secrets exist in clear only in answers; the database holds their hashes. */
export interface PaneSessionStore {
  /** A code for a user, good once. */
  issueCode(userId: string, now: Date): Promise<Lasting>;
  /** Opens a session for a code; null: it is not, or no longer, good, or its user is inactive. */
  open(code: string, now: Date): Promise<PaneGrant | null>;
  renew(renewalSecret: string, now: Date): Promise<PaneRenewal>;
  /** The session of a living access token whose user is active; `expiresAt` is the token's. */
  find(accessToken: string, now: Date): Promise<StoredSession | null>;
  /** Forgets what has expired. */
  sweep(now: Date): Promise<void>;
}

/** Panes' sessions in the database. */
export function paneSessionStore(db: Kysely<Database>): PaneSessionStore {
  return {
    async issueCode(userId, now) {
      const code = { secret: newSecret(), expiresAt: new Date(now.getTime() + PANE_LIFETIME.code) };
      const row = { secret_hash: hashSecret(code.secret), user_id: userId, expires_at: code.expiresAt };
      await db.insertInto('pane_codes').values(row).execute();
      return code;
    },
    open: (code, now) => atomically(db, (tx) => open(tx, code, now)),
    renew: (secret, now) => atomically(db, (tx) => renew(tx, secret, now)),
    find: (token, now) => find(db, token, now),
    async sweep(now) {
      await db.deleteFrom('pane_codes').where('expires_at', '<=', now).execute();
      await db.deleteFrom('pane_tokens').where('expires_at', '<=', now).execute();
    },
  };
}

/** Each statement has to see what was committed before it, whatever the server's default is. */
function atomically<T>(db: Kysely<Database>, work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('read committed').execute(work);
}

async function open(tx: Transaction<Database>, code: string, now: Date): Promise<PaneGrant | null> {
  const used = await tx
    .deleteFrom('pane_codes')
    .using('users')
    .whereRef('users.id', '=', 'pane_codes.user_id')
    .where('secret_hash', '=', hashSecret(code))
    .where('expires_at', '>', now)
    .where('users.active', '=', true)
    .returning('user_id')
    .executeTakeFirst();
  if (used === undefined) return null;
  const session = { id: newId(), user_id: used.user_id, created_at: now };
  const [family, secret] = [newSecret(), newSecret()];
  const expires_at = prolonged(now, now);
  await tx
    .insertInto('sessions')
    .values({
      ...session,
      kind: 'pane',
      name: '',
      secret_hash: hashSecret(family),
      last_used_at: now,
      expires_at,
    })
    .execute();
  await tx
    .insertInto('pane_renewals')
    .values({
      session_id: session.id,
      secret_hash: hashSecret(secret),
      salt: randomBytes(32),
      renewed_at: now,
    })
    .execute();
  return grant(tx, session, { secret: `${family}.${secret}`, expiresAt: expires_at }, now);
}

async function find(db: Kysely<Database>, token: string, now: Date): Promise<StoredSession | null> {
  if (!token.startsWith(TOKEN_PREFIX)) return null;
  const row = await db
    .selectFrom('pane_tokens')
    .innerJoin('sessions', 'sessions.id', 'pane_tokens.session_id')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.id', 'user_id', 'sessions.created_at', 'last_used_at', 'pane_tokens.expires_at'])
    .where('pane_tokens.secret_hash', '=', hashSecret(token))
    .where('pane_tokens.expires_at', '>', now)
    .where('users.active', '=', true)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    userId: row.user_id,
    kind: 'pane',
    name: '',
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}
