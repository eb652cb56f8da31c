import type { Kysely } from 'kysely';
import type { Seal } from './seal.ts';
import type { Database } from './tables.ts';
import { newId } from './uuid.ts';

/** After this long (milliseconds) a request that never ended is taken for lost with its process. */
export const LOST_AFTER = 120_000;
/** How long answers are kept (milliseconds). */
const KEPT_FOR = 24 * 3_600_000;

/** An answer as it is given again. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * - `first`: carry it out; `resourceId` is the id for what it creates. The same id comes again when an earlier
 *   request with this key was lost, so that its effect can be recognised.
 * - `again`: answered before. `running`: the first is not done. `different`: the key belongs to another request.
 */
export type IdempotentRequest =
  | { readonly type: 'first'; readonly resourceId: string; readonly repeated: boolean }
  | { readonly type: 'again'; readonly answer: StoredAnswer }
  | { readonly type: 'running' }
  | { readonly type: 'different' };

/** Writes by Idempotency-Key, per user. */
export interface IdempotencyStore {
  begin(userId: string, key: string, requestHash: Buffer, now: Date): Promise<IdempotentRequest>;
  finish(userId: string, key: string, answer: StoredAnswer): Promise<void>;
  /** Forgets a request that had no effect. */
  release(userId: string, key: string): Promise<void>;
  /** Forgets what is older than KEPT_FOR. */
  sweep(now: Date): Promise<void>;
}

/** Idempotency keys in the database: the primary key (user, key) decides which of two requests is the first. */
export function idempotencyStore(db: Kysely<Database>, seal: Pick<Seal, 'seal' | 'open'>): IdempotencyStore {
  return {
    async begin(userId, key, requestHash, now) {
      const resourceId = newId();
      const inserted = await db
        .insertInto('idempotency_keys')
        .values({
          user_id: userId,
          key,
          request_hash: requestHash,
          resource_id: resourceId,
          headers: '{}',
          started_at: now,
        })
        .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
        .executeTakeFirst();
      if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n)
        return { type: 'first', resourceId, repeated: false };
      return existing(db, seal, { userId, key, requestHash, now });
    },
    async finish(userId, key, answer) {
      await db
        .updateTable('idempotency_keys')
        .set({
          status: answer.status,
          headers: JSON.stringify(answer.headers),
          body: seal.seal(answer.body, placeOf(userId, key)),
        })
        .where('user_id', '=', userId)
        .where('key', '=', key)
        .execute();
    },
    async release(userId, key) {
      await db.deleteFrom('idempotency_keys').where('user_id', '=', userId).where('key', '=', key).execute();
    },
    async sweep(now) {
      const before = new Date(now.getTime() - KEPT_FOR);
      await db.deleteFrom('idempotency_keys').where('started_at', '<', before).execute();
    },
  };
}

interface Asked {
  readonly userId: string;
  readonly key: string;
  readonly requestHash: Buffer;
  readonly now: Date;
}

async function existing(
  db: Kysely<Database>,
  seal: Pick<Seal, 'seal' | 'open'>,
  asked: Asked,
): Promise<IdempotentRequest> {
  const row = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('user_id', '=', asked.userId)
    .where('key', '=', asked.key)
    .executeTakeFirst();
  // Released between the two statements: whoever asks next begins anew.
  if (row === undefined) return { type: 'running' };
  if (!row.request_hash.equals(asked.requestHash)) return { type: 'different' };
  if (row.status !== null && row.body !== null) {
    return {
      type: 'again',
      answer: {
        status: row.status,
        headers: row.headers,
        body: seal.open(row.body, placeOf(asked.userId, asked.key)),
      },
    };
  }
  if (asked.now.getTime() - row.started_at.getTime() < LOST_AFTER) return { type: 'running' };
  const taken = await db
    .updateTable('idempotency_keys')
    .set({ started_at: asked.now })
    .where('user_id', '=', asked.userId)
    .where('key', '=', asked.key)
    .where('started_at', '=', row.started_at)
    .where('status', 'is', null)
    .executeTakeFirst();
  if (taken.numUpdatedRows === 0n) return { type: 'running' };
  return { type: 'first', resourceId: row.resource_id, repeated: true };
}

/** What a sealed answer is bound to. */
export function placeOf(userId: string, key: string): string {
  return `idempotency:${userId}:${key}`;
}
