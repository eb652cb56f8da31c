import fc from 'fast-check';
import { plainJson, plainText } from '../../../src/server/storage/plain-text.ts';

describe('a text for a database', () => {
  it('keeps what can be held, and shows where something could not', () => {
    expect(plainText('é \u{1f600} \n')).toBe('é \u{1f600} \n');
    expect(plainText('a\u0000b\ud83d')).toBe('a\u{FFFD}b\u{FFFD}');
  });

  it('is the same within JSON, in keys and values, and a backslash stays one', () => {
    expect(JSON.parse(plainJson({ 'a\u0000': ['\ude00', '\\u0000', '\\\u0000'] }))).toEqual({
      'a\u{FFFD}': ['\u{FFFD}', '\\u0000', '\\\u{FFFD}'],
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(plainJson(text))).toBe(plainText(text));
      }),
    );
  });
});
