import { once } from 'node:events';
import { connect } from 'node:net';
import { request, type Dispatcher } from 'undici';

/** One server-sent event. */
export interface SentEvent {
  readonly event: string;
  readonly data: unknown;
}

/** An open stream of server-sent events. */
export interface EventStream {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The next event; null when the server ended the stream. */
  next(): Promise<SentEvent | null>;
  end(): void;
}

/** Opens a stream of server-sent events and reads it as HTML, 9.2.6 says. */
export async function openStream(url: string, token: string, dispatcher: Dispatcher): Promise<EventStream> {
  const accepted = { accept: 'text/event-stream', 'accept-encoding': 'gzip, deflate, br' };
  const headers = { authorization: `Bearer ${token}`, ...accepted };
  const answer = await request(url, { dispatcher, headers });
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${await answer.body.text()}`);
  const chunks = answer.body.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
  let text = '';
  return {
    headers: answer.headers,
    async next() {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          const event = parse(block);
          if (event !== null) return event;
        } else {
          const chunk = await chunks.next();
          if (chunk.done === true) return null;
          text += chunk.value;
        }
      }
    },
    end: () => answer.body.destroy(),
  };
}

/** A block of fields; null for a comment. */
function parse(block: string): SentEvent | null {
  const fields = new Map(
    block
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const [event, data] = [fields.get('event'), fields.get('data')];
  return event === undefined || data === undefined ? null : { event, data: JSON.parse(data) as unknown };
}

/** A bare connection: what is written goes out at once, `ended` is all that came back until the server closed it. */
export async function openConnection(
  url: string,
): Promise<{ write(lines: readonly string[]): void; ended: Promise<string> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return {
    write: (lines) => void socket.write([...lines, '', ''].join('\r\n')),
    ended: once(socket, 'close').then(() => text),
  };
}

/** Resolves when the set is empty. */
export async function untilNone(set: ReadonlySet<unknown>): Promise<boolean> {
  while (set.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  return true;
}
