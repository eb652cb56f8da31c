import { useQuery } from '@tanstack/react-query';
import type { Policy, PolicyPatch, Rule, RuleInput, RuleList, RulePatch } from '../../../contract/index.ts';
import {
  changePolicy,
  changeRule,
  createRule,
  listRules,
  orderRules,
  readPolicy,
  readRule,
  removeRule,
} from '../../api/rules.ts';
import { useWrite } from '../../api/use-write.ts';

const key = ['rules'] as const;
const policyKey = ['policy'] as const;

/** All rules, in their order. */
export function useRules() {
  return useQuery({ queryKey: [...key, 'list'], queryFn: ({ signal }) => listRules(signal) });
}

/** One rule. */
export function useRule(id: string) {
  return useQuery({ queryKey: [...key, 'one', id], queryFn: ({ signal }) => readRule(id, signal) });
}

/** What holds for everybody. */
export function usePolicy() {
  return useQuery({ queryKey: policyKey, queryFn: ({ signal }) => readPolicy(signal) });
}

export function useCreateRule(onDone: () => void) {
  return useWrite<RuleInput, Rule>({ write: createRule, changes: [key], onSuccess: onDone });
}

export function useChangeRule(rule: Rule, onDone: () => void = () => undefined) {
  return useWrite<RulePatch, Rule>({
    write: (patch, attempt) => changeRule(rule, patch, attempt),
    changes: [key],
    onSuccess: onDone,
  });
}

export function useRemoveRule(rule: Rule) {
  return useWrite<undefined, undefined>({
    write: async (_nothing, attempt) => {
      await removeRule(rule, attempt);
      return undefined;
    },
    changes: [key],
  });
}

export function useOrderRules() {
  return useWrite<readonly string[], RuleList>({ write: orderRules, changes: [key] });
}

export function useChangePolicy(policy: Policy, onDone: () => void) {
  return useWrite<PolicyPatch, Policy>({
    write: (patch, attempt) => changePolicy(policy, patch, attempt),
    changes: [policyKey],
    onSuccess: onDone,
  });
}
