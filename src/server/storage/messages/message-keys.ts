import type { MessageIdentity } from '../../messages/message.ts';
import { textKey } from '../ledger/keys.ts';
import { fold } from '../records/words.ts';

/** What mails are looked up by: digests, since ids may be longer than an index entry. */

export function identityKeyOf({ messageId, digest }: MessageIdentity): Buffer {
  return textKey(messageId ?? '', digest);
}

export function messageKeyOf(messageId: string): Buffer {
  return textKey(messageId);
}

/**
 * Marks of answers and forwards in front of a subject, by the languages that mail clients put there: English, German,
 * French, Spanish, Italian, Dutch, the Scandinavian ones, Polish, Portuguese.
 */
const MARKS =
  /^(?:(?:re|aw|antw|antwort|fwd?|wg|tr|rv|rif|i|sv|vs|vb|vl|odp|pd|res|enc)(?:\[\d+\])?\s*:\s*)+/iu;

/** The key of a conversation's subject: without marks, accents, case and doubled space. Null: nothing is left. */
export function subjectKeyOf(subject: string): Buffer | null {
  const bare = fold(subject.trim().replace(MARKS, '')).replace(/\s+/g, ' ').trim();
  return bare === '' ? null : textKey(bare);
}
