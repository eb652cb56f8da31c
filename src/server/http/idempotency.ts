import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdempotencyStore, IdempotentRequest } from '../storage/idempotency.ts';
import { newId } from '../storage/uuid.ts';
import type { Api } from './api.ts';
import { ProblemError } from './problem.ts';

/** Answers repeat these headers; all others belong to the one exchange. */
const KEPT_HEADERS = ['content-type', 'etag', 'location'] as const;
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** How long a second request waits for the first, and how often it looks (milliseconds). */
const WAIT = { longest: 10_000, step: 50 } as const;

export interface IdempotencyServices {
  readonly store: IdempotencyStore;
  /** Key of the request hash. */
  readonly secret: Buffer;
  readonly now: () => Date;
}

/**
 * A write with an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header) is carried out once: a repetition gets
 * the first one's answer with `Idempotency-Replayed: true`, one that comes while the first runs waits for it, and
 * another request under the same key is refused. Keys belong to a user and are kept for a day. What failed on the
 * server's side (5xx) may be tried again.
 */
export function idempotency(api: Api, { store, secret, now }: IdempotencyServices): void {
  const running = new WeakMap<FastifyRequest, { readonly userId: string; readonly key: string }>();

  api.decorateRequest('resourceId', '');
  api.addHook('onRequest', (request, _reply, done) => {
    request.resourceId = newId();
    done();
  });

  api.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === null || request.caller === null) return;
    const userId = request.caller.id;
    const hash = hashRequest(request, secret);
    const answer = await settled(() => store.begin(userId, key, hash, now()));
    if (answer.type === 'different') throw new ProblemError('idempotency-key-reused');
    if (answer.type === 'running') {
      throw new ProblemError('idempotency-key-running', { headers: { 'retry-after': '5' } });
    }
    if (answer.type === 'first') {
      request.resourceId = answer.resourceId;
      running.set(request, { userId, key });
      return;
    }
    const { status, headers, body } = answer.answer;
    void reply.code(status).headers({ ...headers, 'idempotency-replayed': 'true' });
    // Kept as text: it was serialised by its schema the first time.
    return reply.serializer((text: unknown) => String(text)).send(body);
  });

  // Stored before anything is sent: who has seen the answer gets the same one again.
  api.addHook('onSend', async (request, reply, payload) => {
    const first = running.get(request);
    if (first === undefined) return;
    running.delete(request);
    if (reply.statusCode >= 500) return store.release(first.userId, first.key);
    const body = typeof payload === 'string' ? payload : '';
    await store.finish(first.userId, first.key, { status: reply.statusCode, headers: kept(reply), body });
  });
}

/** Asks until the first request is done, or until it takes too long. */
async function settled(begin: () => Promise<IdempotentRequest>): Promise<IdempotentRequest> {
  let answer = await begin();
  for (let waited = 0; answer.type === 'running' && waited < WAIT.longest; waited += WAIT.step) {
    await pause(WAIT.step);
    answer = await begin();
  }
  return answer;
}

function keyOf(request: FastifyRequest): string | null {
  if (!WRITES.has(request.method) || request.routeOptions.config.unkeyed === true) return null;
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new ProblemError('idempotency-key-malformed');
  }
  return key;
}

function hashRequest(request: FastifyRequest, secret: Buffer): Buffer {
  const { method, url, headers, body } = request;
  const text = JSON.stringify([method, url, headers['if-match'] ?? null, body ?? null]);
  return createHmac('sha256', secret).update(text).digest();
}

function kept(reply: FastifyReply): Record<string, string> {
  const entries = KEPT_HEADERS.map((name) => [name, reply.getHeader(name)] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is [(typeof KEPT_HEADERS)[number], string] => {
      return typeof entry[1] === 'string';
    }),
  );
}
