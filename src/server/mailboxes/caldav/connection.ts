import type { MailboxEnvironment } from '../provider.ts';
import type { CallContext } from '../../../sync/ports.ts';
import { Unavailable } from '../../../sync/errors.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../net/http-client.ts';
import { failureError } from './errors.ts';
import type { Subject } from './errors.ts';
import { readConditions, readMultistatus } from './xml/multistatus.ts';
import type { DavResponse, MultistatusEnd } from './xml/multistatus.ts';

/** What every call is made with. */
export interface Connection {
  readonly http: HttpClient;
  readonly now: () => number;
  /** Epoch milliseconds. */
  readonly deadline: number;
}

/** A connection for one call of a verb. Throws Unavailable `deadline-passed` when there is no time left. */
export function connectionFor(
  http: HttpClient,
  environment: MailboxEnvironment,
  context: CallContext,
): Connection {
  const now = environment.now();
  if (context.deadline <= now) throw new Unavailable({ code: 'deadline-passed' }, 'none');
  return {
    http,
    now: environment.now,
    deadline: Math.min(context.deadline, now + environment.callTimeoutMs),
  };
}

/** The part of a request that a call decides. */
export type Ask = Pick<HttpRequest, 'method' | 'url' | 'body' | 'headers' | 'longest'>;

/** Sends a request, whatever the answer. */
export function send(connection: Connection, ask: Ask): Promise<HttpAnswer> {
  return connection.http.send({ ...ask, deadline: connection.deadline });
}

/** Turns an answer that is no success into its error; reads the body to find the condition that failed. */
export async function failed(connection: Connection, answer: HttpAnswer, subject: Subject): Promise<Error> {
  const conditions = await readConditions(answer.body);
  const failure = {
    status: answer.status,
    conditions,
    retryAfter: answer.headers['retry-after'],
    challenge: answer.headers['www-authenticate'],
  };
  return failureError(failure, subject, connection.now());
}

/** Asks for a multistatus and reads it. Throws what the answer's failure means for the subject. */
export async function askMultistatus(
  connection: Connection,
  ask: Ask,
  subject: Subject,
  onResponse: (response: DavResponse, url: URL) => void,
): Promise<MultistatusEnd & { readonly answer: HttpAnswer }> {
  const headers = { 'content-type': 'application/xml; charset=utf-8', ...ask.headers };
  const answer = await send(connection, { ...ask, headers });
  if (answer.status !== 207) {
    if (answer.status >= 300) throw await failed(connection, answer, subject);
    await answer.discard();
    const what = answer.headers['content-type']?.split(';')[0] ?? '';
    throw new Unavailable({ code: 'not-caldav', parameters: { what } }, 'none');
  }
  const end = await readMultistatus(answer.body, (response) => {
    onResponse(response, answer.url);
  });
  return { ...end, answer };
}
