import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** What has gone over the wire. */
export interface WireCount {
  /** By method. */
  readonly methods: Readonly<Record<string, number>>;
  readonly requests: number;
  /** Both ways, heads included. */
  readonly bytes: number;
}

/** A way to a server on which everything is counted. */
export interface WireCounter {
  /** Of loopback; leads to the server. */
  readonly port: number;
  /** What was counted since the last time. */
  take(): WireCount;
  close(): Promise<void>;
}

/**
 * Passes bytes between clients and a server's port, untouched, and counts them the same way for everybody. Requests are
 * told apart by their heads; a body needs a Content-Length.
 */
export async function countWire(target: number): Promise<WireCounter> {
  let methods: Record<string, number> = {};
  let bytes = 0;
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const requests = requestReader((method) => (methods[method] = (methods[method] ?? 0) + 1));
    client.on('data', (piece: Buffer) => {
      bytes += piece.length;
      requests(piece);
    });
    upstream.on('data', (piece: Buffer) => (bytes += piece.length));
    client.pipe(upstream);
    upstream.pipe(client);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    take() {
      const count = { methods, requests: Object.values(methods).reduce((sum, one) => sum + one, 0), bytes };
      methods = {};
      bytes = 0;
      return count;
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Calls back with the method of each request whose head goes by. Throws at a chunked body. */
function requestReader(onRequest: (method: string) => void): (piece: Buffer) => void {
  let head = Buffer.alloc(0);
  let left = 0;
  return (piece) => {
    let rest = piece;
    while (rest.length > 0) {
      if (left > 0) {
        const skipped = Math.min(left, rest.length);
        left -= skipped;
        rest = rest.subarray(skipped);
        continue;
      }
      head = Buffer.concat([head, rest]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const text = head.subarray(0, end).toString('latin1');
      rest = head.subarray(end + 4);
      head = Buffer.alloc(0);
      if (/^transfer-encoding:/im.test(text))
        throw new Error('A request without Content-Length can’t be counted');
      left = Number(/^content-length:\s*(\d+)/im.exec(text)?.[1] ?? 0);
      onRequest(text.slice(0, text.indexOf(' ')));
    }
  };
}
