import type { Rule } from '../../../../src/contract/index.ts';
import {
  NEW_RULE,
  areDomains,
  entriesOf,
  ruleDraft,
  ruleInput,
} from '../../../../src/web/features/rules/draft.ts';
import { id, stamps } from '../../support/world.ts';

const when = {
  users: [id()],
  parts: ['attendee' as const],
  private: true,
  categories: ['A b'],
  domains: ['a.example'],
};

describe('a rule being typed', () => {
  it.each<Rule['then']>([
    { type: 'direction', direction: 'none' },
    { type: 'direction', direction: 'both' },
    { type: 'direction', direction: 'to-crm' },
    { type: 'direction', direction: 'to-mailbox' },
    { type: 'privacy', privacy: 'out' },
    { type: 'privacy', privacy: 'busy' },
    { type: 'privacy', privacy: 'in' },
  ])('is what was stored when nothing is typed: %j', (then) => {
    const rule: Rule = { id: id(), version: '1', name: 'One', active: true, when, then, ...stamps() };
    expect(ruleInput(ruleDraft(rule))).toEqual({ name: 'One', when, then });
  });

  it('asks nothing that a record does not tell when it links', () => {
    const typed = {
      ...NEW_RULE,
      effect: 'link',
      text: ' Meeting to Matter: ',
      recordType: 'matter',
    } as const;
    const asked = {
      parts: ['sole' as const],
      isPrivate: 'no' as const,
      categories: 'x',
      domains: 'y.example',
    };
    expect(ruleInput({ ...typed, ...asked })).toMatchObject({
      when: { parts: [], private: null, categories: [], domains: ['y.example'] },
      then: { type: 'link', recordType: 'matter', text: 'Meeting to Matter:' },
    });
  });

  it('takes lists as people type them', () => {
    expect(entriesOf(' Family, Doctor;Family\n ,')).toEqual(['Family', 'Doctor']);
    expect(ruleInput({ ...NEW_RULE, domains: '@Example.com, anna@Other.example' }).when.domains).toEqual([
      'example.com',
      'other.example',
    ]);
    expect(['', 'a.example, b', 'a b', 'a.', '.a'].map(areDomains)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
