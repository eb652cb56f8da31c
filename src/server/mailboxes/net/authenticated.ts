import type { HttpRequest, Transport } from './http.ts';
import { mayFollow } from './trust.ts';

/** Credentials for one origin (and those that it may be trusted to name, see `mayFollow`). */
export interface Credentials {
  readonly origin: URL;
  readonly user: string;
  readonly password: string;
}

/**
 * A transport that signs in with Basic (RFC 7617, UTF-8), at once rather than when asked: a request may be large and
 * is sent once. URLs that the credentials are not for are asked without.
 */
export function authenticated(transport: Transport, credentials: Credentials): Transport {
  const basic = `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
  const signed = (request: HttpRequest): HttpRequest =>
    mayFollow(credentials.origin, request.url)
      ? { ...request, headers: { ...request.headers, authorization: basic } }
      : request;
  return { send: (request) => transport.send(signed(request)), close: () => transport.close() };
}
