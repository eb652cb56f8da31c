import { sql, type Kysely } from 'kysely';
import type { BlobStore } from '../blobs.ts';
import type { Database } from '../tables.ts';
import { looseBlobs, sweepBlobs } from './kept-blobs.ts';
import { UNDO_FOR } from './saves.ts';

/** Looked at in one sweep. */
const MOST_AT_ONCE = 500;

/**
 * Forgets what nobody can bring back any more: saves that are too old to be undone, mails that were taken out of the CRM
 * with everything that is stored of them, copies whose users took them out, and blobs that nothing names.
 */
export function messageSweep(db: Kysely<Database>, blobs: BlobStore): { sweep(now: Date): Promise<void> } {
  return {
    async sweep(now) {
      const before = new Date(now.getTime() - 2 * UNDO_FOR);
      await db.deleteFrom('link_saves').where('saved_at', '<', before).execute();
      await forgetMessages(db, before, now);
      await forgetCopies(db, before, now);
      await sweepBlobs(db, blobs, now);
    },
  };
}

async function forgetMessages(db: Kysely<Database>, before: Date, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM records WHERE type = 'message' AND deleted_at < ${before}
      ORDER BY id LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
    `.execute(tx);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    const { rows: named } = await sql<{ hash: string }>`
      SELECT blob_hash AS hash FROM message_attachments WHERE message_record_id = ANY (${ids}::uuid[])
      UNION SELECT original_hash FROM message_witnesses WHERE message_record_id = ANY (${ids}::uuid[])
    `.execute(tx);
    await sql`DELETE FROM messages WHERE record_id = ANY (${ids}::uuid[])`.execute(tx);
    await sql`DELETE FROM records WHERE id = ANY (${ids}::uuid[])`.execute(tx);
    const hashes = named.map(({ hash }) => hash);
    await looseBlobs(tx, hashes, now);
  });
}

/** The row stays: who took a mail out and opens it again is not brought back by that. */
async function forgetCopies(db: Kysely<Database>, before: Date, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ hash: string }>`
      WITH old AS (
        SELECT message_record_id, user_id, original_hash FROM message_witnesses
        WHERE left_at < ${before} AND original_hash <> '' LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
      )
      UPDATE message_witnesses w SET original_hash = '', bcc = '[]'
      FROM old WHERE w.message_record_id = old.message_record_id AND w.user_id = old.user_id
      RETURNING old.original_hash AS hash
    `.execute(tx);
    const hashes = rows.map(({ hash }) => hash);
    await looseBlobs(tx, hashes, now);
  });
}
