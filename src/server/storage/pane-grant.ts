import type { Transaction } from 'kysely';
import { hashSecret, newSecret } from './session-secret.ts';
import type { Database } from './tables.ts';

/** How long what belongs to a pane's session lasts, in milliseconds. Each renewal prolongs the session, up to `longest`. */
export const PANE_LIFETIME = {
  code: 60_000,
  token: 15 * 60_000,
  idle: 30 * 86_400_000,
  longest: 90 * 86_400_000,
  /** So long after a renewal the secret before it is answered once more: two panes may have asked at the same moment. */
  grace: 30_000,
} as const;

/** A secret, and until when it is good. */
export interface Lasting {
  readonly secret: string;
  readonly expiresAt: Date;
}

/** A pane that is let in. Both secrets are told this once. */
export interface PaneGrant {
  readonly sessionId: string;
  readonly userId: string;
  /** Bearer token. */
  readonly access: Lasting;
  /** Renews the session, once; expires with it. */
  readonly renewal: Lasting;
}

/** What an access token begins with, so that it is told apart from tokens of programs. */
export const TOKEN_PREFIX = 'pane.';

/** Lets the pane of a session in: a new access token, which never outlives the session. */
export async function grant(
  tx: Transaction<Database>,
  session: { readonly id: string; readonly user_id: string },
  renewal: Lasting,
  now: Date,
): Promise<PaneGrant> {
  const end = Math.min(now.getTime() + PANE_LIFETIME.token, renewal.expiresAt.getTime());
  const access = { secret: TOKEN_PREFIX + newSecret(), expiresAt: new Date(end) };
  const row = {
    secret_hash: hashSecret(access.secret),
    session_id: session.id,
    expires_at: access.expiresAt,
  };
  await tx.insertInto('pane_tokens').values(row).execute();
  return { sessionId: session.id, userId: session.user_id, access, renewal };
}

/** When a session that is used now ends. */
export function prolonged(createdAt: Date, now: Date): Date {
  const { idle, longest } = PANE_LIFETIME;
  return new Date(Math.min(now.getTime() + idle, createdAt.getTime() + longest));
}
