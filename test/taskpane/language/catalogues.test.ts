import { de } from '../../../src/taskpane/language/de/index.ts';
import { dictionary as german } from '../../../src/taskpane/language/de/dictionary.ts';
import { en } from '../../../src/taskpane/language/en/index.ts';
import { dictionary as english } from '../../../src/taskpane/language/en/dictionary.ts';
import { formatsFor } from '../../../src/taskpane/language/formats.ts';
import { languageOf, loadDictionary } from '../../../src/taskpane/language/load-dictionary.ts';

/** Every text of a catalogue by its path; functions are called with sample values. */
function texts(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value === 'function') {
    const say = value as (...values: unknown[]) => string;
    return new Map([[path, say(...(COUNTED.test(path) ? [2] : ['one', 'two']))]]);
  }
  const entries = Object.entries(value as Record<string, unknown>);
  return new Map(entries.flatMap(([name, part]) => [...texts(part, path === '' ? name : `${path}.${name}`)]));
}

const COUNTED = /more|records|Count|results|button|withMeeting|chosen/;

describe("the pane's catalogues", () => {
  it('say the same things in both languages', () => {
    expect([...texts(de).keys()].sort()).toEqual([...texts(en).keys()].sort());
    expect(Object.keys(german.sentences).sort()).toEqual(Object.keys(english.sentences).sort());
  });

  it('leave no text empty and show no placeholder', () => {
    for (const catalogue of [en, de]) {
      const bad = [...texts(catalogue)].filter(
        ([, text]) => text.trim() === '' || /undefined|\[object|NaN|\$\{/.test(text),
      );
      expect(bad).toEqual([]);
    }
  });

  it('are in two languages: long texts differ', () => {
    const other = texts(de);
    const same = [...texts(en)].filter(([path, text]) => text.length > 14 && other.get(path) === text);
    expect(same).toEqual([]);
  });

  it('count', () => {
    expect([1, 2].map((count) => en.save.button(count))).toEqual(['Link 1 record', 'Link 2 records']);
    expect([1, 2].map((count) => de.save.button(count))).toEqual([
      '1 Datensatz verknüpfen',
      '2 Datensätze verknüpfen',
    ]);
    expect(en.common.more(27)).toBe('and 27 more');
  });

  it('follow the language of Outlook, each loaded by itself', async () => {
    expect(['de-DE', 'de-CH', 'DE', 'en-GB', 'fr-FR', ''].map(languageOf)).toEqual([
      'de',
      'de',
      'de',
      'en',
      'en',
      'en',
    ]);
    expect((await loadDictionary('de')).words).toBe(de);
    expect((await loadDictionary('en')).words).toBe(en);
  });
});

describe("the pane's formats", () => {
  const now = Date.parse('2026-03-02T13:05:00Z');
  const english = formatsFor('en-GB', 'Europe/Berlin');
  const berlin = formatsFor('de-DE', 'Europe/Berlin');

  it('say when, and from when to when', () => {
    expect(english.moment('2026-03-02T13:05:00Z')).toBe('2 Mar 2026, 14:05');
    expect(berlin.moment('2026-03-02T13:05:00Z')).toBe('02.03.2026, 14:05');
    expect(english.span('2026-03-02T13:05:00Z', '2026-03-02T14:00:00Z')).toMatch(
      /^2 Mar 2026, 14:05\s?–\s?15:00$/,
    );
  });

  it('say how long ago, by the date beyond a week', () => {
    const ago = (milliseconds: number) => english.ago(new Date(now - milliseconds).toISOString(), now);
    expect(ago(20_000)).toBe('this minute');
    expect(ago(5 * 60_000)).toBe('5 minutes ago');
    expect(ago(3 * 3_600_000)).toBe('3 hours ago');
    expect(ago(86_400_000)).toBe('yesterday');
    expect(ago(8 * 86_400_000)).toBe('22 Feb 2026');
    expect(berlin.ago(new Date(now - 86_400_000).toISOString(), now)).toBe('gestern');
  });

  it('list names', () => {
    expect(english.list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(berlin.list(['a', 'b'])).toBe('a und b');
  });
});
