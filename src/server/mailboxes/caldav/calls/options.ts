// https://www.rfc-editor.org/rfc/rfc4791#section-5.1 (DAV header), https://www.rfc-editor.org/rfc/rfc6638#section-2 (calendar-auto-schedule)
import { send } from '../connection.ts';
import type { Connection } from '../connection.ts';

/** What a resource says that it can do: the tokens of its DAV header in lower case, and all headers. */
export async function options(
  connection: Connection,
  url: URL,
): Promise<{ readonly abilities: readonly string[]; readonly headers: Readonly<Record<string, string>> }> {
  const answer = await send(connection, { method: 'OPTIONS', url });
  await answer.discard();
  const abilities = (answer.headers['dav'] ?? '').split(',').map((token) => token.trim().toLowerCase());
  return { abilities: abilities.filter((token) => token !== ''), headers: answer.headers };
}
