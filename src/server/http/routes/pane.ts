import { PaneCode, PaneCodeInput, PaneSignIn, PaneToken, type User } from '../../../contract/index.ts';
import type { PaneGrant } from '../../storage/pane-grant.ts';
import type { PaneSessionStore } from '../../storage/pane-sessions.ts';
import type { SessionStore } from '../../storage/sessions.ts';
import type { Api } from '../api.ts';
import { browserOf, callerOfRequest, notSignedIn, refuseOtherOrigin, requireSameOrigin } from '../auth.ts';
import { clearRenewalCookie, renewalCookieOf, setRenewalCookie } from '../pane-cookie.ts';
import { ProblemError } from '../problem.ts';
import type { Limit } from '../rate-limits.ts';
import type { Users } from '../services.ts';
import { answers, Empty, problems } from './answers.ts';

export interface PaneRoutes {
  readonly sessions: SessionStore;
  readonly paneSessions: PaneSessionStore;
  readonly users: Users;
  /** Of signing in. */
  readonly attempts: Limit;
  readonly now: () => Date;
}

/** Routes that let somebody in ask for no session, and are carried out anew when they are repeated. */
const open = { public: true, unkeyed: true } as const;
const tags = ['pane'];
const bodyLimit = 16_384;

/**
 * /api/pane: how the task pane signs in. The dialog asks for a code; the pane changes it for an access token and for the
 * cookie that renews it, in the frame where it lives, since a cookie of the dialog's window would not reach it there.
 */
export function paneRoutes(api: Api, services: PaneRoutes): void {
  codeRoute(api, services);
  tokenRoute(api, services);
  refreshRoute(api, services);

  api.delete(
    '/api/pane/session',
    { schema: { response: { 204: Empty, ...problems }, tags } },
    async (request, reply) => {
      const { id, sessionId, kind } = callerOfRequest(request);
      if (kind !== 'pane') throw new ProblemError('not-allowed');
      await services.sessions.end(id, sessionId);
      clearRenewalCookie(reply);
      return reply.code(204).send(null);
    },
  );
}

function codeRoute(api: Api, services: PaneRoutes): void {
  const { paneSessions, users, attempts, now } = services;
  api.post(
    '/api/pane/code',
    {
      schema: { body: PaneSignIn, response: answers(201, PaneCode), tags, security: [{ cookie: [] }, {}] },
      config: open,
      preValidation: attempts,
      bodyLimit,
    },
    async (request, reply) => {
      const { username, password } = request.body;
      let userId: string;
      if (username === undefined && password === undefined) {
        requireSameOrigin(request);
        userId = (await browserOf(services, request)).id;
      } else {
        refuseOtherOrigin(request);
        const user = await users.signIn(required('username', username), required('password', password));
        if (user === null) throw new ProblemError('wrong-credentials');
        userId = user.id;
      }
      const { secret, expiresAt } = await paneSessions.issueCode(userId, now());
      return reply.code(201).send({ code: secret, expiresAt: expiresAt.toISOString() });
    },
  );
}

function tokenRoute(api: Api, { paneSessions, users, now }: PaneRoutes): void {
  api.post(
    '/api/pane/token',
    {
      schema: { body: PaneCodeInput, response: answers(201, PaneToken), tags, security: [] },
      config: open,
      bodyLimit,
    },
    async (request, reply) => {
      // It sets a cookie: nobody signs others' panes in as themselves.
      refuseOtherOrigin(request);
      const grant = await paneSessions.open(request.body.code, now());
      const user = grant === null ? null : await users.find(grant.userId);
      if (grant === null || user === null) throw new ProblemError('pane-code-invalid');
      setRenewalCookie(reply, grant.renewal, now());
      return reply.code(201).send(tokenOf(grant, user));
    },
  );
}

function refreshRoute(api: Api, { paneSessions, users, now }: PaneRoutes): void {
  api.post(
    '/api/pane/refresh',
    { schema: { response: answers(200, PaneToken), tags, security: [] }, config: open, bodyLimit },
    async (request, reply) => {
      requireSameOrigin(request);
      const secret = renewalCookieOf(request);
      if (secret === null) throw notSignedIn();
      const renewal = await paneSessions.renew(secret, now());
      const grant = renewal === 'unknown' || 'reused' in renewal ? null : renewal;
      const user = grant === null ? null : await users.find(grant.userId);
      if (grant === null || user === null) {
        if (renewal !== 'unknown' && 'reused' in renewal)
          request.log.warn(
            renewal.reused,
            'a used-up cookie of a task pane came again; its session was ended',
          );
        clearRenewalCookie(reply);
        throw notSignedIn();
      }
      setRenewalCookie(reply, grant.renewal, now());
      return reply.send(tokenOf(grant, user));
    },
  );
}

function required(field: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new ProblemError('invalid', { errors: [{ field: `/${field}`, code: 'field-required' }] });
}

function tokenOf({ access }: PaneGrant, user: User): PaneToken {
  return { token: access.secret, expiresAt: access.expiresAt.toISOString(), user };
}
