import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { BlobHash, BlobStore } from '../blobs.ts';
import type { Database } from '../tables.ts';

/**
 * What lies in the blob store and is referred to by tables. A blob is put before the row that names it, so until then it
 * is loose; so it is again when a row lets go of it. Loose ones are looked at after a while.
 */

/** Longer than any request between putting a blob and committing the row that names it, milliseconds. */
const LOOSE_FOR = 86_400_000;
/** Looked at in one sweep. */
const MOST_AT_ONCE = 1000;

/** Puts bytes into the store, to be named by a row soon. */
export async function keepBlob(
  db: Kysely<Database>,
  blobs: BlobStore,
  bytes: Uint8Array,
  now: Date,
): Promise<BlobHash> {
  // Noted first: a sweep that is just removing the same bytes is waited for, and then they are written anew.
  await looseBlobs(db, [createHash('sha256').update(bytes).digest('hex')], now);
  return blobs.put(bytes);
}

/** Notes that rows let go of these blobs; others may still name them. */
export async function looseBlobs(
  db: Kysely<Database>,
  hashes: readonly BlobHash[],
  now: Date,
): Promise<void> {
  const named = [...new Set(hashes)].filter((hash) => hash !== '').sort();
  if (named.length === 0) return;
  await sql`
    INSERT INTO loose_blobs (hash, since) SELECT hash, ${now} FROM unnest(${named}::text[]) AS hash
    ON CONFLICT (hash) DO UPDATE SET since = greatest(loose_blobs.since, excluded.since)
  `.execute(db);
}

/** Removes loose blobs that no row names by now, and forgets those that one does. Answers how many were removed. */
export async function sweepBlobs(db: Kysely<Database>, blobs: BlobStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - LOOSE_FOR);
  return db.transaction().execute(async (tx) => {
    // Who puts the same bytes meanwhile waits for this transaction, which ends when the files are gone.
    const { rows } = await sql<{ hash: string; named: boolean }>`
      WITH old AS (
        SELECT hash FROM loose_blobs WHERE since < ${before}
        ORDER BY since LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
      ), forgotten AS (DELETE FROM loose_blobs WHERE hash IN (SELECT hash FROM old) RETURNING hash)
      SELECT hash, EXISTS (SELECT FROM message_attachments WHERE blob_hash = hash)
        OR EXISTS (SELECT FROM message_witnesses WHERE original_hash = hash) AS named
      FROM forgotten
    `.execute(tx);
    const unnamed = rows.filter(({ named }) => !named);
    for (const { hash } of unnamed) await blobs.remove(hash);
    return unnamed.length;
  });
}
