import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Faults } from '../faults.ts';
import { plain } from './message.ts';
import type {
  Face,
  RequestRecord,
  SandboxRequest,
  SandboxResponse,
  SeenExchange,
  Streaming,
} from './message.ts';
import { transportTrouble } from './transport-trouble.ts';

/** Where and how to listen. */
export interface ServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Certificate (with its chain) and private key, PEM: https. Default http. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly faces: readonly Face[];
  readonly faults: Faults;
  readonly maxBodyBytes: number;
  /** Is told of every answer before faults spoil it; of one in chunks, of each chunk. */
  readonly observe?: (seen: SeenExchange) => void;
}

/** A listening server. */
export interface RunningServer {
  /** `http://host:port` or `https://host:port`, without a slash at the end. */
  readonly url: string;
  /** The latest requests (at most 20,000), oldest first. */
  requests(): readonly RequestRecord[];
  forgetRequests(): void;
  /** Ends every connection and stops listening. */
  stop(): Promise<void>;
}

const REMEMBERED = 20_000;

/** Starts listening. Rejects when the port cannot be had. */
export async function serve(options: ServerOptions): Promise<RunningServer> {
  let records: RequestRecord[] = [];
  const answerRequest: RequestListener = (incoming, outgoing) => {
    exchange(options, incoming, outgoing)
      .then((record) => {
        if (records.length >= REMEMBERED) records = records.slice(REMEMBERED / 10);
        records.push(record);
      })
      .catch(() => {
        // The client went away in the middle; there is nobody to tell.
        outgoing.destroy();
      });
  };
  const { tls } = options;
  const server = tls === undefined ? createServer(answerRequest) : createTlsServer(tls, answerRequest);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host}:${String(port)}`,
    requests: () => [...records],
    forgetRequests: () => {
      records = [];
    },
    stop: () => close(server),
  };
}

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

async function exchange(
  options: ServerOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<RequestRecord> {
  const body = await bodyOf(incoming, options.maxBodyBytes);
  const { method = 'GET', url = '/' } = incoming;
  const [path = '/', query = ''] = url.split('?', 2);
  const face = options.faces.find((one) => owns(one, path));
  const headers = headersOf(incoming);
  const request: SandboxRequest = {
    method,
    path,
    query: new URLSearchParams(query),
    headers,
    body: body ?? Buffer.alloc(0),
  };
  const operation = (body === null ? undefined : face?.operationOf?.(request)) ?? method;
  const handle = (): SandboxResponse | Promise<SandboxResponse> => {
    if (face === undefined) return plain(404, 'There is nothing here.');
    if (body === null) return face.tooLarge();
    return answer(face, request).then((response) => observed(options, request, operation, response));
  };
  const trouble = await transportTrouble(options.faults, { operation, path }, handle);
  if (trouble.then === 'answer') {
    write(outgoing, method, trouble.response, trouble.cutAfter, body === null);
  } else if (trouble.then === 'cut') incoming.socket.destroy();
  const status = trouble.then === 'answer' ? trouble.response.status : null;
  const sent = trouble.then === 'answer' ? Buffer.byteLength(trouble.response.body) : 0;
  return { method, path, operation, status, received: body?.length ?? 0, sent };
}

function observed(
  { observe }: ServerOptions,
  { path, body }: SandboxRequest,
  operation: string,
  response: SandboxResponse,
): SandboxResponse {
  const { stream, status } = response;
  if (observe === undefined) return response;
  const see = (text: string): void => {
    if (text !== '') observe({ path, operation, request: body.toString('utf8'), status, response: text });
  };
  see(response.body);
  if (stream === undefined) return response;
  return {
    ...response,
    stream: (send, closed) =>
      stream((chunk) => {
        see(chunk);
        send(chunk);
      }, closed),
  };
}

function owns({ prefixes, ignoresCase = false }: Face, path: string): boolean {
  const seen = ignoresCase ? path.toLowerCase() : path;
  return prefixes.some((prefix) => seen.startsWith(prefix));
}

function headersOf(incoming: IncomingMessage): SandboxRequest['headers'] {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

/** A fault in a face itself is our mistake: say so instead of hanging. */
async function answer(face: Face, request: SandboxRequest): Promise<SandboxResponse> {
  try {
    return await face.handle(request);
  } catch (error) {
    return plain(
      500,
      error instanceof Error ? `The sandbox failed: ${error.message}` : 'The sandbox failed.',
    );
  }
}

function write(
  outgoing: ServerResponse,
  method: string,
  response: SandboxResponse,
  cutAfter: number | null,
  close: boolean,
): void {
  if (response.stream !== undefined) {
    writeChunks(outgoing, response, response.stream, cutAfter);
    return;
  }
  const body = response.bytes ?? Buffer.from(response.body);
  const headers: Record<string, string> = { ...response.headers };
  if (response.status !== 204 && response.status !== 304) headers['Content-Length'] = String(body.length);
  if (close) headers['Connection'] = 'close';
  outgoing.writeHead(response.status, headers);
  if (cutAfter !== null && cutAfter < body.length) {
    outgoing.write(body.subarray(0, cutAfter), () => outgoing.destroy());
    return;
  }
  outgoing.end(method === 'HEAD' || response.status === 204 ? undefined : body);
}

/** An answer in chunks; with a cut after so many bytes, as with any other. */
function writeChunks(
  outgoing: ServerResponse,
  response: SandboxResponse,
  stream: Streaming,
  cutAfter: number | null,
): void {
  const gone = new AbortController();
  let left = cutAfter ?? Number.POSITIVE_INFINITY;
  outgoing.on('close', () => {
    gone.abort();
  });
  outgoing.writeHead(response.status, response.headers);
  const send = (chunk: string): void => {
    const bytes = Buffer.from(chunk);
    if (gone.signal.aborted) return;
    if (bytes.length < left) outgoing.write(bytes);
    else outgoing.write(bytes.subarray(0, left), () => outgoing.destroy());
    left -= bytes.length;
    if (left <= 0) gone.abort();
  };
  send(response.body);
  stream(send, gone.signal).then(
    () => {
      if (left > 0) outgoing.end();
    },
    () => outgoing.destroy(),
  );
}

/** The whole body, or null when it is longer than `limit` bytes (the rest is read and thrown away). */
async function bodyOf(incoming: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    if (!(chunk instanceof Buffer)) continue;
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    // Somebody who sends ten times too much is not waited for.
    else if (length > limit * 10) break;
  }
  return length > limit ? null : Buffer.concat(chunks);
}
