import { request as requestHttp } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import { sandboxPolicy } from './content-security-policy.ts';

/** Two origins, one of which stands before the other. */
export interface Deployment {
  /** The add-in's origin, `https://localhost:3452`. */
  readonly origin: string;
  /** Origin of the sandbox's Outlook. */
  readonly outlook: string;
  /** Origin of the server that the add-in belongs to. */
  readonly server: string;
  /** PEM; default the machine's authorities. */
  readonly serverCa?: string;
}

/** RFC 9110, 7.6.1: these concern one connection, not the message. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * Asks the server what the add-in's origin was asked, as if its own origin had been. Resolves to its answer, whose body
 * flows as it comes; null: it can't be reached. The request ends when `outgoing` is closed before its end.
 * @param plain the answer must not be compressed
 */
export function forward(
  { server, serverCa, origin }: Deployment,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  plain: boolean,
): Promise<IncomingMessage | null> {
  const target = new URL(server);
  const options = {
    method: incoming.method,
    headers: requestHeaders(incoming.headers, { target, origin, plain }),
    path: incoming.url,
    host: target.hostname,
    port: target.port,
  };
  return new Promise((resolve) => {
    const request =
      target.protocol === 'https:'
        ? requestHttps({ ...options, ...(serverCa === undefined ? {} : { ca: serverCa }) })
        : requestHttp(options);
    request.on('response', resolve);
    request.on('error', () => {
      resolve(null);
    });
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) request.destroy();
    });
    incoming.pipe(request);
  });
}

function requestHeaders(
  headers: IncomingHttpHeaders,
  { target, origin, plain }: { target: URL; origin: string; plain: boolean },
): OutgoingHttpHeaders {
  const referer = headers.referer;
  return {
    ...withoutHopByHop(headers),
    host: target.host,
    ...(headers.origin === origin ? { origin: target.origin } : {}),
    ...(referer?.startsWith(`${origin}/`) === true
      ? { referer: target.origin + referer.slice(origin.length) }
      : {}),
    ...(plain ? { 'accept-encoding': 'identity' } : {}),
  };
}

/** The headers of the server's answer as the add-in's origin gives them: redirections and policies are its own. */
export function forwardedHeaders(deployment: Deployment, answer: IncomingMessage): OutgoingHttpHeaders {
  const headers = withoutHopByHop(answer.headers);
  const policy = headers['content-security-policy'];
  const location = headers['location'];
  const server = new URL(deployment.server).origin;
  return {
    ...headers,
    ...(typeof policy === 'string'
      ? { 'content-security-policy': sandboxPolicy(policy, deployment.outlook) }
      : {}),
    ...(typeof location === 'string' && location.startsWith(`${server}/`)
      ? { location: deployment.origin + location.slice(server.length) }
      : {}),
  };
}

function withoutHopByHop(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}
