import * as contract from '../../../src/contract/index.ts';
import { Refusal } from './fake-api.ts';
import type { Route } from './fake-api.ts';
import { changed, expect412, found, versioned } from './fake-routes.ts';
import { id, stamps } from './world.ts';

/** Rules and the policy that holds for everybody. */
export const ruleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/api\/rules$/,
    answerSchema: contract.RuleList,
    handle: ({ world }) => ({ status: 200, body: { items: world.rules } }),
  },
  {
    method: 'POST',
    path: /^\/api\/rules$/,
    bodySchema: contract.RuleInput,
    answerSchema: contract.Rule,
    handle: ({ world, body }) => {
      const input = body as contract.RuleInput;
      const fresh: contract.Rule = { active: true, ...input, id: id(), version: '1', ...stamps() };
      world.rules.push(fresh);
      return versioned(fresh, 201);
    },
  },
  {
    method: 'PUT',
    path: /^\/api\/rules\/order$/,
    bodySchema: contract.RuleOrder,
    answerSchema: contract.RuleList,
    handle: ({ world, body }) => {
      const { ids } = body as contract.RuleOrder;
      if (ids.length !== world.rules.length) throw new Refusal(412, 'version-changed');
      world.rules.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
      return { status: 200, body: { items: world.rules } };
    },
  },
  {
    method: 'GET',
    path: /^\/api\/rules\/([^/]+)$/,
    answerSchema: contract.Rule,
    handle: ({ world, params }) => versioned(found(world.rules, params[0])),
  },
  {
    method: 'PATCH',
    path: /^\/api\/rules\/([^/]+)$/,
    bodySchema: contract.RulePatch,
    answerSchema: contract.Rule,
    handle: (exchange) => versioned(changed(exchange.world.rules, exchange, exchange.body as object)),
  },
  {
    method: 'DELETE',
    path: /^\/api\/rules\/([^/]+)$/,
    handle: ({ world, params, ifMatch }) => {
      const rule = found(world.rules, params[0]);
      expect412(rule, ifMatch);
      world.rules.splice(world.rules.indexOf(rule), 1);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: /^\/api\/policy$/,
    answerSchema: contract.Policy,
    handle: ({ world }) => ({ status: 200, body: world.policy, etag: `"${world.policy.version}"` }),
  },
  {
    method: 'PATCH',
    path: /^\/api\/policy$/,
    bodySchema: contract.PolicyPatch,
    answerSchema: contract.Policy,
    handle: ({ world, body }) => {
      const { privacy } = body as contract.PolicyPatch;
      world.policy = { privacy, version: String(Number(world.policy.version) + 1) };
      return { status: 200, body: world.policy, etag: `"${world.policy.version}"` };
    },
  },
];
