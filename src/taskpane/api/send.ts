import { Problem, Unreachable } from './problems.ts';

/** One request of the REST API. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Under the pane's own origin, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Access token. Without it the pane's cookie alone speaks. */
  readonly token?: string;
  /** Makes a repeated write count once. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** The longest that an answer may take, in milliseconds: linking a mail may have to fetch it from a slow mailbox first. */
const LONGEST = 30_000;

/**
 * Sends a request; answers its JSON, undefined where there is none. The language of the answer's sentences is that of the
 * document. Throws Problem for an answer that is no success, Unreachable when none came in time, and the signal's reason
 * when that was aborted.
 */
export async function send(request: Request): Promise<unknown> {
  const tooLong = AbortSignal.timeout(LONGEST);
  const signal = request.signal === undefined ? tooLong : AbortSignal.any([request.signal, tooLong]);
  try {
    const response = await fetch(request.path, { ...initOf(request), signal });
    const body = await jsonOf(response);
    if (!response.ok) throw new Problem(response.status, body);
    return body;
  } catch (error) {
    if (error instanceof Problem || request.signal?.aborted === true) throw error;
    throw new Unreachable(error);
  }
}

function initOf({ method, body, token, idempotencyKey }: Request): RequestInit {
  const headers = new Headers({
    accept: 'application/json, application/problem+json',
    'accept-language': document.documentElement.lang || 'en',
  });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  return body === undefined ? init : { ...init, body: JSON.stringify(body) };
}

/** A refusal without readable JSON is still a refusal; a success without it is none. */
async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (response.ok) throw error;
    return undefined;
  }
}
