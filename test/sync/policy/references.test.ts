import fc from 'fast-check';
import { findReferences } from '../../../src/sync/policy/references.ts';
import type { ReferenceRule } from '../../../src/sync/policy/references.ts';

function rule(text: string, recordType = 'opportunity', name = text): ReferenceRule {
  return { name, when: {}, recordType, text };
}

const OPPORTUNITY = rule('Meeting to Opportunity');
const MATTER = rule('Akte', 'matter');

describe('records that a text names', () => {
  it.each<[string, readonly string[]]>([
    ['Meeting to Opportunity: Y1-1-100', ['Y1-1-100']],
    ['MEETING TO  OPPORTUNITY:Y1-1-100', ['Y1-1-100']],
    ['meeting to\nopportunity : y1-1-100.', ['y1-1-100']],
    ['Meeting to Opportunity Y1-1-100, at the yard', ['Y1-1-100']],
    ['Meeting to Opportunity: #4711', ['4711']],
    ['Re: Meeting to Opportunity: Y1-1-100 (Meeting to Opportunity: Y1-1-101)', ['Y1-1-100', 'Y1-1-101']],
    ['Meeting to Opportunity: Y1 and again Meeting to Opportunity: y1', ['Y1']],
    ['Meeting to Opportunity: 2026/0042_b', ['2026/0042_b']],
    ['Meeting to Opportunity: Ä-12', ['Ä-12']],
    // A number has a digit, what stands before it is whole words, and it comes next.
    ['Meeting to Opportunity: tomorrow', []],
    ['Meeting to Opportunity:', []],
    ['Premeeting to Opportunity: Y1-1-100', []],
    ['Meeting to Opportunities: Y1-1-100', []],
    ['Y1-1-100', []],
    ['Akte 2026-0042; Meeting to Opportunity: Y1', ['Y1', '2026-0042']],
    ['Akteneinsicht 2026-0042', []],
    ['Akten7', []],
    ['', []],
  ])('%j', (text, numbers) => {
    expect(findReferences([text], [OPPORTUNITY, MATTER]).map(({ number }) => number)).toEqual(numbers);
  });

  it('are looked for in every text, and found once, by the first rule', () => {
    const second = rule('Opportunity', 'opportunity', 'Second');
    expect(
      findReferences(
        ['Meeting to Opportunity: Y1', 'Opportunity: Y1, Opportunity: Y2'],
        [OPPORTUNITY, second],
      ),
    ).toEqual([
      { recordType: 'opportunity', number: 'Y1', rule: 'Meeting to Opportunity' },
      { recordType: 'opportunity', number: 'Y2', rule: 'Second' },
    ]);
  });

  it.each(['a.c', '(Deal)', 'C++', 'Deal:', ' Deal  no. '])(
    'by the text %j as it is, not as a pattern',
    (text) => {
      const [found] = findReferences([`${text} 17`], [rule(text)]);
      expect(found?.number).toBe('17');
      expect(findReferences(['abc 17'], [rule('a.c')])).toEqual([]);
    },
  );

  it('are looked for in any text by any rule, in bounded time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 4 }),
        fc.array(fc.string(), { maxLength: 4 }),
        (texts, words) => {
          for (const { number } of findReferences(
            texts,
            words.map((word) => rule(word)),
          ))
            expect(texts.some((text) => text.includes(number))).toBe(true);
        },
      ),
    );
    const long = `${'Meeting to '.repeat(100_000)}Opportunity: ${'1-'.repeat(100_000)}`;
    const wide = `Meeting to Opportunity${' '.repeat(100_000)}17`;
    expect(findReferences([long, wide], [OPPORTUNITY])).toEqual([]);
  });
});
