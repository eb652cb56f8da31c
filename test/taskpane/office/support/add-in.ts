import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { TlsIdentity } from '../../../../src/server/tls.ts';
import type { AddInServer } from '../../../sandbox/outlook-web/host-support/host-world.ts';
import { PROBE_POLICY } from '../../../sandbox/outlook-web/host-support/probe-pages.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** An answer of the API: status and body. */
export type ApiAnswer = readonly [number, unknown];

/** The server of the add-in: the built pages, and an API that answers what a test says. */
export interface AddIn {
  readonly start: (tls: TlsIdentity) => Promise<AddInServer>;
  /** By method and path. */
  readonly api: Map<string, ApiAnswer>;
  /** Method and path, with the body. */
  readonly requests: { readonly line: string; readonly body: unknown }[];
}

/** Builds the pages into the folder (some seconds). */
export async function buildAddIn(folder: string): Promise<AddIn> {
  const config = join(import.meta.dirname, 'webpack.config.mjs');
  const program = join(ROOT, 'node_modules', 'webpack-cli', 'bin', 'cli.js');
  await promisify(execFile)(process.execPath, [program, '--config', config, '--output-path', folder]);
  const api = new Map<string, ApiAnswer>();
  const requests: { line: string; body: unknown }[] = [];
  const answerApi = async (line: string, request: IncomingMessage, response: ServerResponse) => {
    const body = request.headers['content-type'] === undefined ? undefined : await json(request);
    requests.push({ line, body });
    const [status, answer] = api.get(line) ?? [404, { code: 'not-found' }];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  };
  const listener: RequestListener = (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith('/api/')) void answerApi(`${request.method ?? ''} ${path}`, request, response);
    else void sendFile(folder, path, response);
  };
  return { start: (tls) => listen(tls, listener), api, requests };
}

async function listen(tls: TlsIdentity, listener: RequestListener): Promise<AddInServer> {
  const server = createServer(tls, listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `https://localhost:${String((server.address() as AddressInfo).port)}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function sendFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  try {
    const content = await readFile(join(path.startsWith('/assets/') ? ROOT : folder, path));
    const type = TYPES[extname(path)] ?? 'image/png';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': PROBE_POLICY });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
