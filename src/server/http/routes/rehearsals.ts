import { IdPath, Rehearsal, RehearsalItemPage, RehearsalQuery } from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import type { Mailboxes } from '../mailbox-services.ts';
import { answers } from './answers.ts';

const tags = ['mailboxes'];

/** /api/mailboxes/:id/rehearsal: what synchronisation would do, before it is started. */
export function rehearsalRoutes(api: Api, mailboxes: Mailboxes): void {
  api.get(
    '/api/mailboxes/:id/rehearsal',
    { schema: { params: IdPath, response: answers(200, Rehearsal), tags } },
    async (request, reply) =>
      reply.send(await mailboxes.rehearsal(callerOfRequest(request), request.params.id)),
  );
  api.post(
    '/api/mailboxes/:id/rehearsal',
    { schema: { params: IdPath, response: answers(202, Rehearsal), tags } },
    async (request, reply) =>
      reply.code(202).send(await mailboxes.rehearse(callerOfRequest(request), request.params.id)),
  );
  api.get(
    '/api/mailboxes/:id/rehearsal/items',
    {
      schema: {
        params: IdPath,
        querystring: RehearsalQuery,
        response: answers(200, RehearsalItemPage),
        tags,
      },
    },
    async (request, reply) =>
      reply.send(await mailboxes.rehearsalItems(callerOfRequest(request), request.params.id, request.query)),
  );
}
