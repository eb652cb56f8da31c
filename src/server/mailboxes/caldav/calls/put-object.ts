// https://www.rfc-editor.org/rfc/rfc4791#section-5.3.2 (creating), 5.3.4 (calendar object resource entity tag)
import { Stale, Unavailable } from '../../../../sync/errors.ts';
import { failed, send } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { failureError } from '../errors.ts';
import type { HttpAnswer } from '../../net/http-client.ts';
import { readMultistatus } from '../xml/multistatus.ts';
import { strongEtag } from './list-etags.ts';

/** On which the write depends: that nothing is there, or that this revision is. */
export type Condition = { readonly absent: true } | { readonly etag: string };

/**
 * Writes an object. Returns its new ETag, or null when the server doesn't say or says a weak one (the stored text then
 * differs from the sent one, RFC 4791, 5.3.4). Throws what the answer means; a refusal after a repeated request is
 * Unavailable `write-unclear`: the first of the two may have done it.
 */
export async function putObject(
  connection: Connection,
  url: URL,
  text: string,
  condition: Condition,
): Promise<string | null> {
  const conditional: Record<string, string> =
    'etag' in condition ? { 'if-match': condition.etag } : { 'if-none-match': '*' };
  const headers = { 'content-type': 'text/calendar; charset=utf-8', ...conditional };
  const answer = await send(connection, { method: 'PUT', url, body: text, headers });
  if (answer.status === 207) return inside(connection, answer);
  if (answer.status >= 200 && answer.status < 300) {
    await answer.discard();
    const etag = answer.headers['etag'];
    return etag === undefined || etag.startsWith('W/') ? null : strongEtag(etag);
  }
  throw unclear(await refusal(connection, answer), answer.repeated);
}

/** Radicale says 409 without a condition for a UID that is taken; 409 for a missing parent is not what we can cause. */
async function refusal(connection: Connection, answer: HttpAnswer): Promise<Error> {
  const error = await failed(connection, answer, 'write');
  return answer.status === 409 ? new Stale({ code: 'uid-exists' }) : error;
}

/** A refused write that was sent twice. */
export function unclear(error: Error, repeated: boolean): Error {
  return repeated ? new Unavailable({ code: 'write-unclear', cause: error.message }, 'unknown') : error;
}

/** A 207 is no success: it says inside what went wrong (Xandikos). */
async function inside(connection: Connection, answer: HttpAnswer): Promise<null> {
  const errors: Error[] = [];
  await readMultistatus(answer.body, ({ status, failure, conditions }) => {
    const code = status ?? failure ?? 200;
    if (code >= 300) errors.push(failureError({ status: code, conditions }, 'write', connection.now()));
  });
  const [first] = errors;
  if (first !== undefined) throw unclear(first, answer.repeated);
  return null;
}
