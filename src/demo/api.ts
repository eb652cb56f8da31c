import { randomUUID } from 'node:crypto';
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
 * names the call and the problem when the answer is not a success.
 */
export async function signIn(
  url: string,
  certificate: string,
  username: string,
  password: string,
): Promise<ApiClient> {
  const dispatcher = new Agent({ connect: { ca: certificate } });
  const call = async (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body: object | null,
    token: string | null,
  ): Promise<Answer> => {
    const answer = await request(`${url}${path}`, {
      dispatcher,
      method,
      headers: {
        accept: 'application/json',
        ...(body === null ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    const parsed = (text === '' ? {} : JSON.parse(text)) as Answer;
    if (answer.statusCode < 300) return parsed;
    throw new Error(`${method} ${path}: ${String(parsed['detail'] ?? parsed['title'] ?? answer.statusCode)}`);
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
