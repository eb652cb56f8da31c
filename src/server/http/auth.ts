import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PaneSessionStore } from '../storage/pane-sessions.ts';
import type { SessionStore, StoredSession } from '../storage/sessions.ts';
import type { Api, Caller } from './api.ts';
import { ProblemError } from './problem.ts';
import type { Users } from './services.ts';

/** `__Host-`: the browser takes it only with Secure, for the whole of this host and for no other (RFC 6265bis). */
const SESSION_COOKIE = '__Host-liaison';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What authentication asks. */
export interface AuthServices {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly paneSessions: Pick<PaneSessionStore, 'find'>;
  readonly users: Pick<Users, 'find'>;
  readonly now: () => Date;
}

/**
 * Lets a request through whose bearer token or session cookie is good, and tells the route who it is (`caller`).
 * Everything below /api that isn't marked public needs one. A bearer token goes before a cookie.
 */
export function authenticate(api: Api, services: AuthServices): void {
  api.decorateRequest('caller', null);
  api.addHook('onRequest', async (request: FastifyRequest) => {
    // Pages are for everyone; what they show isn't. An unknown address is told to everyone alike.
    const isApi = request.routeOptions.url?.startsWith('/api/') === true;
    if (!isApi || request.routeOptions.config.public === true) return;
    const bearer = bearerOf(request);
    if (bearer === null && sessionCookieOf(request) === null) throw notSignedIn();
    if (bearer === null && !SAFE_METHODS.has(request.method)) requireSameOrigin(request);
    request.caller = bearer === null ? await browserOf(services, request) : await bearing(services, bearer);
  });
}

/** The caller of a route that isn't public. */
export function callerOfRequest(request: FastifyRequest): Caller {
  if (request.caller === null) throw notSignedIn();
  return request.caller;
}

/** The caller, if they are an administrator. */
export function requireAdmin(request: FastifyRequest): Caller {
  const caller = callerOfRequest(request);
  if (caller.role !== 'admin') throw new ProblemError('not-allowed');
  return caller;
}

/**
 * Refuses what another site's page makes a browser send along with our cookie: browsers say where a request comes
 * from (Sec-Fetch-Site, Origin), and pages can't change that. Beside SameSite=Strict, which some browsers relax.
 */
export function requireSameOrigin(request: FastifyRequest): void {
  if (originOf(request) !== 'same') throw new ProblemError('cross-site-request');
}

/** For signing in, where programs say nothing about their origin: refused only if it is another one. */
export function refuseOtherOrigin(request: FastifyRequest): void {
  if (originOf(request) === 'other') throw new ProblemError('cross-site-request');
}

/** Sets the cookie of a session. */
export function setSessionCookie(reply: FastifyReply, secret: string): void {
  void reply.setCookie(SESSION_COOKIE, secret, {
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'strict',
  });
}

/** Takes the cookie back. */
export function clearSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, { path: '/', httpOnly: true, secure: true, sameSite: 'strict' });
}

/** The secret that a browser sends for its session, or null. */
export function sessionCookieOf(request: FastifyRequest): string | null {
  return request.cookies[SESSION_COOKIE] ?? null;
}

function originOf(request: FastifyRequest): 'same' | 'other' | 'unsaid' {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return 'other';
  const origin = request.headers.origin;
  if (origin === undefined) return site === undefined ? 'unsaid' : 'same';
  return origin === `${request.protocol}://${request.host}` ? 'same' : 'other';
}

function bearerOf(request: FastifyRequest): string | null {
  const match = /^Bearer ([\w.~+/=-]{1,500})$/i.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
}

/** Whom the session cookie of a browser names; throws `not-signed-in`. */
export async function browserOf(services: AuthServices, request: FastifyRequest): Promise<Caller> {
  const session = await services.sessions.find(sessionCookieOf(request) ?? '', services.now());
  if (session?.kind !== 'cookie') throw notSignedIn();
  return callerOf(services, session);
}

async function bearing(services: AuthServices, token: string): Promise<Caller> {
  const { sessions, paneSessions, now } = services;
  const session = (await paneSessions.find(token, now())) ?? (await sessions.find(token, now()));
  if (session === null || session.kind === 'cookie') throw notSignedIn();
  return callerOf(services, session);
}

async function callerOf(services: AuthServices, session: StoredSession): Promise<Caller> {
  const user = await services.users.find(session.userId);
  if (user === null) throw notSignedIn();
  return {
    id: user.id,
    role: user.role,
    sessionId: session.id,
    kind: session.kind,
    expiresAt: session.expiresAt,
    language: user.language,
  };
}

/** Nobody, or nobody any more. */
export function notSignedIn(): ProblemError {
  return new ProblemError('not-signed-in', { headers: { 'www-authenticate': 'Bearer' } });
}
