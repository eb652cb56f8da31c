import { de } from '../../../src/web/language/de/index.ts';
import { en } from '../../../src/web/language/en/index.ts';
import { formatsFor } from '../../../src/web/language/formats.ts';

/** Every text of a catalogue by its path; functions are called with sample values. */
function texts(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value === 'function') {
    const say = value as (...values: unknown[]) => string;
    const numbers = path.includes('.units.') || /nth|count|interval|every/i.test(path);
    return new Map([[path, say(...(numbers ? [2, 'two'] : ['one', 'two']))]]);
  }
  const entries = Object.entries(value as Record<string, unknown>);
  return new Map(entries.flatMap(([name, part]) => [...texts(part, path === '' ? name : `${path}.${name}`)]));
}

describe('the catalogues', () => {
  it('say the same things in both languages', () => {
    expect([...texts(de).keys()].sort()).toEqual([...texts(en).keys()].sort());
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
    const german = texts(de);
    const same = [...texts(en)].filter(([path, text]) => text.length > 20 && german.get(path) === text);
    expect(same).toEqual([]);
  });
});

describe('the formats', () => {
  const at = Date.parse('2026-03-02T13:05:00Z');

  it('are those of the locale and the zone', () => {
    const english = formatsFor('en-GB', 'Europe/Berlin');
    const german = formatsFor('de-DE', 'Asia/Tokyo');
    expect(english.moment(at)).toBe('2 Mar 2026, 14:05');
    expect(german.moment(at)).toBe('02.03.2026, 22:05');
    expect([english.firstDay, formatsFor('en-US', 'UTC').firstDay]).toEqual(['mo', 'su']);
    expect([english.weekday('mo'), german.weekday('su')]).toEqual(['Monday', 'Sonntag']);
  });

  it('say how long something takes', () => {
    const english = formatsFor('en', 'UTC');
    expect(english.length(90 * 60_000)).toBe('1 hr 30 min');
    expect(english.length(2 * 86_400_000)).toBe('2 days');
    expect(english.length(0)).toBe('0 min');
    expect(formatsFor('de', 'UTC').length(60 * 60_000)).toBe('1 Std.');
  });

  it('say how long ago it was', () => {
    const english = formatsFor('en', 'UTC');
    expect(english.relative(at - 90_000, at)).toBe('1 minute ago');
    expect(english.relative(at + 2 * 3_600_000, at)).toBe('in 2 hours');
    expect(english.relative(at - 5_000, at)).toBe('this minute');
  });
});
