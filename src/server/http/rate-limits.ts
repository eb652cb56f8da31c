import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import { ProblemError } from './problem.ts';

/** Attempts per minute: for one name from one address, and so that a list of passwords can't be tried. */
const ATTEMPTS_PER_MINUTE = 10;
/** Signing in to mailboxes, per minute and user: nobody tries passwords or scans addresses through this server. */
const TRIALS_PER_MINUTE = 20;
/** After the body was read, before idempotency keys: a refusal for today must not be kept as the answer. */
const HOOK = 'preValidation' as const;

/** Prepares limits; routes ask for theirs in their config. */
export async function rateLimits(api: Api): Promise<void> {
  await api.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) =>
      new ProblemError('too-many-requests', { parameters: { seconds: Math.ceil(context.ttl / 1000) } }),
  });
}

/** Limits attempts to give a password, by client address and name. Counted after the body was read. */
export function signInLimit() {
  return {
    rateLimit: {
      max: ATTEMPTS_PER_MINUTE,
      timeWindow: 60_000,
      hook: HOOK,
      keyGenerator: (request: FastifyRequest) => `${request.ip} ${nameOf(request)}`,
    },
  };
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
  const name = typeof body?.username === 'string' ? body.username.toLowerCase() : (request.caller?.id ?? '');
  return createHash('sha256').update(name).digest('base64');
}
