import {
  NewToken,
  PageQuery,
  Session,
  SignIn,
  TokenInput,
  TokenPage,
  IdPath,
  type Token,
} from '../../../contract/index.ts';
import { SESSION_LIFETIME, type SessionStore, type StoredSession } from '../../storage/sessions.ts';
import type { Api } from '../api.ts';
import { callerOfRequest, clearSessionCookie, refuseOtherOrigin, setSessionCookie } from '../auth.ts';
import { found, ProblemError } from '../problem.ts';
import type { Users } from '../services.ts';
import type { Limit } from '../rate-limits.ts';
import { answers, Empty, problems } from './answers.ts';

const DAY = 86_400_000;
/** A token that is asked for by signing in lasts this long. */
const TOKEN_DAYS = 90;

export interface SessionRoutes {
  readonly sessions: SessionStore;
  readonly users: Users;
  /** Of signing in. */
  readonly attempts: Limit;
  readonly now: () => Date;
}

/** /api/session: signing in and out, and who one is. */
export function sessionRoutes(api: Api, { sessions, users, attempts, now }: SessionRoutes): void {
  api.post(
    '/api/session',
    {
      schema: { body: SignIn, response: answers(201, Session), tags: ['session'], security: [] },
      config: { public: true, unkeyed: true },
      preValidation: attempts,
      bodyLimit: 16_384,
    },
    async (request, reply) => {
      refuseOtherOrigin(request);
      const { username, password, kind = 'cookie', name = '' } = request.body;
      const user = await users.signIn(username, password);
      if (user === null) throw new ProblemError('wrong-credentials');
      const lifetime = kind === 'cookie' ? SESSION_LIFETIME.idle : TOKEN_DAYS * DAY;
      const expiresAt = new Date(now().getTime() + lifetime);
      const { session, secret } = await sessions.open({ userId: user.id, kind, name, expiresAt }, now());
      if (kind === 'cookie') setSessionCookie(reply, secret);
      const answer = { id: session.id, kind, user, expiresAt: expiresAt.toISOString() };
      return reply.code(201).send(kind === 'cookie' ? answer : { ...answer, token: secret });
    },
  );

  api.get(
    '/api/session',
    { schema: { response: answers(200, Session), tags: ['session'] } },
    async (request, reply) => {
      const { id, sessionId, kind, expiresAt } = callerOfRequest(request);
      const user = found(await users.find(id));
      return reply.send({ id: sessionId, kind, user, expiresAt: expiresAt.toISOString() });
    },
  );

  api.delete(
    '/api/session',
    { schema: { response: { 204: Empty, ...problems }, tags: ['session'] } },
    async (request, reply) => {
      const { id, sessionId } = callerOfRequest(request);
      await sessions.end(id, sessionId);
      clearSessionCookie(reply);
      return reply.code(204).send(null);
    },
  );
}

/** /api/tokens: the caller's own bearer tokens. */
export function tokenRoutes(api: Api, { sessions, now }: Pick<SessionRoutes, 'sessions' | 'now'>): void {
  api.get(
    '/api/tokens',
    { schema: { querystring: PageQuery, response: answers(200, TokenPage), tags: ['session'] } },
    async (request, reply) => {
      const { limit = 50, cursor = null } = request.query;
      if (cursor !== null && !/^[\da-f-]{36}$/.test(cursor)) throw new ProblemError('cursor-malformed');
      const rows = await sessions.tokens(callerOfRequest(request).id, cursor, limit + 1, now());
      const items = rows.slice(0, limit);
      const nextCursor = rows.length > limit ? (items.at(-1)?.id ?? null) : null;
      return reply.send({ items: items.map(tokenOf), nextCursor });
    },
  );

  api.post(
    '/api/tokens',
    { schema: { body: TokenInput, response: answers(201, NewToken), tags: ['session'] } },
    async (request, reply) => {
      const { name, expiresInDays = 365 } = request.body;
      const expiresAt = new Date(now().getTime() + expiresInDays * DAY);
      const { id } = callerOfRequest(request);
      const { session, secret } = await sessions.open({ userId: id, kind: 'token', name, expiresAt }, now());
      return reply.code(201).send({ ...tokenOf(session), token: secret });
    },
  );

  api.delete(
    '/api/tokens/:id',
    { schema: { params: IdPath, response: { 204: Empty, ...problems }, tags: ['session'] } },
    async (request, reply) => {
      const ended = await sessions.end(callerOfRequest(request).id, request.params.id);
      if (!ended) throw new ProblemError('not-found');
      return reply.code(204).send(null);
    },
  );
}

function tokenOf(session: StoredSession): Token {
  return {
    id: session.id,
    name: session.name,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt?.toISOString() ?? null,
    expiresAt: session.expiresAt.toISOString(),
  };
}
