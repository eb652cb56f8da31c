import { Type } from 'typebox';
import {
  CollectionChoice,
  HeldDecision,
  HeldDeletionPage,
  HistoryPage,
  Id,
  IdPath,
  LinkPath,
  Mailbox,
  MailboxCollections,
  NotSentDecision,
  NotSentPage,
  PageQuery,
  ProgressEvent,
  QuarantinePage,
} from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import type { EventStreams } from '../event-stream.ts';
import type { Mailboxes } from '../mailbox-services.ts';
import { found } from '../problem.ts';
import { followProgress } from '../progress-stream.ts';
import { answers, Empty, problems } from './answers.ts';

const tags = ['mailboxes'];
const HistoryQuery = Type.Object({ ...PageQuery.properties, linkId: Type.Optional(Id) });

/** /api/mailboxes/:id/...: what is synchronised, how it goes, and what waits for a person. */
export function synchronisationRoutes(api: Api, mailboxes: Mailboxes, streams: EventStreams): void {
  collectionRoutes(api, mailboxes);
  progressRoutes(api, mailboxes, streams);
  listRoutes(api, mailboxes);
  decisionRoutes(api, mailboxes);
}

function collectionRoutes(api: Api, mailboxes: Mailboxes): void {
  api.get(
    '/api/mailboxes/:id/collections',
    { schema: { params: IdPath, response: answers(200, MailboxCollections), tags } },
    async (request, reply) =>
      reply.send(await mailboxes.collections(callerOfRequest(request), request.params.id)),
  );
  api.put(
    '/api/mailboxes/:id/collections',
    { schema: { params: IdPath, body: CollectionChoice, response: answers(200, MailboxCollections), tags } },
    async (request, reply) =>
      reply.send(await mailboxes.choose(callerOfRequest(request), request.params.id, request.body)),
  );
}

function progressRoutes(api: Api, mailboxes: Mailboxes, streams: EventStreams): void {
  api.post(
    '/api/mailboxes/:id/synchronise',
    { schema: { params: IdPath, response: answers(202, Mailbox), tags } },
    async (request, reply) =>
      reply.code(202).send(await mailboxes.synchronise(callerOfRequest(request), request.params.id)),
  );
  const stream = {
    description: 'Events named `progress`',
    content: { 'text/event-stream': { schema: ProgressEvent } },
  };
  api.get(
    '/api/mailboxes/:id/progress',
    { schema: { params: IdPath, response: { 200: stream, ...problems }, tags } },
    async (request, reply) => {
      const caller = callerOfRequest(request);
      const { id } = request.params;
      const first = found(await mailboxes.progress(caller, id));
      streams.open(request, reply, (send) =>
        followProgress({ mailboxes, caller, id, first, log: request.log }, send),
      );
      return reply;
    },
  );
}

function listRoutes(api: Api, mailboxes: Mailboxes): void {
  api.get(
    '/api/mailboxes/:id/history',
    { schema: { params: IdPath, querystring: HistoryQuery, response: answers(200, HistoryPage), tags } },
    async (request, reply) =>
      reply.send(await mailboxes.history(callerOfRequest(request), request.params.id, request.query)),
  );
  api.get(
    '/api/mailboxes/:id/held',
    { schema: { params: IdPath, querystring: PageQuery, response: answers(200, HeldDeletionPage), tags } },
    async (request, reply) =>
      reply.send(await mailboxes.held(callerOfRequest(request), request.params.id, request.query)),
  );
  api.get(
    '/api/mailboxes/:id/quarantine',
    { schema: { params: IdPath, querystring: PageQuery, response: answers(200, QuarantinePage), tags } },
    async (request, reply) =>
      reply.send(await mailboxes.quarantine(callerOfRequest(request), request.params.id, request.query)),
  );
  api.get(
    '/api/mailboxes/:id/not-sent',
    { schema: { params: IdPath, querystring: PageQuery, response: answers(200, NotSentPage), tags } },
    async (request, reply) =>
      reply.send(await mailboxes.notSent(callerOfRequest(request), request.params.id, request.query)),
  );
}

function decisionRoutes(api: Api, mailboxes: Mailboxes): void {
  const response = { 202: Empty, ...problems };
  api.post(
    '/api/mailboxes/:id/held/:linkId',
    { schema: { params: LinkPath, body: HeldDecision, response, tags } },
    async (request, reply) => {
      const { id, linkId } = request.params;
      await mailboxes.decideHeld(callerOfRequest(request), id, linkId, request.body.decision);
      return reply.code(202).send(null);
    },
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
    '/api/mailboxes/:id/not-sent/:linkId',
    { schema: { params: LinkPath, body: NotSentDecision, response, tags } },
    async (request, reply) => {
      const { id, linkId } = request.params;
      await mailboxes.decideNotSent(callerOfRequest(request), id, linkId, request.body.decision);
      return reply.code(202).send(null);
    },
  );
}
