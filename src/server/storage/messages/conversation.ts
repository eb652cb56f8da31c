import { sql, type Kysely, type RawBuilder } from 'kysely';
import { textKey } from '../ledger/keys.ts';
import { readableBy } from '../records/readable.ts';
import { sortName } from '../records/words.ts';
import type { Database } from '../tables.ts';
import { messageKeyOf, subjectKeyOf } from './message-keys.ts';

/** What other mails or meetings are found by that belong to an item. */
export interface Conversation {
  readonly kind: 'message' | 'appointment';
  /** Of the item's own record, where the user may see it. */
  readonly recordId: string | null;
  readonly messageId: string | null;
  readonly conversationId: string | null;
  readonly subject: string;
  /** The others' addresses (bare, lower case): a subject alone makes no conversation. */
  readonly addresses: readonly string[];
}

/** A record that others of the conversation are linked with. */
export interface ConversationLink {
  readonly recordId: string;
  readonly lastLinkedAt: Date;
}

/** Others of one conversation that are looked at, the latest ones. */
const MOST_OTHERS = 200;
const MOST_LINKS = 20;
/** Thousands are called "Weekly": the latest of a name are looked through for the same people. */
const MOST_OF_A_NAME = 300;

/**
 * What other mails or meetings of the conversation are linked with, latest link first; `linkedBy`: by this user alone, in
 * their last save. Of mails and meetings that the user may see only.
 */
export async function conversationLinks(
  db: Kysely<Database>,
  userId: string,
  conversation: Conversation,
): Promise<readonly ConversationLink[]> {
  const { rows } = await sql<{ record_id: string; last: Date }>`
    SELECT l.record_id, max(l.linked_at) AS last FROM (${others(userId, conversation)}) other
      JOIN ${linksOf(conversation)} ON l.item = other.id
    GROUP BY l.record_id ORDER BY last DESC, l.record_id LIMIT ${MOST_LINKS}
  `.execute(db);
  return rows.map(({ record_id: recordId, last: lastLinkedAt }) => ({ recordId, lastLinkedAt }));
}

/** What the user linked others of the conversation with in one save, the last one. */
export async function lastLinkedInConversation(
  db: Kysely<Database>,
  userId: string,
  conversation: Conversation,
): Promise<readonly string[]> {
  return lastSave(db, userId, conversation, others(userId, conversation));
}

/** What the user linked mails from these senders with last (meetings: with these organisers or people). */
export async function lastLinkedOfSender(
  db: Kysely<Database>,
  userId: string,
  conversation: Conversation,
  senders: readonly string[],
): Promise<readonly string[]> {
  const asked = sql`${senders}::text[]`;
  const items =
    conversation.kind === 'message'
      ? sql`SELECT message_record_id AS id FROM message_addresses WHERE sender AND address = ANY (${asked})`
      : sql`SELECT appointment_id AS id FROM appointment_addresses WHERE address = ANY (${asked})`;
  const latest = sql`
    SELECT r.id FROM (${items} ORDER BY 1 DESC LIMIT ${MOST_OTHERS}) found JOIN records r ON r.id = found.id
    WHERE r.deleted_at IS NULL AND ${readableBy(userId)} AND ${isOther(conversation)}`;
  return lastSave(db, userId, conversation, latest);
}

async function lastSave(
  db: Kysely<Database>,
  userId: string,
  conversation: Conversation,
  items: RawBuilder<unknown>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ record_id: string }>`
    SELECT DISTINCT record_id FROM (
      SELECT l.record_id, rank() OVER (ORDER BY l.linked_at DESC) AS place
      FROM (${items}) other JOIN ${linksOf(conversation)} ON l.item = other.id
      WHERE l.linked_by = ${userId}::uuid
    ) own WHERE place = 1
  `.execute(db);
  return rows.map((row) => row.record_id);
}

function linksOf({ kind }: Conversation): RawBuilder<unknown> {
  return kind === 'message'
    ? sql`(SELECT message_record_id AS item, record_id, linked_by, linked_at FROM message_links) l`
    : sql`(SELECT appointment_id AS item, record_id, linked_by, linked_at FROM appointment_links) l`;
}

/** The item itself isn't one of the others. */
function isOther({ recordId }: Conversation): RawBuilder<boolean> {
  return recordId === null ? sql<boolean>`true` : sql<boolean>`r.id <> ${recordId}::uuid`;
}

function others(userId: string, conversation: Conversation): RawBuilder<unknown> {
  const found =
    conversation.kind === 'message' ? otherMails(userId, conversation) : otherMeetings(conversation);
  return sql`
    SELECT r.id FROM (SELECT DISTINCT id FROM (${found}) every ORDER BY id DESC LIMIT ${MOST_OTHERS}) found
      JOIN records r ON r.id = found.id
    WHERE r.deleted_at IS NULL AND ${readableBy(userId)} AND ${isOther(conversation)}`;
}

/** By the mailbox' own conversation, by References, by subject together with one of the people. */
function otherMails(
  userId: string,
  { conversationId, messageId, recordId, subject, addresses }: Conversation,
) {
  const own = messageId === null ? [] : [messageKeyOf(messageId)];
  const subjectKey = subjectKeyOf(subject);
  return sql`
    SELECT message_record_id AS id FROM message_witnesses
    WHERE user_id = ${userId}::uuid AND left_at IS NULL
      AND conversation_key = ${conversationId === null ? null : textKey(conversationId)}
    UNION ALL SELECT message_record_id FROM message_references WHERE message_key = ANY (${own}::bytea[])
    UNION ALL SELECT m.record_id FROM message_references f JOIN messages m ON m.message_key = f.message_key AND m.live
      WHERE f.message_record_id = ${recordId}::uuid
    UNION ALL SELECT o.message_record_id FROM message_references f
      JOIN message_references o ON o.message_key = f.message_key
      WHERE f.message_record_id = ${recordId}::uuid
    UNION ALL SELECT m.record_id FROM (
        SELECT record_id FROM messages WHERE live AND subject_key = ${subjectKey}
        ORDER BY record_id DESC LIMIT ${MOST_OF_A_NAME}
      ) m WHERE EXISTS (
        SELECT FROM message_addresses a
        WHERE a.message_record_id = m.record_id AND a.address = ANY (${addresses}::text[]))`;
}

/** By name together with one of the people. */
function otherMeetings({ subject, addresses }: Conversation) {
  return sql`
    SELECT r.id FROM (
        SELECT id FROM records
        WHERE type = 'appointment' AND deleted_at IS NULL AND ${subject.trim()} <> ''
          AND sort_name = ${sortName(subject)}
        ORDER BY id DESC LIMIT ${MOST_OF_A_NAME}
      ) r WHERE EXISTS (
        SELECT FROM appointment_addresses a
        WHERE a.appointment_id = r.id AND a.address = ANY (${addresses}::text[]))`;
}
