import type { Groupware } from '../groupware/groupware.ts';
import type { SandboxResponse } from '../http/message.ts';

/** Changes come in swarms; a page looks once for each. */
const GATHER_MS = 150;
const HEARTBEAT_MS = 20_000;

/** A stream of events (WHATWG, server-sent events): the groupware's position whenever something has changed in it. */
export function changeStream(groupware: Groupware): SandboxResponse {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' },
    body: 'retry: 2000\n\n',
    stream: (send, closed) =>
      new Promise((resolve) => {
        let waiting: NodeJS.Timeout | null = null;
        const tell = (): void => {
          waiting = null;
          send(`data: ${String(groupware.position())}\n\n`);
        };
        const stop = groupware.watch(() => {
          waiting ??= setTimeout(tell, GATHER_MS).unref();
        });
        const heartbeat = setInterval(() => {
          send(':\n\n');
        }, HEARTBEAT_MS).unref();
        const end = (): void => {
          stop();
          clearInterval(heartbeat);
          if (waiting !== null) clearTimeout(waiting);
          resolve();
        };
        if (closed.aborted) end();
        else closed.addEventListener('abort', end, { once: true });
      }),
  };
}
