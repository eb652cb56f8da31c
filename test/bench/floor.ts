import { Agent, request } from 'undici';
import type { CaldavServer } from '../support/caldav-server.ts';

/** Puts calendar objects, one after the other, on one kept connection, and does nothing else. */
export async function putAll(
  server: Pick<CaldavServer, 'user' | 'password'>,
  calendar: string,
  objects: Iterable<{ readonly name: string; readonly text: string }>,
): Promise<number> {
  const agent = new Agent({ connections: 1, pipelining: 1 });
  const authorization = `Basic ${Buffer.from(`${server.user}:${server.password}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'text/calendar; charset=utf-8' };
  const began = performance.now();
  try {
    for (const { name, text } of objects) {
      const url = `${calendar}${name}`;
      const answer = await request(url, { method: 'PUT', body: text, headers, dispatcher: agent });
      const said = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`PUT ${url}: ${answer.statusCode} ${said.slice(0, 300)}`);
    }
    return performance.now() - began;
  } finally {
    await agent.close();
  }
}
