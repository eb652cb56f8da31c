import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { caldavProvider } from '../../../../src/server/mailboxes/caldav/index.ts';
import type { WireRequest } from '../../../../src/server/mailboxes/provider.ts';
import type { Mailbox } from '../../../../src/sync/ports.ts';

/** An HTTP server of a test's own. */
export interface Loopback {
  readonly url: string;
  readonly port: number;
  /** Method and path of every request so far. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Starts a server on loopback; with a certificate it speaks TLS. */
export async function startLoopback(
  answer: RequestListener,
  tls?: { key: string; cert: string },
): Promise<Loopback> {
  const asked: string[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, response);
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}/`,
    port,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A mailbox on any server; loopback is allowed unless told otherwise. */
export function mailboxOn(
  url: string,
  more: {
    readonly allowed?: readonly string[];
    readonly discovered?: Readonly<Record<string, string>>;
    readonly onRequest?: (request: WireRequest) => void;
  } = {},
): Mailbox {
  const account = { url, user: 'alice', password: 'secret', discovered: more.discovered ?? {} };
  const environment = {
    now: () => Date.now(),
    allowedPrivateHosts: more.allowed ?? ['127.0.0.1'],
    callTimeoutMs: 10_000,
    ...(more.onRequest === undefined ? {} : { onRequest: more.onRequest }),
  };
  return caldavProvider.connect(account, environment);
}

/** A multistatus with this inside; answered with 207. */
export function multistatus(response: ServerResponse, inside: string): void {
  response.writeHead(207, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${inside}</D:multistatus>`,
  );
}

/** One resource of a multistatus with these properties. */
export function resource(href: string, properties: string): string {
  return `<D:response><D:href>${href}</D:href><D:propstat><D:prop>${properties}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`;
}

/** The facts of a server that was discovered before. */
export function discoveredAt(url: string): Readonly<Record<string, string>> {
  return { homes: `${url}home/`, autoSchedule: 'false', syncCollection: 'true' };
}
