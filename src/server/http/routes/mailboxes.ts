import {
  IdPath,
  Mailbox,
  MailboxAccountInput,
  MailboxInput,
  MailboxKinds,
  MailboxPage,
  MailboxPatch,
  MailboxQuery,
  MailboxTestResult,
  sentence,
  type Language,
} from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { callerOfRequest } from '../auth.ts';
import { expectedVersion, sendCreated, sendVersioned } from '../conditional.ts';
import { languageOf } from '../language.ts';
import type { Mailboxes, MailboxTestFinding } from '../mailbox-services.ts';
import { found } from '../problem.ts';
import { mailboxTrialLimit } from '../rate-limits.ts';
import { answers, Empty, NotModified, problems } from './answers.ts';

const tags = ['mailboxes'];

type TrialLimit = ReturnType<typeof mailboxTrialLimit>;

/** /api/mailboxes: connecting accounts. */
export function mailboxRoutes(api: Api, mailboxes: Mailboxes): void {
  const limit = mailboxTrialLimit(api);
  readRoutes(api, mailboxes);
  testRoutes(api, mailboxes, limit);
  writeRoutes(api, mailboxes, limit);
}

function readRoutes(api: Api, mailboxes: Mailboxes): void {
  api.get(
    '/api/mailboxes',
    { schema: { querystring: MailboxQuery, response: answers(200, MailboxPage), tags } },
    async (request, reply) => reply.send(await mailboxes.list(callerOfRequest(request), request.query)),
  );
  api.get(
    '/api/mailboxes/kinds',
    { schema: { response: answers(200, MailboxKinds), tags } },
    async (_request, reply) => reply.send(mailboxes.kinds()),
  );
  api.get(
    '/api/mailboxes/:id',
    { schema: { params: IdPath, response: { ...answers(200, Mailbox), 304: NotModified }, tags } },
    async (request, reply) =>
      sendVersioned(request, reply, found(await mailboxes.find(callerOfRequest(request), request.params.id))),
  );
}

function testRoutes(api: Api, mailboxes: Mailboxes, limit: TrialLimit): void {
  api.post(
    '/api/mailboxes/test',
    // A guess at another account's password is as slow here as at that account's own server; no key, nothing is stored.
    {
      schema: { body: MailboxAccountInput, response: answers(200, MailboxTestResult), tags },
      config: { unkeyed: true },
      preValidation: limit,
    },
    async (request, reply) => reply.send(worded(await mailboxes.test(request.body), languageOf(request))),
  );
  api.post(
    '/api/mailboxes/:id/test',
    {
      schema: { params: IdPath, response: answers(200, MailboxTestResult), tags },
      preValidation: limit,
    },
    async (request, reply) => {
      const finding = await mailboxes.testStored(callerOfRequest(request), request.params.id);
      return reply.send(worded(finding, languageOf(request)));
    },
  );
}

function writeRoutes(api: Api, mailboxes: Mailboxes, limit: TrialLimit): void {
  api.post(
    '/api/mailboxes',
    { schema: { body: MailboxInput, response: answers(201, Mailbox), tags }, preValidation: limit },
    async (request, reply) => {
      const mailbox = await mailboxes.create(callerOfRequest(request), request.resourceId, request.body);
      return sendCreated(reply, '/api/mailboxes', mailbox);
    },
  );
  api.patch(
    '/api/mailboxes/:id',
    {
      schema: { params: IdPath, body: MailboxPatch, response: answers(200, Mailbox), tags },
      preValidation: limit,
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      const mailbox = await mailboxes.update(
        callerOfRequest(request),
        request.params.id,
        version,
        request.body,
      );
      return sendVersioned(request, reply, mailbox);
    },
  );
  api.delete(
    '/api/mailboxes/:id',
    { schema: { params: IdPath, response: { 204: Empty, ...problems }, tags } },
    async (request, reply) => {
      await mailboxes.remove(callerOfRequest(request), request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

function worded(finding: MailboxTestFinding, language: Language): MailboxTestResult {
  if (finding.error === undefined) return finding;
  return { ...finding, detail: sentence(language, finding.error.code, finding.error.parameters) };
}
