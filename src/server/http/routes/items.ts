import {
  DismissalPath,
  IdPath,
  ItemDecisionInput,
  ItemLinksInput,
  ItemMarkInput,
  ItemSave,
  ItemView,
  ItemViewInput,
} from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import type { Items } from '../services.ts';
import { answers, Empty, problems } from './answers.ts';

const tags = ['items'];

/** /api/items: what stands open in Outlook. */
export function itemRoutes(api: Api, items: Items): void {
  api.post(
    '/api/items/view',
    { schema: { body: ItemViewInput, response: answers(200, ItemView), tags } },
    async (request, reply) => reply.send(await items.view(callerOfRequest(request), request.body.item)),
  );
  saveRoutes(api, items);
  api.post(
    '/api/items/not-sent',
    { schema: { body: ItemDecisionInput, response: answers(200, ItemView), tags } },
    async (request, reply) => {
      const { item, decision } = request.body;
      return reply.send(await items.decideNotSent(callerOfRequest(request), item, decision));
    },
  );
  undoRoute(api, items);
  dismissalRoutes(api, items);
}

/** The id of a save is the id of what the request creates: repeated under its Idempotency-Key, it is done once. */
function saveRoutes(api: Api, items: Items): void {
  const response = answers(200, ItemSave);
  api.post(
    '/api/items/links',
    { schema: { body: ItemLinksInput, response, tags } },
    async (request, reply) => {
      const { item, records } = request.body;
      return reply.send(await items.link(callerOfRequest(request), request.resourceId, item, records));
    },
  );
  api.post(
    '/api/items/links/remove',
    { schema: { body: ItemLinksInput, response, tags } },
    async (request, reply) => {
      const { item, records } = request.body;
      return reply.send(await items.unlink(callerOfRequest(request), request.resourceId, item, records));
    },
  );
  api.post(
    '/api/items/links/last',
    { schema: { body: ItemViewInput, response, tags } },
    async (request, reply) => {
      const { item } = request.body;
      return reply.send(await items.linkAsLast(callerOfRequest(request), request.resourceId, item));
    },
  );
  api.post('/api/items/mark', { schema: { body: ItemMarkInput, response, tags } }, async (request, reply) => {
    const { item, synchronise } = request.body;
    return reply.send(await items.mark(callerOfRequest(request), request.resourceId, item, synchronise));
  });
}

function undoRoute(api: Api, items: Items): void {
  api.post(
    '/api/items/saves/:id/undo',
    { schema: { params: IdPath, response: { 204: Empty, ...problems }, tags } },
    async (request, reply) => {
      await items.undo(callerOfRequest(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function dismissalRoutes(api: Api, items: Items): void {
  const schema = { params: DismissalPath, response: { 204: Empty, ...problems }, tags };
  const path = '/api/items/dismissals/:recordType/:id';
  api.put(path, { schema }, async (request, reply) => {
    await items.dismiss(callerOfRequest(request), request.params);
    return reply.code(204).send(null);
  });
  api.delete(path, { schema }, async (request, reply) => {
    await items.suggestAgain(callerOfRequest(request), request.params);
    return reply.code(204).send(null);
  });
}
