import fc from 'fast-check';
import { decide, matches } from '../../../src/sync/policy/decide.ts';
import type { Facts } from '../../../src/sync/policy/facts.ts';
import type { Rule, RuleConditions } from '../../../src/sync/policy/rule.ts';

const FACTS: Facts = {
  user: 'u1',
  kind: 'Event',
  part: 'organizer',
  private: false,
  categories: ['medical', 'team'],
  domains: ['mail.example.com', 'elbwerft.de'],
};

describe('what a rule is about', () => {
  it.each<[string, RuleConditions, boolean]>([
    ['everything', {}, true],
    ['an empty list asks nothing', { users: [], categories: [], domains: [], parts: [], kinds: [] }, true],
    ['this user', { users: ['u2', 'u1'] }, true],
    ['another user', { users: ['u2'] }, false],
    ['this kind', { kinds: ['Event'] }, true],
    ['another kind', { kinds: ['Task'] }, false],
    ['its chair', { parts: ['organizer', 'sole'] }, true],
    ['invitees', { parts: ['attendee'] }, false],
    ['what is private', { private: true }, false],
    ['what is not private', { private: false }, true],
    ['a category, whatever its case', { categories: ['MEDICAL'] }, true],
    ['a part of a category', { categories: ['med'] }, false],
    ['a domain', { domains: ['Elbwerft.de'] }, true],
    ['a domain above', { domains: ['example.com'] }, true],
    ['a domain that only ends alike', { domains: ['werft.de'] }, false],
    ['all conditions together', { users: ['u1'], categories: ['team'], domains: ['elbwerft.de'] }, true],
    ['all conditions but one', { users: ['u1'], categories: ['team'], domains: ['hartmann.de'] }, false],
  ])('%s', (_name, when, expected) => {
    expect(matches(FACTS, when)).toBe(expected);
  });
});

const word = fc.constantFrom('a', 'b', 'A', 'x.a', 'b.a', '');
const words = fc.array(word, { maxLength: 3 });
const part = fc.constantFrom('sole', 'organizer', 'attendee', 'delegate');
const facts: fc.Arbitrary<Facts> = fc.record({
  user: word,
  kind: fc.constantFrom('Event', 'Task'),
  part,
  private: fc.boolean(),
  categories: words,
  domains: words,
});
const when: fc.Arbitrary<RuleConditions> = fc.record(
  {
    users: words,
    kinds: fc.array(fc.constantFrom('Event', 'Task'), { maxLength: 2 }),
    parts: fc.array(part, { maxLength: 2 }),
    private: fc.boolean(),
    categories: words,
    domains: words,
  },
  { requiredKeys: [] },
);
const effect = fc.record(
  {
    direction: fc.constantFrom('both', 'to-crm', 'to-mailbox', 'none'),
    privacy: fc.constantFrom('out', 'busy', 'in'),
  },
  { requiredKeys: [] },
);
const rules: fc.Arbitrary<readonly Rule[]> = fc.uniqueArray(
  fc.record({ id: fc.uuid(), name: fc.string(), when, then: effect }),
  { selector: ({ id }) => id, maxLength: 6 },
);

describe('deciding', () => {
  it('always says something, of any item and any rules, and says the same again', () => {
    fc.assert(
      fc.property(facts, rules, (item, list) => {
        const ruling = decide(item, list);
        expect(decide(item, list)).toEqual(ruling);
        for (const effect of ['direction', 'privacy'] as const) {
          const named = list.filter((rule) => rule.then[effect] !== undefined && matches(item, rule.when));
          expect(ruling[effect] === null).toBe(named.length === 0);
        }
      }),
    );
  });

  it('goes by the order of the rules, and by nothing else', () => {
    fc.assert(
      fc.property(facts, rules, fc.nat(), (item, list, at) => {
        const about = list.filter((rule) => matches(item, rule.when));
        // Rules that are about other items may stand anywhere.
        const others = list.filter((rule) => !about.includes(rule));
        const mixed = [...about.slice(0, at % 7), ...others, ...about.slice(at % 7)];
        expect(decide(item, mixed)).toEqual(decide(item, about));
        // Whichever of them comes first decides what it speaks of; what they are called or when they were made does not.
        for (const first of about) {
          const { direction, privacy } = decide(item, [first, ...about.filter((rule) => rule !== first)]);
          if (first.then.direction !== undefined) expect(direction?.rule).toBe(first);
          if (first.then.privacy !== undefined) expect(privacy?.rule).toBe(first);
        }
      }),
    );
  });
});
