import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Api } from './api.ts';
import { ProblemError } from './problem.ts';

/** How long running requests may go on when the server stops, milliseconds. */
const PATIENCE = 10_000;

/**
 * While the server stops, running requests end and new ones are refused. Connections on which nothing runs are closed at
 * once, also those that browsers open ahead and never use: Node takes these for busy and would wait for them.
 * `opened` is the server's event of a usable connection.
 */
export function stopGracefully(api: Api, opened: 'connection' | 'secureConnection'): void {
  let closing = false;
  const running = new Map<Socket, number>();
  const count = (socket: Socket, change: number) => {
    const now = (running.get(socket) ?? 0) + change;
    running.set(socket, now);
    if (closing && now === 0) socket.destroySoon();
  };
  api.server.on(opened, (socket: Socket) => {
    running.set(socket, 0);
    socket.once('close', () => running.delete(socket));
    if (closing) socket.destroy();
  });
  api.server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    count(socket, 1);
    response.once('close', () => {
      if (running.has(socket)) count(socket, -1);
    });
  });
  api.addHook('preClose', (done) => {
    closing = true;
    for (const [socket, requests] of running) if (requests === 0) socket.destroy();
    const impatient = setTimeout(() => {
      api.server.closeAllConnections();
    }, PATIENCE);
    impatient.unref();
    api.server.once('close', () => {
      clearTimeout(impatient);
    });
    done();
  });
  api.addHook('onRequest', (_request, reply, done) => {
    if (!closing) {
      done();
      return;
    }
    void reply.header('connection', 'close');
    done(new ProblemError('stopping', { headers: { 'retry-after': '5' } }));
  });
}
