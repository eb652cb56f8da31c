import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import { sessionCookieOf } from './auth.ts';
import { ProblemError } from './problem.ts';

/** Attempts per minute: for one name from one address, and so that a list of passwords can't be tried. */
const ATTEMPTS_PER_MINUTE = 10;
/** Signing in to mailboxes, per minute and user: nobody tries passwords or scans addresses through this server. */
const TRIALS_PER_MINUTE = 20;
/**
 * A route's hook that counts, and refuses what is too much. It belongs before validation, so before idempotency keys: a
 * refusal for today must not be kept as the answer.
 */
export type Limit = ReturnType<typeof signInLimit>;

/** Prepares limits. */
export async function rateLimits(api: Api): Promise<void> {
  await api.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) =>
      new ProblemError('too-many-requests', { parameters: { seconds: Math.ceil(context.ttl / 1000) } }),
  });
}

/**
 * Limits attempts to give a password, by client address and name. Counted after the body was read. Routes that share the
 * hook are counted together: signing in has one limit, wherever it is tried.
 */
export function signInLimit(api: Api) {
  return api.rateLimit({
    max: ATTEMPTS_PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) => `${request.ip} ${nameOf(request)}`,
  });
}

/** Limits what makes this server sign in to others, by user. Routes that share the hook are counted together. */
export function mailboxTrialLimit(api: Api) {
  return api.rateLimit({
    max: TRIALS_PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) => request.caller?.id ?? request.ip,
  });
}

/** Hashed: what people type into the name field by mistake may be their password. */
function nameOf(request: FastifyRequest): string {
  const body = request.body as { readonly username?: unknown } | null | undefined;
  const username = typeof body?.username === 'string' ? body.username.toLowerCase() : null;
  const name = username ?? request.caller?.id ?? sessionCookieOf(request) ?? '';
  return createHash('sha256').update(name).digest('base64');
}
