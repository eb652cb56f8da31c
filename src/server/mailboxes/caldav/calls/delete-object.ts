// https://www.rfc-editor.org/rfc/rfc4918#section-9.6 (DELETE), https://www.rfc-editor.org/rfc/rfc6638#section-8.1 (Schedule-Reply)
import { Gone, Stale } from '../../../../sync/errors.ts';
import { failed, send } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { unclear } from './put-object.ts';

/**
 * Removes an object that is still of this revision. `quiet`: the server shall not tell the organiser (it obeys for
 * an attendee's copy; an organiser's cancellation it sends regardless). Throws Stale, Gone and the like.
 */
export async function deleteObject(
  connection: Connection,
  url: URL,
  etag: string,
  quiet: boolean,
): Promise<void> {
  const headers = { 'if-match': etag, ...(quiet ? { 'schedule-reply': 'F' } : {}) };
  const answer = await send(connection, { method: 'DELETE', url, headers });
  if (answer.status >= 200 && answer.status < 300 && answer.status !== 207) return answer.discard();
  const error = await failed(connection, answer, 'write');
  if (error instanceof Gone || error instanceof Stale) throw unclear(error, answer.repeated);
  throw error;
}
