import { sql, type Kysely } from 'kysely';
import { textKey } from '../ledger/keys.ts';
import type { Database } from '../tables.ts';
import type { StoredAddresses } from '../tables/messages.ts';
import { messageKeyOf, subjectKeyOf } from './message-keys.ts';

/** A stored mail that an item in view may be. */
export interface Candidate {
  readonly recordId: string;
  readonly subject: string;
  /** Addresses in From, lower case. */
  readonly from: readonly string[];
  /** What the user has of it: nothing, an own copy, or one that they took out of the CRM. */
  readonly own: 'none' | 'copy' | 'left';
  /** The item in view has the id of that copy. */
  readonly sameItem: boolean;
}

/** What a mail client says of a mail. */
export interface SaidMessage {
  readonly itemId: string;
  readonly messageId: string | null;
  readonly subject: string;
}

/** Mails of one Message-ID; more are forged. */
const MOST_CANDIDATES = 20;

/**
 * Mails that the CRM has and that the item may be: of its Message-ID; without one, those without one of the same subject.
 * For the server's own decision only: what the user has not seen in their own mailbox is not there for them.
 */
export async function candidates(
  db: Kysely<Database>,
  userId: string,
  said: SaidMessage,
): Promise<readonly Candidate[]> {
  const { messageId, itemId } = said;
  const where =
    messageId === null
      ? sql`m.message_key IS NULL AND m.subject_key IS NOT DISTINCT FROM ${subjectKeyOf(said.subject)}`
      : sql`m.message_key = ${messageKeyOf(messageId)}`;
  const { rows } = await sql<{
    record_id: string;
    subject: string;
    addresses: StoredAddresses;
    own: Candidate['own'];
    same_item: boolean;
  }>`
    SELECT m.record_id, m.subject, m.addresses,
      CASE WHEN w.user_id IS NULL THEN 'none' WHEN w.left_at IS NULL THEN 'copy' ELSE 'left' END AS own,
      coalesce(w.item_key = ${textKey(itemId)}, false) AS same_item
    FROM messages m LEFT JOIN message_witnesses w
      ON w.message_record_id = m.record_id AND w.user_id = ${userId}::uuid
    WHERE m.live AND ${where} ORDER BY m.record_id LIMIT ${MOST_CANDIDATES}
  `.execute(db);
  return rows.map(({ record_id: recordId, subject, addresses, own, same_item: sameItem }) => ({
    recordId,
    subject,
    from: addresses.from.map(({ address }) => address.toLowerCase()),
    own,
    sameItem,
  }));
}
