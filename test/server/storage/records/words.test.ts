import fc from 'fast-check';
import {
  fold,
  isWord,
  queryWords,
  sortName,
  tokensOf,
} from '../../../../src/server/storage/records/words.ts';

describe('words of the search', () => {
  it.each([
    ['Müller', 'muller'],
    ['MÜLLER', 'muller'],
    ['Mu\u0308ller', 'muller'],
    ['Straße', 'strasse'],
    ['Łukasz Ødegård', 'lukasz odegard'],
    ['O’Brien', 'obrien'],
    ["d'Arc", 'darc'],
    ['İstanbul', 'istanbul'],
    ['ﬁn', 'fin'],
    ['Ёлка', 'елка'],
  ])('folds %s to %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('keeps addresses, domains and numbers whole beside their parts', () => {
    expect(tokensOf(['Anna-Maria Müller', 'Anna.Mueller@acme.example', 'Y1-1-100'])).toEqual([
      'anna-maria',
      'anna',
      'maria',
      'muller',
      'anna.mueller@acme.example',
      'acme.example',
      'mueller',
      'acme',
      'example',
      'y1-1-100',
      'y1',
      '1',
      '100',
    ]);
  });

  it.each([
    ['anna-maria', ['anna', 'maria']],
    ['  “Müller”, ', ['muller']],
    ['@acme.example', ['acme.example']],
    ['Y1-1-1', ['y1-1-1']],
    ['...', []],
  ])('asks for %s as %j', (text, words) => {
    expect(queryWords(text)).toEqual(words);
  });

  it('tells words from numbers and addresses', () => {
    expect(['muller', '会議室', 'ab', 'y1', 'a@b'].map(isWord)).toEqual([true, true, false, false, false]);
  });

  it('is total, idempotent and bounded for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        const tokens = tokensOf([text]);
        expect(tokens.every((token) => token !== '' && Array.from(token).length <= 64)).toBe(true);
        expect(Array.from(sortName(text)).length).toBeLessThanOrEqual(200);
        expect(queryWords(text).length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
