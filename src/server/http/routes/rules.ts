import {
  IdPath,
  Policy,
  PolicyPatch,
  Rule,
  RuleInput,
  RuleList,
  RuleOrder,
  RulePatch,
} from '../../../contract/index.ts';
import type { Api } from '../api.ts';
import { requireAdmin } from '../auth.ts';
import { expectedVersion, sendCreated, sendVersioned } from '../conditional.ts';
import { found } from '../problem.ts';
import type { Rules } from '../rules.ts';
import { answers, Empty, NotModified, problems } from './answers.ts';

const tags = ['rules'];

/** /api/rules and /api/policy: what administrators decide for everybody. */
export function ruleRoutes(api: Api, rules: Rules): void {
  listRoutes(api, rules);
  policyRoutes(api, rules);
  api.get(
    '/api/rules/:id',
    { schema: { params: IdPath, response: { ...answers(200, Rule), 304: NotModified }, tags } },
    async (request, reply) => {
      requireAdmin(request);
      return sendVersioned(request, reply, found(await rules.find(request.params.id)));
    },
  );
  api.patch(
    '/api/rules/:id',
    { schema: { params: IdPath, body: RulePatch, response: answers(200, Rule), tags } },
    async (request, reply) => {
      requireAdmin(request);
      const rule = await rules.update(request.params.id, expectedVersion(request), request.body);
      return sendVersioned(request, reply, rule);
    },
  );
  api.delete(
    '/api/rules/:id',
    { schema: { params: IdPath, response: { 204: Empty, ...problems }, tags } },
    async (request, reply) => {
      requireAdmin(request);
      await rules.remove(request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

function listRoutes(api: Api, rules: Rules): void {
  api.get('/api/rules', { schema: { response: answers(200, RuleList), tags } }, async (request, reply) => {
    requireAdmin(request);
    return reply.send(await rules.list());
  });
  api.post(
    '/api/rules',
    { schema: { body: RuleInput, response: answers(201, Rule), tags } },
    async (request, reply) => {
      requireAdmin(request);
      return sendCreated(reply, '/api/rules', await rules.create(request.resourceId, request.body));
    },
  );
  api.put(
    '/api/rules/order',
    { schema: { body: RuleOrder, response: answers(200, RuleList), tags } },
    async (request, reply) => {
      requireAdmin(request);
      return reply.send(await rules.order(request.body.ids));
    },
  );
}

/** Everybody may see what holds for everybody; administrators change it. */
function policyRoutes(api: Api, rules: Rules): void {
  api.get(
    '/api/policy',
    { schema: { response: { ...answers(200, Policy), 304: NotModified }, tags } },
    async (request, reply) => sendVersioned(request, reply, await rules.policy()),
  );
  api.patch(
    '/api/policy',
    { schema: { body: PolicyPatch, response: answers(200, Policy), tags } },
    async (request, reply) => {
      requireAdmin(request);
      return sendVersioned(request, reply, await rules.setPolicy(expectedVersion(request), request.body));
    },
  );
}
