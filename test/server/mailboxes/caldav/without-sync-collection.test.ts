import { request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describeMailbox } from '../../../contracts/mailbox-contract.ts';
import { describeWith } from '../../../requirements.ts';
import type { CaldavServer } from '../../../support/caldav-server.ts';
import { startRadicale } from '../../../support/radicale.ts';
import { caldavHarness } from './harness.ts';
import { startLoopback } from './loopback.ts';

/** Radicale behind a proxy that knows no sync-collection, as on servers without RFC 6578. */
async function startOldServer(): Promise<CaldavServer> {
  const server = await startRadicale();
  const proxy = await startLoopback(
    (incoming, outgoing) => void forward(new URL(server.url), incoming, outgoing),
  );
  const move = (url: string): string => url.replace(server.url, proxy.url);
  return {
    ...server,
    url: move(server.url),
    home: move(server.home),
    async end() {
      await proxy.close();
      await server.end();
    },
  };
}

async function forward(target: URL, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces);
  if (body.includes('<D:sync-collection')) {
    outgoing.writeHead(403, { 'content-type': 'application/xml' });
    return void outgoing.end('<?xml version="1.0"?><D:error xmlns:D="DAV:"><D:supported-report/></D:error>');
  }
  const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
  const options = {
    host: target.hostname,
    port: target.port,
    method: incoming.method,
    path: incoming.url,
    headers,
  };
  const onward = request(options, (answer) => {
    const answered: Buffer[] = [];
    answer.on('data', (piece: Buffer) => answered.push(piece));
    answer.on('end', () => {
      const text = Buffer.concat(answered)
        .toString('utf8')
        .replace(/<sync-collection ?\/>/g, '<other-report/>');
      const { 'content-length': _length, 'transfer-encoding': _encoding, ...others } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, others);
      outgoing.end(text);
    });
  });
  onward.end(body);
}

describeWith(['radicale'], 'CalDAV on a server without sync-collection', () => {
  describeMailbox(caldavHarness('ctag and ETags', startOldServer, null));
});
