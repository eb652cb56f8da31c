import {
  NO_RULE,
  ruleDraftOf,
  ruleMistake,
  ruleOf,
} from '../../../../src/web/features/appointments/rule-draft.ts';
import { ruleInWords } from '../../../../src/web/features/appointments/use-rule-words.ts';
import { formatsFor } from '../../../../src/web/language/formats.ts';
import { de } from '../../../../src/web/language/de/index.ts';
import { en } from '../../../../src/web/language/en/index.ts';
import type { RecurrenceRule } from '../../../../src/contract/index.ts';

const simple: readonly RecurrenceRule[] = [
  { frequency: 'daily' },
  { frequency: 'weekly', interval: 2, byDay: [{ day: 'mo' }, { day: 'th' }] },
  { frequency: 'monthly', count: 12 },
  { frequency: 'yearly', until: '2030-05-01T23:59:59' },
];
const beyond: readonly RecurrenceRule[] = [
  { frequency: 'monthly', byDay: [{ day: 'fr', nthOfPeriod: -1 }] },
  { frequency: 'yearly', byMonth: ['5'], byMonthDay: [1] },
  { frequency: 'hourly' },
  { frequency: 'weekly', firstDayOfWeek: 'su', interval: 2 },
];

describe('the editor of repetitions', () => {
  it('takes in simple rules and gives the same back', () => {
    for (const rule of simple) {
      const draft = ruleDraftOf([rule]);
      expect(draft).not.toBe('kept');
      if (draft !== 'kept') expect(ruleOf(draft, false)).toEqual([rule]);
    }
  });

  it('leaves alone what it can not express', () => {
    for (const rule of beyond) expect(ruleDraftOf([rule])).toBe('kept');
    expect(ruleDraftOf([{ frequency: 'daily' }, { frequency: 'weekly' }])).toBe('kept');
  });

  it('gives no rule for "does not repeat"', () => {
    expect(ruleDraftOf([])).toEqual(NO_RULE);
    expect(ruleOf(NO_RULE, false)).toBeNull();
  });

  it('ends an all-day series with its last day', () => {
    const draft = { ...NO_RULE, frequency: 'daily', ending: 'until', until: '2026-06-01' } as const;
    expect(ruleOf(draft, true)).toEqual([{ frequency: 'daily', until: '2026-06-01T00:00:00' }]);
  });

  it('names mistakes', () => {
    const weekly = { ...NO_RULE, frequency: 'weekly' } as const;
    expect(ruleMistake(weekly, '2026-01-01')).toBeNull();
    expect(ruleMistake({ ...weekly, interval: '0' }, '2026-01-01')).toBe('intervalWrong');
    expect(ruleMistake({ ...weekly, ending: 'count', count: '1.5' }, '2026-01-01')).toBe('countWrong');
    expect(ruleMistake({ ...weekly, ending: 'until', until: '2025-12-31' }, '2026-01-01')).toBe('untilWrong');
  });

  it('says every rule in words, in both languages', () => {
    const english = [...simple, ...beyond].map((rule) =>
      ruleInWords(rule, en.appointments.rule, formatsFor('en-GB', 'UTC')),
    );
    expect(english).toEqual([
      'Every day',
      'Every 2 weeks on Monday and Thursday',
      'Every month, 12 times',
      'Every year, until Wed, 1 May 2030',
      'Every month on the last Friday',
      'Every year on day 1 in May',
      'Every hour',
      'Every 2 weeks',
    ]);
    const german = ruleInWords(
      beyond[0] ?? { frequency: 'daily' },
      de.appointments.rule,
      formatsFor('de-DE', 'UTC'),
    );
    expect(german).toBe('Jeden Monat am letzten Freitag');
  });
});
