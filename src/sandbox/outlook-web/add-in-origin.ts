import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { forward, forwardedHeaders } from './add-in-forward.ts';
import type { Deployment } from './add-in-forward.ts';
import { OFFICE_JS_PATH, officeFile, withLocalOfficeJs } from './office-files.ts';

/** What the add-in's origin stands before. */
export interface AddInOriginOptions extends Deployment {
  /** Folder of office.js. */
  readonly officeJs: string;
}

/**
 * Plays the add-in's deployment: everything is passed on to its server and back as it flows, but for office.js, which comes
 * from the npm package, and for pages (`.html`), in which office.js has that address and which this Outlook may frame.
 * Rejects when the connection breaks in the middle of an answer.
 */
export async function addInOrigin(
  options: AddInOriginOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/';
  if (path.startsWith(OFFICE_JS_PATH)) {
    await sendOfficeFile(options, path, incoming, outgoing);
    return;
  }
  const isPage = path.endsWith('.html');
  const answer = await forward(options, incoming, outgoing, isPage);
  if (answer === null) {
    sendPlain(outgoing, 502, `The server at ${options.server} does not answer.`);
    return;
  }
  const status = answer.statusCode ?? 502;
  const headers = forwardedHeaders(options, answer);
  if (isPage && incoming.method !== 'HEAD' && isHtml(answer)) {
    await sendPage(answer, status, headers, outgoing);
    return;
  }
  outgoing.writeHead(status, headers);
  // At once: of a stream of events the first may come much later.
  outgoing.flushHeaders();
  await pipeline(answer, outgoing);
}

async function sendOfficeFile(
  { officeJs }: AddInOriginOptions,
  path: string,
  { method }: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const file = await officeFile(officeJs, path);
  if (file === null) {
    sendPlain(outgoing, 404, 'office.js has no such file.');
    return;
  }
  outgoing.writeHead(200, {
    'content-type': file.contentType,
    'content-length': file.size,
    // office.js loads its parts with crossorigin=anonymous.
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=3600',
  });
  if (method === 'HEAD') outgoing.end();
  else await pipeline(file.open(), outgoing);
}

function isHtml({ headers }: IncomingMessage): boolean {
  const type = headers['content-type'] ?? '';
  return type.startsWith('text/html') && headers['content-encoding'] === undefined;
}

async function sendPage(
  answer: IncomingMessage,
  status: number,
  headers: OutgoingHttpHeaders,
  outgoing: ServerResponse,
): Promise<void> {
  const page = Buffer.from(withLocalOfficeJs(await text(answer)));
  outgoing.writeHead(status, { ...headers, 'content-length': page.length });
  outgoing.end(page);
}

function sendPlain(outgoing: ServerResponse, status: number, sentence: string): void {
  outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  outgoing.end(`${sentence}\n`);
}
