import type { ProblemAnswer } from '../../answers.ts';

/** The sandbox refused; `code` is EWS' own, or one of the face. */
export class Refused extends Error {
  readonly code: string;
  constructor({ code, message }: ProblemAnswer) {
    super(message);
    this.name = 'Refused';
    this.code = code;
  }
}

/** Asks the face. Rejects with Refused, or with whatever the browser says when there is no answer. */
export async function ask<T>(
  path: string,
  query: Readonly<Record<string, string | number>> = {},
): Promise<T> {
  return (await answered('GET', addressOf(path, query))) as T;
}

/** Has something done. Rejects as `ask` does. */
export async function tell<T = void>(path: string, body: object): Promise<T> {
  return (await answered('POST', addressOf(path, {}), JSON.stringify(body))) as T;
}

/** Deletes something. Rejects as `ask` does. */
export async function remove(path: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
  await answered('DELETE', addressOf(path, query));
}

/** Where the face has something. */
export function addressOf(path: string, query: Readonly<Record<string, string | number>>): string {
  const named = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return `/outlook/${path}${named.size === 0 ? '' : `?${named.toString()}`}`;
}

async function answered(method: string, address: string, body?: string): Promise<unknown> {
  const response = await fetch(address, {
    method,
    ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  const content: unknown = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) throw new Refused(content as ProblemAnswer);
  return content;
}
