import { sql, type Kysely } from 'kysely';
import { textKey } from '../ledger/keys.ts';
import type { Database } from '../tables.ts';
import { looseBlobs } from './kept-blobs.ts';
import type { StoredAddress } from '../tables/messages.ts';

/** A user's own copy of a mail, as the server has seen it in their mailbox. */
export interface OwnCopy {
  readonly userId: string;
  readonly mailboxId: string;
  readonly itemId: string;
  readonly conversationId: string | null;
  /** As this copy has it. */
  readonly bcc: readonly StoredAddress[];
  /** Names the blob. */
  readonly originalHash: string;
}

/**
 * Notes the user's copy of a mail whose record the transaction holds: from now on they read it. Who had taken it out of the
 * CRM before comes back (`returned`) or stays out, as is said; null then.
 */
export async function addWitness(
  tx: Kysely<Database>,
  recordId: string,
  copy: OwnCopy,
  now: Date,
  whoLeft: 'return' | 'stay-out',
): Promise<{ readonly returned: boolean } | null> {
  const before = await tx
    .selectFrom('message_witnesses')
    .select(['left_at', 'original_hash'])
    .where('message_record_id', '=', recordId)
    .where('user_id', '=', copy.userId)
    .executeTakeFirst();
  const hadLeft = (before?.left_at ?? null) !== null;
  if (hadLeft && whoLeft === 'stay-out') return null;
  if (before !== undefined) await looseBlobs(tx, [before.original_hash], now);
  const seen = {
    mailbox_id: copy.mailboxId,
    item_key: textKey(copy.itemId),
    conversation_key: copy.conversationId === null ? null : textKey(copy.conversationId),
    bcc: JSON.stringify(copy.bcc),
    original_hash: copy.originalHash,
    left_at: null,
  };
  await tx
    .insertInto('message_witnesses')
    .values({ message_record_id: recordId, user_id: copy.userId, seen_at: now, ...seen })
    .onConflict((on) => on.columns(['message_record_id', 'user_id']).doUpdateSet(seen))
    .execute();
  await syncReaders(tx, recordId, now);
  return { returned: hadLeft };
}

/**
 * The user takes the mail out of the CRM, as far as it is theirs: they read it no longer. With its last witness the mail
 * goes. False: they had no copy in it.
 */
export async function leaveMessage(
  tx: Kysely<Database>,
  recordId: string,
  userId: string,
  now: Date,
): Promise<boolean> {
  const left = await setLeft(tx, recordId, userId, now);
  if (left) await syncReaders(tx, recordId, now);
  return left;
}

/** Takes `leaveMessage` back. False: meanwhile the mail was stored anew, or swept. */
export async function returnToMessage(
  tx: Kysely<Database>,
  recordId: string,
  userId: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE messages m SET live = true WHERE record_id = ${recordId}::uuid AND NOT EXISTS (
      SELECT FROM messages o
      WHERE o.identity_key = m.identity_key AND o.live AND o.record_id <> m.record_id)
    RETURNING record_id
  `.execute(tx);
  if (rows.length === 0) return false;
  await sql`UPDATE records SET deleted_at = NULL WHERE id = ${recordId}::uuid`.execute(tx);
  const back = await setLeft(tx, recordId, userId, null);
  await syncReaders(tx, recordId, now);
  return back;
}

/** Ends the mail's record, whoever has it; what is stored of it goes with the next sweeps. */
export async function endMessage(tx: Kysely<Database>, recordId: string, now: Date): Promise<void> {
  await sql`UPDATE messages SET live = false WHERE record_id = ${recordId}::uuid`.execute(tx);
  await sql`
    UPDATE records SET deleted_at = ${now}, updated_at = ${now}, version = version + 1
    WHERE id = ${recordId}::uuid AND deleted_at IS NULL
  `.execute(tx);
}

/** The users who have a copy of the mail in the CRM. */
export async function witnessesOf(db: Kysely<Database>, recordId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('message_witnesses')
    .select('user_id')
    .where('message_record_id', '=', recordId)
    .where('left_at', 'is', null)
    .orderBy('seen_at')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

async function setLeft(
  tx: Kysely<Database>,
  recordId: string,
  userId: string,
  leftAt: Date | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('message_witnesses')
    .set({ left_at: leftAt })
    .where('message_record_id', '=', recordId)
    .where('user_id', '=', userId)
    .where('left_at', leftAt === null ? 'is not' : 'is', null)
    .where('original_hash', '<>', '')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A mail is read by its witnesses; one of them owns it. Without any it ends. */
async function syncReaders(tx: Kysely<Database>, recordId: string, now: Date): Promise<void> {
  const users = await witnessesOf(tx, recordId);
  if (users.length === 0) return endMessage(tx, recordId, now);
  await sql`
    UPDATE records SET version = version + 1, updated_at = ${now}, readers = ${[...users]}::uuid[],
      owner_id = CASE WHEN owner_id = ANY (${[...users]}::uuid[]) THEN owner_id ELSE ${users[0] ?? null}::uuid END
    WHERE id = ${recordId}::uuid
  `.execute(tx);
}
