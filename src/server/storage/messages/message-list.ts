import { sql, type Kysely } from 'kysely';
import { instantOf, pageOf, parseListCursor, type ListPage } from '../records/list-cursor.ts';
import type { Database } from '../tables.ts';
import { listed, LISTED, visibleMessage, type ListedMessage, type ListedRow } from './message-read.ts';

const ORDER = 'latest-mail';

/**
 * A page of the mails that are linked with a record and that the user may see, latest first. That they may see the record
 * is for the caller to make sure. Null when the cursor is not one of this list's.
 */
export async function listMessagesOf(
  db: Kysely<Database>,
  userId: string,
  recordId: string,
  query: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ListPage<ListedMessage> | null> {
  const { limit, cursor } = query;
  const from = cursor === undefined ? undefined : parseListCursor(ORDER, cursor);
  const at = from == null ? null : instantOf(from.value);
  if (from === null || (from !== undefined && at === null)) return null;
  const after = from === undefined ? sql`true` : sql`(${TIME}, m.record_id) < (${at}, ${from.id}::uuid)`;
  const { rows } = await sql<ListedRow & { readonly at: Date }>`
    SELECT ${LISTED}, ${TIME} AS at
    FROM message_links l JOIN messages m ON m.record_id = l.message_record_id JOIN records r ON r.id = m.record_id
    WHERE l.record_id = ${recordId}::uuid AND ${visibleMessage(userId)} AND ${after}
    ORDER BY ${TIME} DESC, m.record_id DESC LIMIT ${limit + 1}
  `.execute(db);
  return pageOf(rows, limit, ORDER, (row) => ({ value: row.at.toISOString(), id: row.id }), listed);
}

/** To the millisecond, as a cursor says it. */
const TIME = sql`date_trunc('milliseconds', coalesce(m.sent_at, m.received_at, r.created_at))`;
