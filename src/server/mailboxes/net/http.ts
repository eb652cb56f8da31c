import type { Dispatcher } from 'undici';
import type { Effect } from '../../../sync/errors.ts';

/** What to ask. Header names in lower case. */
export interface HttpRequest {
  readonly method: Dispatcher.HttpMethod | 'PROPFIND' | 'REPORT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Longest body that is read, in bytes; default 64 MB. */
  readonly longest?: number;
  /** It changes nothing, although its method may (a SOAP request that reads is a POST). */
  readonly reads?: boolean;
  /** Ends the request from outside. */
  readonly signal?: AbortSignal;
}

/** An answer whose body is read piece by piece; it must be read to its end or discarded. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  /** The request was sent a second time, because its connection had been closed: the first may have had its effect. */
  readonly repeated: boolean;
  /** The body's pieces. Throws Unavailable when it is cut, late or too long (`answer-too-large`). */
  readonly body: AsyncIterable<Uint8Array>;
  /** Reads the whole body as UTF-8. */
  text(): Promise<string>;
  discard(): Promise<void>;
}

/**
 * Sends one request to one URL and gives back its answer, whatever it is. Sign-in is a wrapper of this (see
 * authenticated.ts), so that another one can take its place. Throws what undici throws, EgressRefused and Unavailable.
 */
export interface Transport {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT']);

/** Whether a request changes nothing. */
export function isReading({ method, reads }: HttpRequest): boolean {
  return reads ?? READING.has(method);
}

/** What a request that failed underway may have done. */
export function effectOf(request: HttpRequest): Effect {
  return isReading(request) ? 'none' : 'unknown';
}
