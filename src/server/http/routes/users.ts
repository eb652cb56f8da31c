import {
  IdPath,
  PageQuery,
  PasswordChange,
  User,
  UserInput,
  UserPage,
  UserPatch,
} from '../../../contract/index.ts';
import type { SessionStore } from '../../storage/sessions.ts';
import type { Api } from '../api.ts';
import { callerOfRequest, requireAdmin } from '../auth.ts';
import { expectedVersion, sendCreated, sendVersioned } from '../conditional.ts';
import { found, ProblemError } from '../problem.ts';
import type { Users } from '../services.ts';
import type { Limit } from '../rate-limits.ts';
import { answers, Empty, NotModified, problems } from './answers.ts';

const tags = ['users'];

/** /api/users. Everybody may see who there is (calendars name them); administrators change them, and people themselves. */
export function userRoutes(
  api: Api,
  users: Users,
  sessions: Pick<SessionStore, 'endAll'>,
  attempts: Limit,
): void {
  api.get(
    '/api/users',
    { schema: { querystring: PageQuery, response: answers(200, UserPage), tags } },
    async (request, reply) => reply.send(await users.list(request.query)),
  );

  api.post(
    '/api/users',
    { schema: { body: UserInput, response: answers(201, User), tags } },
    async (request, reply) => {
      requireAdmin(request);
      return sendCreated(reply, '/api/users', await users.create(request.resourceId, request.body));
    },
  );

  api.get(
    '/api/users/:id',
    { schema: { params: IdPath, response: { ...answers(200, User), 304: NotModified }, tags } },
    async (request, reply) => sendVersioned(request, reply, found(await users.find(request.params.id))),
  );

  api.patch(
    '/api/users/:id',
    { schema: { params: IdPath, body: UserPatch, response: answers(200, User), tags } },
    async (request, reply) => {
      const { id: callerId, role } = callerOfRequest(request);
      const { id } = request.params;
      const { role: newRole, active, email } = request.body;
      // Meetings find their readers by address: who could choose their own address could read anybody's.
      const adminOnly = id !== callerId || [newRole, active, email].some((value) => value !== undefined);
      if (adminOnly && role !== 'admin') throw new ProblemError('not-allowed');
      const user = await users.update(id, expectedVersion(request), request.body);
      if (active === false) await sessions.endAll(id, null);
      return sendVersioned(request, reply, user);
    },
  );

  passwordRoute(api, users, sessions, attempts);
}

function passwordRoute(
  api: Api,
  users: Users,
  sessions: Pick<SessionStore, 'endAll'>,
  attempts: Limit,
): void {
  api.put(
    '/api/users/:id/password',
    {
      schema: { params: IdPath, body: PasswordChange, response: { 204: Empty, ...problems }, tags },
      preValidation: attempts,
    },
    async (request, reply) => {
      const { id: callerId, role, sessionId } = callerOfRequest(request);
      const { id } = request.params;
      const { currentPassword, newPassword } = request.body;
      if (id !== callerId && role !== 'admin') throw new ProblemError('not-allowed');
      if (id === callerId && !(await users.checkPassword(id, currentPassword ?? ''))) {
        throw new ProblemError('current-password-wrong');
      }
      found(await users.find(id));
      await users.setPassword(id, newPassword);
      // Whoever knew the old password is out; the one who changed it stays in.
      await sessions.endAll(id, id === callerId ? sessionId : null);
      return reply.code(204).send(null);
    },
  );
}
