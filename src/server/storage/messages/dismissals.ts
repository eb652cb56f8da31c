import type { Kysely } from 'kysely';
import type { Database } from '../tables.ts';

/** Notes that the record is never to be suggested to the user again; idempotent. */
export async function dismissSuggestion(
  db: Kysely<Database>,
  userId: string,
  recordId: string,
  now: Date,
): Promise<void> {
  await db
    .insertInto('suggestion_dismissals')
    .values({ user_id: userId, record_id: recordId, dismissed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes that back; idempotent. */
export async function allowSuggestion(db: Kysely<Database>, userId: string, recordId: string): Promise<void> {
  await db
    .deleteFrom('suggestion_dismissals')
    .where('user_id', '=', userId)
    .where('record_id', '=', recordId)
    .execute();
}

/** Those of the records that the user has dismissed. */
export async function dismissedAmong(
  db: Kysely<Database>,
  userId: string,
  recordIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (recordIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('suggestion_dismissals')
    .select('record_id')
    .where('user_id', '=', userId)
    .where('record_id', 'in', recordIds)
    .execute();
  return new Set(rows.map((row) => row.record_id));
}
