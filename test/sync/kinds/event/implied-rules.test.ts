import { withoutImplied } from '../../../../src/sync/kinds/event/implied-rules.ts';

/** A Tuesday. */
const START = '2026-12-01T10:00:00';

describe('What the start of a series says anyway', () => {
  it.each([
    [
      'the weekday',
      { frequency: 'weekly', interval: 2, byDay: [{ day: 'tu' }] },
      { frequency: 'weekly', interval: 2 },
    ],
    ['the day of the month', { frequency: 'monthly', byMonthDay: [1] }, { frequency: 'monthly' }],
    ['month and day', { frequency: 'yearly', byMonth: ['12'], byMonthDay: [1] }, { frequency: 'yearly' }],
    ['the month', { frequency: 'yearly', byMonth: ['12'], count: 3 }, { frequency: 'yearly', count: 3 }],
  ])('is left out: %s', (_what, rule, plain) => {
    expect(withoutImplied([rule], START)).toEqual([plain]);
  });

  it.each([
    ['another weekday', { frequency: 'weekly', byDay: [{ day: 'we' }] }],
    ['more weekdays', { frequency: 'weekly', byDay: [{ day: 'mo' }, { day: 'tu' }] }],
    ['every Tuesday of the month', { frequency: 'monthly', byDay: [{ day: 'tu' }] }],
    ['the first of every month', { frequency: 'yearly', byMonthDay: [1] }],
    ['one of several', { frequency: 'weekly', byDay: [{ day: 'tu' }], bySetPosition: [1] }],
    ['only Tuesdays of all days', { frequency: 'daily', byDay: [{ day: 'tu' }] }],
  ])('is not taken for it: %s', (_what, rule) => {
    expect(withoutImplied([rule], START)).toEqual([rule]);
  });

  it('is nothing where there is no rule or no start', () => {
    expect(withoutImplied(undefined, START)).toBeUndefined();
    expect(withoutImplied([{ frequency: 'weekly', byDay: [{ day: 'tu' }] }], undefined)).toEqual([
      { frequency: 'weekly', byDay: [{ day: 'tu' }] },
    ]);
  });
});
