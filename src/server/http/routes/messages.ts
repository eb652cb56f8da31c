import contentDisposition from 'content-disposition';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import {
  IdPath,
  Message,
  MessageAttachmentPath,
  MessageLinkPath,
  MessagePage,
  PageQuery,
  type RecordType,
} from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import { found } from '../problem.ts';
import type { MessageFile, Messages } from '../services.ts';
import { answers, Empty, problems } from './answers.ts';

const tags = ['messages'];

/** Records that mails are listed of. */
const LISTS: readonly (readonly [string, RecordType])[] = [
  ['companies', 'company'],
  ['persons', 'person'],
  ['opportunities', 'opportunity'],
  ['matters', 'matter'],
];

/** /api/messages and /api/{companies,persons,opportunities,matters}/:id/messages: mails that were linked. */
export function messageRoutes(api: Api, messages: Messages): void {
  api.get(
    '/api/messages/:id',
    { schema: { params: IdPath, response: answers(200, Message), tags } },
    async (request, reply) =>
      reply.send(found(await messages.find(callerOfRequest(request), request.params.id))),
  );
  fileRoutes(api, messages);
  const unlinking = { params: MessageLinkPath, response: { 204: Empty, ...problems }, tags };
  api.delete(
    '/api/messages/:id/links/:recordType/:recordId',
    { schema: unlinking },
    async (request, reply) => {
      const { id, recordType, recordId } = request.params;
      await messages.unlink(callerOfRequest(request), id, { recordType, id: recordId });
      return reply.code(204).send(null);
    },
  );
  for (const [path, recordType] of LISTS) {
    const response = answers(200, MessagePage);
    const schema = { params: IdPath, querystring: PageQuery, response, tags: [path] };
    api.get(`/api/${path}/:id/messages`, { schema }, async (request, reply) => {
      const record = { recordType, id: request.params.id };
      return reply.send(await messages.listOf(callerOfRequest(request), record, request.query));
    });
  }
}

function fileRoutes(api: Api, messages: Messages): void {
  api.get(
    '/api/messages/:id/original',
    { schema: { params: IdPath, response: fileAnswers('message/rfc822'), tags } },
    async (request, reply) =>
      sendFile(reply, found(await messages.original(callerOfRequest(request), request.params.id))),
  );
  api.get(
    '/api/messages/:id/attachments/:index',
    { schema: { params: MessageAttachmentPath, response: fileAnswers('*/*'), tags } },
    async (request, reply) => {
      const { id, index } = request.params;
      return sendFile(reply, found(await messages.attachment(callerOfRequest(request), id, index)));
    },
  );
}

function fileAnswers(mediaType: string) {
  const schema = Type.String({ contentMediaType: mediaType });
  return { 200: { description: 'The file', content: { [mediaType]: { schema } } }, ...problems };
}

/** To be saved, whatever a browser thinks of it; only what is safe in a page of ours is shown. */
function sendFile(reply: FastifyReply, { name, mediaType, showable, content }: MessageFile): FastifyReply {
  const type = showable ? 'inline' : 'attachment';
  return reply
    .header('content-disposition', contentDisposition(name, { type }))
    .type(/^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream')
    .send(content);
}
