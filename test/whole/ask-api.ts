import { request, type Agent } from 'undici';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An answer of the API. */
export interface ApiAnswer<T> {
  readonly status: number;
  readonly body: T;
}

/** Asks the API, with a token unless that is ''; `version` makes a write conditional. Any answer is an answer. */
export async function askApi<T>(
  { url, agent }: { readonly url: string; readonly agent: Agent },
  token: string,
  method: Method,
  path: string,
  body?: object,
  version?: string,
): Promise<ApiAnswer<T>> {
  const answer = await request(`${url}${path}`, {
    method,
    dispatcher: agent,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: (text === '' ? null : JSON.parse(text)) as T };
}
