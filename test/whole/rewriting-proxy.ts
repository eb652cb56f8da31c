import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';

/** A server between a client and a sandbox that changes what comes back. */
export interface RewritingProxy {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** What becomes of a body on its way to the client; as it is, until set. */
  rewrite: (body: string) => string;
  stop(): Promise<void>;
}

/** Starts one in front of this origin. */
export async function startRewritingProxy(origin: string): Promise<RewritingProxy> {
  const server = createServer();
  const agent = new Agent();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy: RewritingProxy = {
    url: `http://127.0.0.1:${String(port)}`,
    rewrite: (body) => body,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await agent.close();
    },
  };
  server.on('request', (asked: IncomingMessage, response: ServerResponse) => {
    forward({ origin, agent, proxy }, asked, response).catch(() => response.destroy());
  });
  return proxy;
}

/** Of the connection, not of the message (RFC 9110, 7.6.1), or no longer true of a changed body. */
const OWN_HEADERS = ['host', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'];

async function forward(
  {
    origin,
    agent,
    proxy,
  }: { readonly origin: string; readonly agent: Agent; readonly proxy: RewritingProxy },
  asked: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body: Buffer[] = [];
  for await (const chunk of asked) body.push(chunk as Buffer);
  const others = (headers: IncomingMessage['headers']) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name)));
  const answer = await request(`${origin}${asked.url ?? ''}`, {
    dispatcher: agent,
    method: (asked.method ?? 'GET') as 'GET',
    headers: others(asked.headers),
    ...(body.length === 0 ? {} : { body: Buffer.concat(body) }),
  });
  const text = proxy.rewrite(await answer.body.text());
  response.writeHead(answer.statusCode, others(answer.headers));
  response.end(text);
}
