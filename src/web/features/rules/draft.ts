import type { Rule, RuleInput } from '../../../contract/index.ts';

/** What a rule does, as one choice. */
export const EFFECTS = ['none', 'both', 'to-crm', 'to-mailbox', 'out', 'busy', 'in', 'link'] as const;
export type Effect = (typeof EFFECTS)[number];

/** Whose meetings a rule may ask for. */
export const PARTS: Rule['when']['parts'] = ['organizer', 'sole', 'delegate', 'attendee'];

/** A rule as it is being typed: lists are still text. */
export interface RuleDraft {
  readonly name: string;
  readonly effect: Effect;
  readonly recordType: 'opportunity' | 'matter';
  readonly text: string;
  readonly users: readonly string[];
  readonly parts: Rule['when']['parts'];
  readonly isPrivate: '' | 'yes' | 'no';
  readonly categories: string;
  readonly domains: string;
}

/** A new rule, before anything is typed. */
export const NEW_RULE: RuleDraft = {
  name: '',
  effect: 'none',
  recordType: 'opportunity',
  text: '',
  users: [],
  parts: [],
  isPrivate: '',
  categories: '',
  domains: '',
};

/** A stored rule, ready for typing. */
export function ruleDraft({ name, when, then }: Rule): RuleDraft {
  const link = then.type === 'link' ? { recordType: then.recordType, text: then.text } : {};
  return {
    ...NEW_RULE,
    ...link,
    name,
    effect: effectOf(then),
    users: when.users,
    parts: when.parts,
    isPrivate: when.private === null ? '' : when.private ? 'yes' : 'no',
    categories: when.categories.join(', '),
    domains: when.domains.join(', '),
  };
}

/** What a stored rule does, as one choice. */
export function effectOf(then: Rule['then']): Effect {
  if (then.type === 'link') return 'link';
  return then.type === 'direction' ? then.direction : then.privacy;
}

/** What was typed, as the API takes it. Of a rule that links nothing is asked that a record does not tell. */
export function ruleInput(draft: RuleDraft): Omit<RuleInput, 'active'> {
  const links = draft.effect === 'link';
  return {
    name: draft.name.trim(),
    when: {
      users: [...draft.users],
      parts: links ? [] : [...draft.parts],
      private: links || draft.isPrivate === '' ? null : draft.isPrivate === 'yes',
      categories: links ? [] : entriesOf(draft.categories),
      domains: entriesOf(draft.domains).map((domain) => domain.replace(/^.*@/, '').toLowerCase()),
    },
    then: thenOf(draft),
  };
}

function thenOf({ effect, recordType, text }: RuleDraft): Rule['then'] {
  if (effect === 'link') return { type: 'link', recordType, text: text.trim() };
  if (effect === 'out' || effect === 'busy' || effect === 'in') return { type: 'privacy', privacy: effect };
  return { type: 'direction', direction: effect };
}

/** A list as people type it: by commas, semicolons or lines; each entry once. */
export function entriesOf(text: string): string[] {
  const entries = text.split(/[,;\n]/).map((entry) => entry.trim());
  return [...new Set(entries)].filter((entry) => entry !== '');
}

/** Whether every entry can be a domain. */
export function areDomains(text: string): boolean {
  return ruleInput({ ...NEW_RULE, domains: text }).when.domains.every((domain) =>
    /^[a-z0-9\u0080-\uffff]([a-z0-9\u0080-\uffff.-]*[a-z0-9\u0080-\uffff])?$/.test(domain),
  );
}
