import type { Kysely } from 'kysely';
import type { Mark } from '../../sync/ports.ts';
import { markItem } from '../storage/item-marks.ts';
import type { Database } from '../storage/tables.ts';

/**
 * Writes down that the user wants a meeting synchronised (`on`) or left alone (`off`; null: as their mailbox does), by the
 * meeting's UID, in the caller's transaction. Answers what they said before.
 */
export function markMeeting(
  tx: Kysely<Database>,
  userId: string,
  identity: string,
  mark: Mark | null,
  now: Date,
): Promise<Mark | null> {
  return markItem(tx, { userId, kind: 'Event', identity }, mark, now);
}
