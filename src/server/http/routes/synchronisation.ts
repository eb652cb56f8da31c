import {
  CollectionChoice,
  IdPath,
  Mailbox,
  MailboxCollections,
  ProgressEvent,
} from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import type { EventStreams } from '../event-stream.ts';
import type { Mailboxes } from '../mailbox-services.ts';
import { found } from '../problem.ts';
import { followProgress } from '../progress-stream.ts';
import { answers, problems } from './answers.ts';

const tags = ['mailboxes'];

/** /api/mailboxes/:id/...: what is synchronised, and how it goes. */
export function synchronisationRoutes(api: Api, mailboxes: Mailboxes, streams: EventStreams): void {
  collectionRoutes(api, mailboxes);
  progressRoutes(api, mailboxes, streams);
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
