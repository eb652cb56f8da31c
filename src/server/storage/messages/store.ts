import { sql, type Kysely, type Transaction } from 'kysely';
import type { MessageIdentity, ParsedMessage } from '../../messages/message.ts';
import { mailLinkableBy } from '../records/readable.ts';
import { sortName } from '../records/words.ts';
import type { Writer } from '../records/writer.ts';
import type { Database } from '../tables.ts';
import type { StoredAddress } from '../tables/messages.ts';
import { identityKeyOf, messageKeyOf, subjectKeyOf } from './message-keys.ts';

/** A part of a mail whose content lies in the blob store. */
export interface StoredAttachment {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly inline: boolean;
  readonly contentId: string | null;
  readonly blobHash: string;
}

/** A mail that the server itself has seen in a mailbox. */
export interface SeenMessage {
  readonly identity: MessageIdentity;
  readonly message: Omit<ParsedMessage, 'attachments'>;
  readonly preview: string;
  readonly attachments: readonly StoredAttachment[];
  readonly receivedAt: Date | null;
}

/** Where the mail is now; `stored`: it wasn't in the CRM before. */
export interface StoredMessage {
  readonly recordId: string;
  readonly stored: boolean;
}

/** Two that store one mail at the same moment meet; a third that deletes it between the two looks is rare. */
const ATTEMPTS = 3;

/**
 * The record of a mail, made under the id if there is none, and locked: whoever stores it first owns it, and two who do so
 * at the same time get one record.
 */
export async function storeMessage(
  tx: Transaction<Database>,
  writer: Writer,
  id: string,
  seen: SeenMessage,
): Promise<StoredMessage> {
  const key = identityKeyOf(seen.identity);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const known = await lockByIdentity(tx, key);
    if (known !== null) return { recordId: known, stored: false };
    if (await insert(tx, writer, id, key, seen)) return { recordId: id, stored: true };
  }
  throw new Error('A mail was stored and removed again and again');
}

/** Locks a living mail's record; false: it is gone. With a user: or not theirs to link. */
export async function lockMessage(
  tx: Kysely<Database>,
  recordId: string,
  userId: string | null = null,
): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM records r WHERE r.id = ${recordId}::uuid AND r.type = 'message' AND r.deleted_at IS NULL
      AND ${userId === null ? sql`true` : mailLinkableBy(userId)} FOR UPDATE
  `.execute(tx);
  return rows.length > 0;
}

/** The id of the living mail of this identity. */
export async function findByIdentity(
  db: Kysely<Database>,
  identity: MessageIdentity,
): Promise<string | null> {
  const { rows } = await sql<{ record_id: string }>`
    SELECT record_id FROM messages WHERE identity_key = ${identityKeyOf(identity)} AND live
  `.execute(db);
  return rows[0]?.record_id ?? null;
}

async function lockByIdentity(tx: Kysely<Database>, key: Buffer): Promise<string | null> {
  const { rows } = await sql<{ record_id: string }>`
    SELECT record_id FROM messages WHERE identity_key = ${key} AND live
  `.execute(tx);
  const [row] = rows;
  return row !== undefined && (await lockMessage(tx, row.record_id)) ? row.record_id : null;
}

/** False: somebody else was faster. */
async function insert(
  tx: Kysely<Database>,
  writer: Writer,
  id: string,
  identityKey: Buffer,
  seen: SeenMessage,
): Promise<boolean> {
  const { message, identity } = seen;
  await sql`
    INSERT INTO records (id, type, owner_id, created_at, updated_at, name, sort_name)
    VALUES (${id}::uuid, 'message', ${writer.user.id}::uuid, ${writer.now}, ${writer.now},
      ${message.subject}, ${sortName(message.subject)})
  `.execute(tx);
  const { from, to, cc } = message;
  const made = await tx
    .insertInto('messages')
    .values({
      record_id: id,
      identity_key: identityKey,
      message_id: identity.messageId,
      message_key: identity.messageId === null ? null : messageKeyOf(identity.messageId),
      digest: identity.digest,
      subject: message.subject,
      subject_key: subjectKeyOf(message.subject),
      addresses: JSON.stringify({ from, to, cc }),
      sent_at: message.sentAt,
      received_at: seen.receivedAt,
      in_reply_to: message.inReplyTo,
      body_text: message.text,
      body_html: message.html,
      preview: seen.preview,
    })
    .onConflict((conflict) => conflict.column('identity_key').where('live', '=', true).doNothing())
    .returning('record_id')
    .execute();
  if (made.length === 0) {
    await sql`DELETE FROM records WHERE id = ${id}::uuid`.execute(tx);
    return false;
  }
  await insertParts(tx, id, seen);
  return true;
}

async function insertParts(tx: Kysely<Database>, id: string, seen: SeenMessage): Promise<void> {
  const { from, to, cc, references, inReplyTo } = seen.message;
  const keys = [...new Set([...references, ...(inReplyTo === null ? [] : [inReplyTo])])];
  for (const key of keys.slice(-MOST_REFERENCES)) {
    await tx
      .insertInto('message_references')
      .values({ message_record_id: id, message_key: messageKeyOf(key) })
      .execute();
  }
  const senders = addressesOf(from);
  const all = [...new Set([...senders, ...addressesOf(to), ...addressesOf(cc)])].slice(0, MOST_ADDRESSES);
  await sql`
    INSERT INTO message_addresses (message_record_id, address, sender)
    SELECT ${id}::uuid, address, address = ANY (${senders}::text[]) FROM unnest(${all}::text[]) AS address
  `.execute(tx);
  for (const [index, part] of seen.attachments.entries()) {
    const { name, mediaType: media_type, size, inline, contentId: content_id, blobHash: blob_hash } = part;
    await tx
      .insertInto('message_attachments')
      .values({ message_record_id: id, index, name, media_type, size, inline, content_id, blob_hash })
      .execute();
  }
}

/** The latest ones say where it belongs; a header may name thousands. */
const MOST_REFERENCES = 50;
const MOST_ADDRESSES = 1000;
/** RFC 5321, 4.5.3.1.3; and an index entry has a bounded size. */
const LONGEST_ADDRESS = 320;

function addressesOf(addresses: readonly StoredAddress[]): readonly string[] {
  const lower = addresses.map(({ address }) => address.toLowerCase());
  return [...new Set(lower.filter((address) => address !== '' && address.length <= LONGEST_ADDRESS))];
}
