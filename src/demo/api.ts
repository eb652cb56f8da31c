import { createHash } from 'node:crypto';
import { Agent, request } from 'undici';

/** The server's REST API, as one account sees it. */
export interface ApiClient {
  get(path: string): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
  put(path: string, body: object): Promise<Answer>;
  close(): Promise<void>;
}

/** A JSON object as the API answers it. */
export type Answer = Readonly<Record<string, unknown>>;

/**
 * Signs in with a token. `certificate` (PEM) is the one that the server made for itself. Every call throws an Error that
 * names the call and the problem when the answer is not a success, or the reason of `cancelled` once that is aborted. The
 * same write twice is one: its idempotency key is made from its content.
 */
export async function signIn(
  url: string,
  certificate: string,
  username: string,
  password: string,
  cancelled: AbortSignal,
): Promise<ApiClient> {
  const dispatcher = new Agent({ connect: { ca: certificate } });
  const call = async (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body: object | null,
    token: string | null,
  ): Promise<Answer> => {
    cancelled.throwIfAborted();
    const content = body === null ? null : JSON.stringify(body);
    const key = createHash('sha256')
      .update(`${method} ${path} ${content ?? ''}`)
      .digest('hex');
    const answer = await request(`${url}${path}`, {
      dispatcher,
      method,
      headers: {
        accept: 'application/json',
        ...(content === null ? {} : { 'content-type': 'application/json' }),
        ...(content === null || token === null ? {} : { 'idempotency-key': key }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(content === null ? {} : { body: content }),
    });
    const text = await answer.body.text();
    const parsed = (text === '' ? {} : JSON.parse(text)) as Answer;
    if (answer.statusCode < 300) return parsed;
    const { detail } = parsed;
    throw new Error(`${method} ${path}: ${typeof detail === 'string' ? detail : answer.statusCode}`);
  };
  const session = await call(
    'POST',
    '/api/session',
    { username, password, kind: 'token', name: 'Demo' },
    null,
  );
  const token = String(session['token']);
  return {
    get: (path) => call('GET', path, null, token),
    post: (path, body) => call('POST', path, body, token),
    put: (path, body) => call('PUT', path, body, token),
    close: () => dispatcher.close(),
  };
}
