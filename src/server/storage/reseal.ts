import type { Kysely } from 'kysely';
import { placeOf } from './idempotency.ts';
import { SealBroken, type Seal } from './seal.ts';
import type { Database } from './tables.ts';

/** What became of stored secrets that were not sealed with the newest key. */
export interface Resealed {
  readonly resealed: number;
  /** None of the keys opens them; they are left as they are, in case somebody finds the key. */
  readonly unreadable: number;
}

/** A sealed text and how to replace it. */
interface Stored {
  readonly sealed: string;
  readonly context: string;
  replace(sealed: string): Promise<unknown>;
}

/**
 * Seals every stored secret (passwords of mailboxes, answers kept for repeated requests, keys) that an older key has sealed
 * anew with the newest, in one transaction. Afterwards the older keys are needed no more, unless some are `unreadable`
 * or another process that seals with an older key is still running.
 */
export async function resealSecrets(db: Kysely<Database>, seal: Seal): Promise<Resealed> {
  return db.transaction().execute(async (tx) => {
    let [resealed, unreadable] = [0, 0];
    for (const stored of [...(await passwords(tx)), ...(await answers(tx)), ...(await keys(tx))]) {
      if (seal.isCurrent(stored.sealed)) continue;
      const clear = opened(seal, stored);
      if (clear === null) {
        unreadable += 1;
      } else {
        await stored.replace(seal.seal(clear, stored.context));
        resealed += 1;
      }
    }
    return { resealed, unreadable };
  });
}

async function passwords(tx: Kysely<Database>): Promise<readonly Stored[]> {
  const rows = await tx
    .selectFrom('mailboxes')
    .select(['id', 'sealed_password as sealed'])
    .where('sealed_password', 'is not', null)
    .execute();
  return rows.map(({ id, sealed }) => ({
    sealed: sealed ?? '',
    context: id,
    // A password that somebody entered meanwhile is newer.
    replace: (text) =>
      tx
        .updateTable('mailboxes')
        .set({ sealed_password: text })
        .where('id', '=', id)
        .where('sealed_password', '=', sealed)
        .execute(),
  }));
}

async function answers(tx: Kysely<Database>): Promise<readonly Stored[]> {
  const rows = await tx
    .selectFrom('idempotency_keys')
    .select(['user_id', 'key', 'body as sealed'])
    .where('body', 'is not', null)
    .execute();
  return rows.map(({ user_id, key, sealed }) => ({
    sealed: sealed ?? '',
    context: placeOf(user_id, key),
    replace: (text) =>
      tx
        .updateTable('idempotency_keys')
        .set({ body: text })
        .where('user_id', '=', user_id)
        .where('key', '=', key)
        .where('body', '=', sealed)
        .execute(),
  }));
}

async function keys(tx: Kysely<Database>): Promise<readonly Stored[]> {
  const rows = await tx.selectFrom('sealed_keys').selectAll().execute();
  return rows.map(({ name, sealed }) => ({
    sealed,
    context: name,
    replace: (text) => tx.updateTable('sealed_keys').set({ sealed: text }).where('name', '=', name).execute(),
  }));
}

/** Null: none of the keys opens it. */
function opened(seal: Seal, { sealed, context }: Stored): string | null {
  try {
    return seal.open(sealed, context);
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
