import { Problem, Unreachable } from './problems.ts';

/** A resource with the version that a conditional write names. */
export interface Versioned<T> {
  readonly value: T;
  /** The answer's ETag, or null when it has none. */
  readonly etag: string | null;
}

export interface CallOptions {
  readonly body?: unknown;
  /** If-Match. */
  readonly ifMatch?: string | null;
  /** Makes a repeated write count once. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Called on every 401, so that the page can show the sign-in without losing what is typed. */
let onSignedOut: () => void = () => undefined;

/** Says what happens when the session has ended. One listener: the session. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/**
 * One call of the REST API. `T` is the contract's type of the answer; the server's tests hold it to that.
 * Throws Problem for an answer that is no success, Unreachable when there is none.
 */
export async function call<T>(
  method: Method,
  path: string,
  options: CallOptions = {},
): Promise<Versioned<T>> {
  const response = await send(method, path, options);
  const body = await answer(response);
  if (!response.ok) {
    if (response.status === 401) onSignedOut();
    throw new Problem(response.status, body);
  }
  return { value: body as T, etag: response.headers.get('etag') };
}

/** A path with its query; undefined, null and empty values are left out, lists are repeated. */
export function withQuery(path: string, query: Readonly<Record<string, QueryValue>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '') search.append(name, String(each));
    }
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

type QueryValue = string | number | boolean | null | undefined | readonly string[];

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
  const headers = new Headers({
    accept: 'application/json, application/problem+json',
    'accept-language': document.documentElement.lang,
  });
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  if (options.ifMatch) headers.set('if-match', options.ifMatch);
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal !== undefined) init.signal = options.signal;
  try {
    return await fetch(path, init);
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new Unreachable(error);
  }
}

async function answer(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    if (!response.ok) return undefined;
    throw new Unreachable(error);
  }
}
