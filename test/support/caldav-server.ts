import { randomUUID } from 'node:crypto';

/** A CalDAV server that a test started, with the user `alice`, password `secret`. */
export interface CaldavServer {
  /** What a user would type. */
  readonly url: string;
  /** The folder in which calendars are made. */
  readonly home: string;
  readonly user: string;
  readonly password: string;
  end(): Promise<void>;
}

/** A request to it by something other than the adapter. */
export async function ask(
  server: Pick<CaldavServer, 'user' | 'password'>,
  method: string,
  url: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${server.user}:${server.password}`).toString('base64')}`;
  const answer = await fetch(url, {
    method,
    headers: { authorization, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  if (answer.status >= 400)
    throw new Error(`${method} ${url}: ${String(answer.status)} ${(await answer.text()).slice(0, 300)}`);
  return answer;
}

/** Makes an empty calendar, called so; returns its URL. */
export async function makeCalendar(server: CaldavServer, name = 'Test'): Promise<string> {
  const url = `${server.home}${randomUUID()}/`;
  const body =
    '<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>' +
    `<D:displayname>${name}</D:displayname></D:prop></D:set></C:mkcalendar>`;
  await (await ask(server, 'MKCALENDAR', url, body, { 'content-type': 'application/xml' })).arrayBuffer();
  return url;
}
