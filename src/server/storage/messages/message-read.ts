import { sql, type Kysely, type RawBuilder } from 'kysely';
import { readableBy } from '../records/readable.ts';
import { isUuid } from '../records/writer.ts';
import type { Database } from '../tables.ts';
import type { StoredAddress, StoredAddresses } from '../tables/messages.ts';

/** A mail in a list, as a user may see it. */
export interface ListedMessage extends StoredAddresses {
  readonly id: string;
  readonly messageId: string | null;
  readonly subject: string;
  readonly sentAt: Date | null;
  readonly receivedAt: Date | null;
  readonly preview: string;
  readonly attachmentCount: number;
}

/** A part of a mail without its content. */
export interface ListedAttachment {
  readonly index: number;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly inline: boolean;
  readonly contentId: string | null;
}

/** A mail as a user may see it. */
export interface KeptMessage extends ListedMessage {
  readonly version: string;
  readonly ownerId: string;
  readonly readers: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** As the user's own copy has it; none without one. */
  readonly bcc: readonly StoredAddress[];
  readonly inReplyTo: string | null;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly ListedAttachment[];
  readonly witnesses: readonly string[];
}

/** The columns of a row of a list; for `messages m` and `records r`. */
export const LISTED = sql`
  m.record_id AS id, m.message_id, m.subject, m.addresses, m.sent_at, m.received_at, m.preview,
  (SELECT count(*) FROM message_attachments p WHERE p.message_record_id = m.record_id AND NOT p.inline)::integer
    AS attachment_count`;

export interface ListedRow {
  readonly id: string;
  readonly message_id: string | null;
  readonly subject: string;
  readonly addresses: StoredAddresses;
  readonly sent_at: Date | null;
  readonly received_at: Date | null;
  readonly preview: string;
  readonly attachment_count: number;
}

export function listed(row: ListedRow): ListedMessage {
  const { id, message_id: messageId, subject, addresses, preview } = row;
  const times = { sentAt: row.sent_at, receivedAt: row.received_at };
  return { id, messageId, subject, ...addresses, ...times, preview, attachmentCount: row.attachment_count };
}

/** A living mail that the user may see; for `messages m` and `records r`. */
export function visibleMessage(userId: string): RawBuilder<boolean> {
  return sql<boolean>`(m.live AND r.deleted_at IS NULL AND ${readableBy(userId)})`;
}

/** The mail, or null when it isn't there for this user. */
export async function getMessage(
  db: Kysely<Database>,
  userId: string,
  id: string,
): Promise<KeptMessage | null> {
  if (!isUuid(id)) return null;
  interface Row extends ListedRow {
    readonly version: string;
    readonly owner_id: string;
    readonly readers: string[];
    readonly created_at: Date;
    readonly updated_at: Date;
    readonly bcc: readonly StoredAddress[] | null;
    readonly in_reply_to: string | null;
    readonly body_text: string;
    readonly body_html: string;
    readonly witnesses: string[];
  }
  const { rows } = await sql<Row>`
    SELECT ${LISTED}, r.version::text, r.owner_id, r.readers, r.created_at, r.updated_at, own.bcc, m.in_reply_to,
      m.body_text, m.body_html, ARRAY(
        SELECT w.user_id FROM message_witnesses w
        WHERE w.message_record_id = m.record_id AND w.left_at IS NULL ORDER BY w.seen_at, w.user_id) AS witnesses
    FROM messages m JOIN records r ON r.id = m.record_id
      LEFT JOIN message_witnesses own
        ON own.message_record_id = m.record_id AND own.user_id = ${userId}::uuid AND own.left_at IS NULL
    WHERE m.record_id = ${id}::uuid AND ${visibleMessage(userId)}
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    ...listed(row),
    version: row.version,
    ownerId: row.owner_id,
    readers: row.readers.filter((reader) => reader !== row.owner_id),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    bcc: row.bcc ?? [],
    inReplyTo: row.in_reply_to,
    text: row.body_text,
    html: row.body_html,
    attachments: await attachmentsOf(db, id),
    witnesses: row.witnesses,
  };
}

async function attachmentsOf(db: Kysely<Database>, id: string): Promise<readonly ListedAttachment[]> {
  const rows = await db
    .selectFrom('message_attachments')
    .select(['index', 'name', 'media_type', 'size', 'inline', 'content_id'])
    .where('message_record_id', '=', id)
    .orderBy('index')
    .execute();
  return rows.map(({ media_type: mediaType, content_id: contentId, size, ...part }) => ({
    ...part,
    mediaType,
    contentId,
    size: Number(size),
  }));
}
