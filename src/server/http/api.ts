import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Language } from '../../contract/index.ts';
import type { Actor } from '../access/access.ts';

/** The application as routes see it: requests and answers are typed by their schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Who a request comes from. */
export interface Caller extends Actor {
  readonly sessionId: string;
  readonly kind: 'cookie' | 'token' | 'pane';
  readonly expiresAt: Date;
  readonly language: Language;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without signing in. */
    public?: boolean;
    /** Not repeatable by Idempotency-Key (signing in: there is no user yet that a key could belong to). */
    unkeyed?: boolean;
  }
  interface FastifyRequest {
    /** Null on public routes, and before authentication. */
    caller: Caller | null;
    /** The id for what this request creates; the same one when a lost request is repeated under its key. */
    resourceId: string;
  }
}
