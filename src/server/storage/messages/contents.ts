import { sql, type Kysely } from 'kysely';
import { isUuid } from '../records/writer.ts';
import type { Database } from '../tables.ts';
import { visibleMessage } from './message-read.ts';

/** Where an original lies. `own`: it is the user's own copy; another's is shown without its Bcc. */
export interface StoredOriginal {
  readonly subject: string;
  readonly blobHash: string;
  readonly own: boolean;
}

/** Where an attachment lies. */
export interface StoredContent {
  readonly name: string;
  readonly mediaType: string;
  readonly inline: boolean;
  readonly blobHash: string;
}

/** The user's own copy of a mail that they may see, else its first witness'; null: it isn't there for them. */
export async function originalOf(
  db: Kysely<Database>,
  userId: string,
  id: string,
): Promise<StoredOriginal | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<StoredOriginal>`
    SELECT m.subject, w.original_hash AS "blobHash", w.user_id = ${userId}::uuid AS own
    FROM messages m JOIN records r ON r.id = m.record_id
      JOIN message_witnesses w ON w.message_record_id = m.record_id AND w.left_at IS NULL
    WHERE m.record_id = ${id}::uuid AND ${visibleMessage(userId)}
    ORDER BY w.user_id = ${userId}::uuid DESC, w.seen_at, w.user_id LIMIT 1
  `.execute(db);
  return rows[0] ?? null;
}

/** An attachment of a mail that the user may see; null: it isn't there for them. */
export async function attachmentOf(
  db: Kysely<Database>,
  userId: string,
  id: string,
  index: number,
): Promise<StoredContent | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<StoredContent>`
    SELECT p.name, p.media_type AS "mediaType", p.inline, p.blob_hash AS "blobHash"
    FROM message_attachments p JOIN messages m ON m.record_id = p.message_record_id
      JOIN records r ON r.id = m.record_id
    WHERE m.record_id = ${id}::uuid AND p.index = ${index} AND ${visibleMessage(userId)}
  `.execute(db);
  return rows[0] ?? null;
}
