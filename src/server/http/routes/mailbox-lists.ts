import { Type, type Static, type TSchema } from 'typebox';
import {
  ConflictDecision,
  ConflictPage,
  ConflictPath,
  DormantPage,
  HeldDecision,
  HeldDeletionPage,
  HistoryPage,
  Id,
  IdPath,
  LinkPath,
  NotSentDecision,
  NotSentPage,
  PageQuery,
  QuarantinePage,
} from '../../../contract/index.ts';
import type { Api, Caller } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import type { Mailboxes } from '../mailbox-services.ts';
import { answers, Empty, problems } from './answers.ts';

const tags = ['mailboxes'];
const HistoryQuery = Type.Object({ ...PageQuery.properties, linkId: Type.Optional(Id) });

/** /api/mailboxes/:id/...: what was done, what waits for a person, what is left alone, and what didn't prevail. */
export function mailboxListRoutes(api: Api, mailboxes: Mailboxes): void {
  api.get(
    '/api/mailboxes/:id/history',
    { schema: { params: IdPath, querystring: HistoryQuery, response: answers(200, HistoryPage), tags } },
    async (request, reply) =>
      reply.send(await mailboxes.history(callerOfRequest(request), request.params.id, request.query)),
  );
  listRoute(api, 'held', HeldDeletionPage, (...asked) => mailboxes.held(...asked));
  listRoute(api, 'quarantine', QuarantinePage, (...asked) => mailboxes.quarantine(...asked));
  listRoute(api, 'not-sent', NotSentPage, (...asked) => mailboxes.notSent(...asked));
  listRoute(api, 'dormant', DormantPage, (...asked) => mailboxes.dormant(...asked));
  listRoute(api, 'conflicts', ConflictPage, (...asked) => mailboxes.conflicts(...asked));
  decisionRoutes(api, mailboxes);
}

/** GET of a paged list below a mailbox. */
function listRoute<T extends TSchema>(
  api: Api,
  name: string,
  page: T,
  read: (caller: Caller, id: string, query: PageQuery) => Promise<Static<T>>,
): void {
  // Fastify's types can't follow a schema through a type parameter; `read` is held to it above.
  const answer: TSchema = page;
  api.get(
    `/api/mailboxes/:id/${name}`,
    { schema: { params: IdPath, querystring: PageQuery, response: answers(200, answer), tags } },
    async (request, reply) =>
      reply.send(await read(callerOfRequest(request), request.params.id, request.query)),
  );
}

function decisionRoutes(api: Api, mailboxes: Mailboxes): void {
  const response = { 202: Empty, ...problems };
  decisionRoute(api, 'held', HeldDecision, (caller, id, linkId, decision) =>
    mailboxes.decideHeld(caller, id, linkId, decision),
  );
  decisionRoute(api, 'not-sent', NotSentDecision, (caller, id, linkId, decision) =>
    mailboxes.decideNotSent(caller, id, linkId, decision),
  );
  api.post(
    '/api/mailboxes/:id/quarantine/:linkId/retry',
    { schema: { params: LinkPath, response, tags } },
    async (request, reply) => {
      const { id, linkId } = request.params;
      await mailboxes.retry(callerOfRequest(request), id, linkId);
      return reply.code(202).send(null);
    },
  );
  api.post(
    '/api/mailboxes/:id/dormant/:linkId/apart',
    { schema: { params: LinkPath, response, tags } },
    async (request, reply) => {
      const { id, linkId } = request.params;
      await mailboxes.setApart(callerOfRequest(request), id, linkId);
      return reply.code(202).send(null);
    },
  );
  api.post(
    '/api/mailboxes/:id/conflicts/:conflictId',
    { schema: { params: ConflictPath, body: ConflictDecision, response: { 204: Empty, ...problems }, tags } },
    async (request, reply) => {
      const { id, conflictId } = request.params;
      await mailboxes.decideConflict(callerOfRequest(request), id, conflictId, request.body.decision);
      return reply.code(204).send(null);
    },
  );
}

/** POST of a person's answer about one link; it is carried out by the next pump. */
function decisionRoute<T extends TSchema>(
  api: Api,
  name: string,
  body: T,
  decide: (caller: Caller, id: string, linkId: string, decision: DecisionOf<T>) => Promise<void>,
): void {
  api.post(
    `/api/mailboxes/:id/${name}/:linkId`,
    { schema: { params: LinkPath, body, response: { 202: Empty, ...problems }, tags } },
    async (request, reply) => {
      const { id, linkId } = request.params;
      const { decision } = request.body as { readonly decision: DecisionOf<T> };
      await decide(callerOfRequest(request), id, linkId, decision);
      return reply.code(202).send(null);
    },
  );
}

type DecisionOf<T extends TSchema> = Static<T> extends { readonly decision: infer D } ? D : never;
