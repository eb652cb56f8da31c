import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import { grant, PANE_LIFETIME, prolonged, type PaneGrant } from './pane-grant.ts';
import { hashSecret, successorOf } from './session-secret.ts';
import type { Database } from './tables.ts';

/** What came of a renewal. `reused`: its secret had been used up, by whoever else has it too; the session is ended. */
export type PaneRenewal = PaneGrant | 'unknown' | { readonly reused: { readonly userId: string } };

/**
 * A renewal secret has two halves: one names the session and stays, the other is good once. So a session needs one row,
 * and yet any secret that was ever used up is recognised when it comes back.
 */
export async function renew(tx: Transaction<Database>, given: string, now: Date): Promise<PaneRenewal> {
  const [family = '', secret = ''] = given.split('.');
  const row = await tx
    .selectFrom('sessions')
    .innerJoin('pane_renewals', 'pane_renewals.session_id', 'sessions.id')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.id', 'user_id', 'sessions.created_at', 'previous_hash', 'salt', 'renewed_at'])
    .select('pane_renewals.secret_hash')
    .where('sessions.secret_hash', '=', hashSecret(family))
    .where('kind', '=', 'pane')
    .where('expires_at', '>', now)
    .where('users.active', '=', true)
    .forUpdate(['sessions', 'pane_renewals'])
    .executeTakeFirst();
  if (row === undefined) return 'unknown';
  const hash = hashSecret(secret);
  const isCurrent = timingSafeEqual(hash, row.secret_hash);
  const isPrevious = row.previous_hash !== null && timingSafeEqual(hash, row.previous_hash);
  const isRecent = now.getTime() - row.renewed_at.getTime() <= PANE_LIFETIME.grace;
  if (!isCurrent && !(isPrevious && isRecent)) {
    await tx.deleteFrom('sessions').where('id', '=', row.id).execute();
    return { reused: { userId: row.user_id } };
  }
  // Whoever asks twice gets the same secret twice, in whatever order the answers arrive.
  const salt = isCurrent ? randomBytes(32) : row.salt;
  const next = successorOf(secret, salt);
  const expires_at = prolonged(row.created_at, now);
  if (isCurrent) {
    const renewed = { secret_hash: hashSecret(next), previous_hash: hash, salt, renewed_at: now };
    await tx.updateTable('pane_renewals').set(renewed).where('session_id', '=', row.id).execute();
  }
  await tx.updateTable('sessions').set({ last_used_at: now, expires_at }).where('id', '=', row.id).execute();
  return grant(tx, row, { secret: `${family}.${next}`, expiresAt: expires_at }, now);
}
