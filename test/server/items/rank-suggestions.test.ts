import { rankSuggestions, type Evidence } from '../../../src/server/items/rank-suggestions.ts';

const evidence = (recordId: string, code: Evidence['code'], more: Partial<Evidence> = {}): Evidence => ({
  recordId,
  code,
  ...more,
});

/** What speaks for whom, and the order that follows. */
const CASES: readonly (readonly [string, readonly Evidence[], readonly string[]])[] = [
  ['nothing', [], []],
  [
    'the conversation before the sender, the sender before who reads along',
    [
      evidence('reader', 'suggested-participant'),
      evidence('sender', 'suggested-participant', { sender: true }),
      evidence('thread', 'suggested-thread'),
    ],
    ['thread', 'sender', 'reader'],
  ],
  [
    'a matter before an opportunity, both before a domain, recent last',
    [
      evidence('recent', 'suggested-recent'),
      evidence('domain', 'suggested-domain'),
      evidence('deal', 'suggested-open-opportunity'),
      evidence('matter', 'suggested-open-matter'),
    ],
    ['matter', 'deal', 'domain', 'recent'],
  ],
  [
    'ten people of a company not before its conversation',
    [
      ...Array.from({ length: 10 }, (_, n) =>
        evidence('company', 'suggested-company-of', { parameters: { name: `P${String(n)}` } }),
      ),
      evidence('thread', 'suggested-thread'),
    ],
    ['thread', 'company'],
  ],
  [
    'several kinds of evidence before one of them',
    [
      evidence('one', 'suggested-company-of'),
      evidence('both', 'suggested-domain'),
      evidence('both', 'suggested-company-of'),
    ],
    ['both', 'one'],
  ],
  [
    'equals in the order in which they were named',
    [evidence('b', 'suggested-domain'), evidence('a', 'suggested-domain')],
    ['b', 'a'],
  ],
  [
    'few of those that the user was only busy with',
    [
      ...['a', 'b', 'c'].map((id) => evidence(id, 'suggested-recent')),
      evidence('related', 'suggested-domain'),
    ],
    ['related', 'a', 'b'],
  ],
  [
    'not what is linked or dismissed',
    [evidence('linked', 'suggested-thread'), evidence('free', 'suggested-recent')],
    ['free'],
  ],
];

describe('Suggestions are ranked:', () => {
  it.each(CASES)('%s', (_name, given, order) => {
    const ranked = rankSuggestions(given, new Set(['linked']));
    expect(ranked.map(({ recordId }) => recordId)).toEqual(order);
  });

  it('with all reasons, the weightiest first, each once', () => {
    const [ranked] = rankSuggestions(
      [
        evidence('x', 'suggested-recent'),
        evidence('x', 'suggested-company-of', { parameters: { name: 'Ada' } }),
        evidence('x', 'suggested-company-of', { parameters: { name: 'Ada' } }),
        evidence('x', 'suggested-company-of', { parameters: { name: 'Ben' }, sender: true }),
      ],
      new Set(),
    );
    expect(ranked?.reasons).toEqual([
      { code: 'suggested-company-of', parameters: { name: 'Ben' } },
      { code: 'suggested-company-of', parameters: { name: 'Ada' } },
      { code: 'suggested-recent', parameters: {} },
    ]);
  });
});
