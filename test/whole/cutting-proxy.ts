import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A wire between a client and a server that can be cut. */
export interface CuttingProxy {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Ends all connections, and every new one at once until `mend`. */
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
}

/** Starts one in front of this origin. */
export async function startCuttingProxy(origin: string): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  const { hostname, port } = new URL(origin);
  let isCut = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    // A cut is no failure of ours.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const cutAll = (): void => {
    for (const socket of [...sockets]) socket.destroy();
  };
  const server = createServer((client) => {
    keep(client);
    if (isCut) {
      client.destroy();
      return;
    }
    const onward = connect(Number(port), hostname);
    keep(onward);
    client.pipe(onward).pipe(client);
    client.on('close', () => onward.destroy());
    onward.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cut() {
      isCut = true;
      cutAll();
    },
    mend() {
      isCut = false;
    },
    async stop() {
      server.close();
      cutAll();
      await once(server, 'close');
    },
  };
}
