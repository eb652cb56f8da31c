/** An answer of the server; null: none comes. */
export type FakeAnswer = { readonly status: number; readonly body?: unknown } | null;

/** Puts itself in the place of fetch, in a page that speaks English. What was asked for is kept in order. */
export function fakeFetch() {
  const before = { fetch: globalThis.fetch, document: (globalThis as { document?: unknown }).document };
  const answers = new Map<string, FakeAnswer[]>();
  const requests: string[] = [];
  const bodies: unknown[] = [];
  const headers: Headers[] = [];
  const signals: (AbortSignal | null)[] = [];
  Object.assign(globalThis, {
    document: { documentElement: { lang: 'de' } },
    fetch: (path: string, init: RequestInit) => {
      const line = `${init.method} ${path}`;
      requests.push(line);
      bodies.push(typeof init.body === 'string' ? JSON.parse(init.body) : undefined);
      headers.push(new Headers(init.headers));
      signals.push(init.signal ?? null);
      const answer = answers.get(line)?.shift();
      if (answer === undefined) return Promise.reject(new Error(`No answer is left for ${line}`));
      if (answer === null) return Promise.reject(new TypeError('Failed to fetch'));
      const text = answer.body === undefined ? null : JSON.stringify(answer.body);
      return Promise.resolve(new Response(text, { status: answer.status }));
    },
  });
  return {
    requests,
    bodies,
    headers,
    signals,
    answers: (line: string, ...given: FakeAnswer[]) => {
      answers.set(line, [...(answers.get(line) ?? []), ...given]);
    },
    restore: () => {
      Object.assign(globalThis, before);
    },
  };
}

export const signedOut: FakeAnswer = { status: 401, body: { status: 401, code: 'not-signed-in' } };

/** A PaneToken that lasts so many milliseconds from now. */
export function tokenAnswer(token: string, lasting: number): FakeAnswer {
  const expiresAt = new Date(Date.now() + lasting).toISOString();
  return {
    status: 200,
    body: { token, expiresAt, user: { id: 'anna', version: '1', displayName: 'Anna Keller' } },
  };
}
