import type { Policy, PolicyPatch, Rule, RuleInput, RuleList, RulePatch } from '../../contract/index.ts';
import { call } from './client.ts';
import type { Attempt } from './use-write.ts';

/** All rules, in their order. Administrators only. */
export async function listRules(signal: AbortSignal): Promise<RuleList> {
  return (await call<RuleList>('GET', '/api/rules', { signal })).value;
}

/** One rule. */
export async function readRule(id: string, signal: AbortSignal): Promise<Rule> {
  return (await call<Rule>('GET', pathOf(id), { signal })).value;
}

/** Creates a rule; it comes last. */
export async function createRule(body: RuleInput, attempt: Attempt): Promise<Rule> {
  return (await call<Rule>('POST', '/api/rules', { body, ...attempt })).value;
}

/** Changes the rule that was read. */
export async function changeRule(
  { id, version }: Pick<Rule, 'id' | 'version'>,
  body: RulePatch,
  attempt: Attempt,
): Promise<Rule> {
  return (await call<Rule>('PATCH', pathOf(id), { body, ifMatch: `"${version}"`, ...attempt })).value;
}

/** Removes the rule that was read. */
export async function removeRule(
  { id, version }: Pick<Rule, 'id' | 'version'>,
  attempt: Attempt,
): Promise<void> {
  await call<undefined>('DELETE', pathOf(id), { ifMatch: `"${version}"`, ...attempt });
}

/** Puts all rules into an order. */
export async function orderRules(ids: readonly string[], attempt: Attempt): Promise<RuleList> {
  return (await call<RuleList>('PUT', '/api/rules/order', { body: { ids }, ...attempt })).value;
}

/** What holds for everybody. */
export async function readPolicy(signal: AbortSignal): Promise<Policy> {
  return (await call<Policy>('GET', '/api/policy', { signal })).value;
}

/** Changes the policy that was read. */
export async function changePolicy(
  { version }: Policy,
  body: PolicyPatch,
  attempt: Attempt,
): Promise<Policy> {
  return (await call<Policy>('PATCH', '/api/policy', { body, ifMatch: `"${version}"`, ...attempt })).value;
}

function pathOf(id: string): string {
  return `/api/rules/${encodeURIComponent(id)}`;
}
