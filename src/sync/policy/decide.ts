import type { Facts } from './facts.ts';
import type { Direction, Privacy, Rule, RuleConditions } from './rule.ts';

/** A value, and the rule that says so. */
export interface Ruled<T> {
  readonly value: T;
  readonly rule: Rule;
}

/** What the rules say of an item; null where none says anything. */
export interface Ruling {
  readonly direction: Ruled<Direction> | null;
  readonly privacy: Ruled<Privacy> | null;
}

/** For each effect the first rule that is about the item decides, and no later one. Pure and total. */
export function decide(facts: Facts, rules: readonly Rule[]): Ruling {
  const about = rules.filter(({ when }) => matches(facts, when));
  return {
    direction: first(about, ({ then }) => then.direction),
    privacy: first(about, ({ then }) => then.privacy),
  };
}

function first<T>(rules: readonly Rule[], effect: (rule: Rule) => T | undefined): Ruled<T> | null {
  for (const rule of rules) {
    const value = effect(rule);
    if (value !== undefined) return { value, rule };
  }
  return null;
}

/** Whether a rule is about an item: every condition that it names holds. */
export function matches(facts: Facts, when: RuleConditions): boolean {
  const { users = [], kinds = [], parts = [], categories = [], domains = [] } = when;
  return (
    isOneOf(facts.user, users) &&
    isOneOf(facts.kind, kinds) &&
    isOneOf(facts.part, parts) &&
    (when.private === undefined || when.private === facts.private) &&
    (categories.length === 0 || categories.some((name) => facts.categories.includes(name.toLowerCase()))) &&
    (domains.length === 0 || domains.some((domain) => facts.domains.some((one) => isBelow(one, domain))))
  );
}

function isOneOf(value: string, list: readonly string[]): boolean {
  return list.length === 0 || list.includes(value);
}

/** `mail.example.com` is below `example.com`, `anexample.com` is not. */
function isBelow(domain: string, upper: string): boolean {
  const above = upper.toLowerCase();
  return domain === above || domain.endsWith(`.${above}`);
}
