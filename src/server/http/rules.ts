import type { Policy, PolicyPatch, Rule, RuleInput, RuleList, RulePatch } from '../../contract/index.ts';
import type { RuleConditions } from '../../sync/policy/rule.ts';
import type { PolicyStore } from '../storage/policy.ts';
import type { RuleStore, StoredRule } from '../storage/rules.ts';
import type { UserStore } from '../storage/users.ts';
import { ProblemError } from './problem.ts';

/** What administrators decide for everybody. Who may ask is the routes' to say. */
export interface Rules {
  list(): Promise<RuleList>;
  find(id: string): Promise<Rule | null>;
  /** Throws `invalid`, `reference-unknown`. */
  create(id: string, input: RuleInput): Promise<Rule>;
  /** Throws `invalid`, `reference-unknown`, `not-found`, `version-changed`. */
  update(id: string, version: string, patch: RulePatch): Promise<Rule>;
  remove(id: string, version: string): Promise<void>;
  /** Throws `version-changed` where these are not the rules that there are. */
  order(ids: readonly string[]): Promise<RuleList>;
  policy(): Promise<Policy>;
  setPolicy(version: string, patch: PolicyPatch): Promise<Policy>;
}

/** Rules and policy on what is stored of them. */
export function storedRules(rules: RuleStore, policies: PolicyStore, users: Pick<UserStore, 'find'>): Rules {
  const shown = async () => ({ items: (await rules.list()).map(contractRule) });
  const check = async ({ when, then }: Pick<StoredRule, 'when' | 'then'>): Promise<void> => {
    if (then.type === 'link') checkLinking(when);
    for (const id of when.users ?? []) {
      if ((await users.find(id)) === null)
        throw new ProblemError('reference-unknown', {
          errors: [{ field: '/when/users', code: 'field-reference-unknown' }],
        });
    }
  };
  return {
    list: shown,
    async find(id) {
      const rule = await rules.find(id);
      return rule === null ? null : contractRule(rule);
    },
    async create(id, { active = true, when, ...content }) {
      const rule = { ...content, active, when: storedConditions(when) };
      await check(rule);
      return contractRule(await rules.create(id, rule));
    },
    async update(id, version, { when, ...change }) {
      const before = await rules.find(id);
      if (before === null) throw new ProblemError('not-found');
      const changes = when === undefined ? change : { ...change, when: storedConditions(when) };
      await check({ ...before, ...changes });
      const result = await rules.update(id, version, changes);
      if (typeof result === 'string') throw new ProblemError(result === 'missing' ? 'not-found' : result);
      return contractRule(result);
    },
    async remove(id, version) {
      const result = await rules.remove(id, version);
      if (result !== 'removed') throw new ProblemError(result === 'missing' ? 'not-found' : result);
    },
    async order(ids) {
      if ((await rules.order(ids)) !== 'ordered') throw new ProblemError('version-changed');
      return shown();
    },
    policy: () => policies.read(),
    async setPolicy(version, patch) {
      const result = await policies.update(version, patch);
      if (result === 'version-changed') throw new ProblemError(result);
      return result;
    },
  };
}

/** A record has neither categories nor an owner whose part it could be. */
function checkLinking({ parts = [], categories = [], private: isPrivate }: RuleConditions): void {
  const asked = {
    parts: parts.length > 0,
    categories: categories.length > 0,
    private: isPrivate !== undefined,
  };
  const errors = Object.entries(asked).flatMap(([name, isAsked]) =>
    isAsked ? [{ field: `/when/${name}`, code: 'field-not-for-links' }] : [],
  );
  if (errors.length > 0) throw new ProblemError('invalid', { errors });
}

function storedConditions(when: RuleInput['when']): RuleConditions {
  const { private: isPrivate, categories, domains, ...others } = when;
  return {
    ...others,
    categories: categories.map((name) => name.trim()),
    domains: domains.map((domain) => domain.toLowerCase()),
    ...(isPrivate === null ? {} : { private: isPrivate }),
  };
}

function contractRule({ when, createdAt, updatedAt, ...rule }: StoredRule): Rule {
  const { users = [], parts = [], categories = [], domains = [], private: isPrivate = null } = when;
  return {
    ...rule,
    when: {
      users: [...users],
      parts: [...parts],
      private: isPrivate,
      categories: [...categories],
      domains: [...domains],
    },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
