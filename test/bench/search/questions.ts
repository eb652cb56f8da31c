import type { Known } from './known.ts';

/** A class of questions, and how long 95 of 100 of them may take, milliseconds. */
export interface QuestionClass {
  readonly name: string;
  readonly budgetMs: number;
  readonly texts: readonly string[];
}

export const EXACT = 25;
const TYPO = 60;

/** 50 addresses at once, as a mail to many has them. */
export const RESOLVE = { name: '50 addresses resolved', budgetMs: EXACT };

/** What people type. */
export function questionClasses(known: Known): readonly QuestionClass[] {
  const { addresses, domains, numbers, persons, companies } = known;
  return [
    { name: 'one or two letters', budgetMs: EXACT, texts: split('a|m|s|z|ma|an|mü|sc|be|zi|xu|oe') },
    {
      name: 'begun word',
      budgetMs: EXACT,
      texts: split('mul|müll|schm|anna|zürc|hartm|stein|treu|kowa|ødeg|wid|ferra'),
    },
    {
      name: 'common word',
      budgetMs: EXACT,
      texts: split('gmbh|ag|müller|treuhand|maria|com|ch|gmail|info|zürich|41|partner'),
    },
    { name: 'rare word', budgetMs: EXACT, texts: persons.map((name) => name.split(' ').at(-1) ?? '') },
    {
      name: 'two words',
      budgetMs: EXACT,
      texts: [...split('anna mül|peter me|a m|m schm|müller gm|com z|s treuhand|ch a'), ...persons],
    },
    {
      name: 'three words',
      budgetMs: EXACT,
      texts: [...split('weber treuhand gm|a b c|müller treuhand zürich'), ...companies],
    },
    {
      // Each word is on thousands of records, and none has all: what may be meant is looked for, as for any typing error.
      name: 'common words that never meet',
      budgetMs: TYPO,
      texts: split(
        'maria ag|anna gmbh|hans zürich|müller meier ag|anna maria mü|keller & frei bau|hans peter ag',
      ),
    },
    { name: 'number', budgetMs: EXACT, texts: ['Y1-1-100', 'Y1-1', 'y', ...numbers] },
    { name: 'address', budgetMs: EXACT, texts: addresses },
    {
      name: 'begun address',
      budgetMs: EXACT,
      texts: [...addresses.map((address) => address.slice(0, address.indexOf('@') + 4)), 'info@', 'anna.m'],
    },
    {
      name: 'domain',
      budgetMs: EXACT,
      texts: [
        ...domains,
        ...domains.map((domain) => `@${domain}`),
        ...domains.map((domain) => domain.slice(0, 8)),
      ],
    },
    {
      name: 'typo in one word',
      budgetMs: TYPO,
      texts: [
        ...split('mulelr|Schnieder|Hofmmann|zimermann|Baumgartnre|treuhnad|brnner|annna|Wtihrich|kellerr'),
        ...persons.map((name, index) => mistyped(name.split(' ').at(-1) ?? '', index)),
      ],
    },
    {
      name: 'typo, two words',
      budgetMs: TYPO,
      texts: [
        ...split('Katarina Schnieder|anna mulelr|müller treuhnad|maira meier'),
        ...persons.map((name, index) =>
          name
            .split(' ')
            .map((word) => mistyped(word, index))
            .join(' '),
        ),
        ...persons.map((name, index) => mistyped(name, index)),
      ],
    },
    {
      name: 'nothing like it',
      budgetMs: TYPO,
      texts: split(
        'xyzzyplugh|qwertzuiop|müller xyzzyplugh|zzzz|anna qqqqqq|nobody@nowhere.example|Y99-99-99|gmbh xqxqxq ag',
      ),
    },
  ];
}

function split(text: string): readonly string[] {
  return text.split('|');
}

/** Two letters in the wrong order, one missing, one doubled, or one wrong, in turn. Short words stay as they are. */
function mistyped(text: string, turn: number): string {
  if (text.length < 4) return text;
  const at = 1 + ((turn * 7) % (text.length - 2));
  const [before, one, two, after] = [
    text.slice(0, at),
    text.charAt(at),
    text.charAt(at + 1),
    text.slice(at + 2),
  ];
  return (
    [
      `${before}${two}${one}${after}`,
      `${before}${two}${after}`,
      `${before}${one}${one}${two}${after}`,
      `${before}x${two}${after}`,
    ][turn % 4] ?? text
  );
}
