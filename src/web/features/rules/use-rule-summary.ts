import type { Rule } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { effectOf } from './draft.ts';
import { useUserNames } from './use-user-names.ts';

/** A rule in words: what it is about, and what it does. */
export function useRuleSummary(): (rule: Rule) => { readonly about: string; readonly does: string } {
  const { rules, records } = useWords();
  const nameOf = useUserNames();
  return ({ when, then }) => {
    const conditions = [
      when.users.length === 0 ? '' : rules.about.users(when.users.map(nameOf).join(', ')),
      when.parts.length === 0 ? '' : when.parts.map((part) => rules.parts[part]).join(', '),
      when.private === null ? '' : rules.about[when.private ? 'private' : 'open'],
      when.categories.length === 0 ? '' : rules.about.categories(when.categories.join(', ')),
      when.domains.length === 0 ? '' : rules.about.domains(when.domains.join(', ')),
      then.type === 'link' ? rules.about.text(then.text) : '',
    ].filter((condition) => condition !== '');
    const does =
      then.type === 'link' ? rules.linksWith(records.types[then.recordType]) : rules.short[effectOf(then)];
    return { about: conditions.length === 0 ? rules.about.all : conditions.join(' · '), does };
  };
}
