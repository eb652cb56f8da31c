// https://www.rfc-editor.org/rfc/rfc4791#section-5.3.4 (GET of a calendar object resource)
import { failed, send } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { strongEtag } from './list-etags.ts';

/** A calendar object and its revision. */
export interface StoredObject {
  readonly etag: string | null;
  readonly text: string;
}

/** Reads one object; null when it isn't there. `longest` in bytes: more is Unavailable `answer-too-large`. */
export async function getObject(
  connection: Connection,
  url: URL,
  longest: number,
): Promise<StoredObject | null> {
  const answer = await send(connection, {
    method: 'GET',
    url,
    headers: { accept: 'text/calendar' },
    longest,
  });
  if (answer.status === 404 || answer.status === 410) {
    await answer.discard();
    return null;
  }
  if (answer.status !== 200) throw await failed(connection, answer, 'item');
  const etag = answer.headers['etag'];
  return { etag: etag === undefined ? null : strongEtag(etag), text: await answer.text() };
}
