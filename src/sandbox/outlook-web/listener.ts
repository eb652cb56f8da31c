import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Certificate (with its chain) and private key, PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

/** A listening origin. */
export interface Listener {
  /** `https://localhost:port`. */
  readonly origin: string;
  /** Ends every connection and stops listening. */
  stop(): Promise<void>;
}

/** Answers a request; `origin` is the listener's own. */
type Answer = (incoming: IncomingMessage, outgoing: ServerResponse, origin: string) => Promise<void>;

/** Listens with https on a loopback port (0: any free one). Rejects when it can't be had or the certificate is none. */
export async function listenHttps(
  { host, port, tls }: { readonly host: string; readonly port: number; readonly tls: TlsIdentity },
  answer: Answer,
): Promise<Listener> {
  const server = createServer({ cert: tls.cert, key: tls.key });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const origin = `https://localhost:${String((server.address() as AddressInfo).port)}`;
  server.on('request', (incoming, outgoing) => {
    answer(incoming, outgoing, origin).catch(() => {
      // One of the two went away in the middle: what was sent so far is no whole answer.
      outgoing.destroy();
    });
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { origin, stop };
}
