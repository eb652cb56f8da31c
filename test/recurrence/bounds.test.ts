import * as fc from 'fast-check';
import type { Event, RecurrenceRule } from '../../src/sync/kinds/event/event.ts';
import { localFromMs, localMs } from '../../src/sync/kinds/event/local-time.ts';
import { normaliseEvent } from '../../src/sync/kinds/event/normalise.ts';
import { occurrences } from '../../src/sync/kinds/event/occurrences.ts';
import { isRuleStart, MOST_STEPS, ruleStarts, touchesWindow } from '../../src/sync/kinds/event/recurrence.ts';

const START = '1970-01-01T09:00:00';
const [FIRST, LAST] = [localMs(START) ?? 0, localMs('9999-12-31T23:59:59') ?? 0];

type Rule = Omit<RecurrenceRule, '@type'>;

function series(...rules: readonly Rule[]): Event {
  return {
    '@type': 'Event',
    uid: 'series@test',
    start: START,
    duration: 'PT1H',
    timeZone: 'Europe/Berlin',
    recurrenceRules: rules as unknown as readonly RecurrenceRule[],
  };
}

/** Steps that a question took, and what it found. */
function asked(
  event: Event,
  from: number,
  to: number,
  limit: number,
  steps = MOST_STEPS,
): { readonly taken: number; readonly found: readonly string[] } {
  const work = { left: steps };
  const found = ruleStarts(event, from, to, limit, { work });
  return { taken: steps - work.left, found };
}

const all = (most: number): readonly number[] => Array.from({ length: most }, (_none, index) => index);

describe('rules that yield millions, nothing, or only in the year 9999', () => {
  const RULES: readonly (readonly [name: string, rule: Rule])[] = [
    ['every second', { frequency: 'secondly' }],
    ['a thousand million seconds', { frequency: 'secondly', count: 1_000_000_000 }],
    ['a thousand million days', { frequency: 'daily', count: 1_000_000_000 }],
    ['a thousand million months', { frequency: 'monthly', count: 1_000_000_000, byMonthDay: [1, -1] }],
    ['30 February', { frequency: 'yearly', byMonth: ['2'], byMonthDay: [30] }],
    ['every second of 30 February', { frequency: 'secondly', byMonth: ['2'], byMonthDay: [30] }],
    ['every other second at no odd one', { frequency: 'secondly', interval: 2, bySecond: [1] }],
    ['week 53 in January only', { frequency: 'yearly', byWeekNo: [30], byMonth: ['1'] }],
    ['a 366th day that is not in December', { frequency: 'daily', byYearDay: [366], byMonth: ['1'] }],
    ['every 99,999 years', { frequency: 'yearly', interval: 99_999 }],
    ['every 999,999,999 weeks', { frequency: 'weekly', interval: 999_999_999 }],
    ['every 999,999,999 seconds', { frequency: 'secondly', interval: 999_999_999 }],
    ['every day to the end of time', { frequency: 'daily', until: '9999-12-31T23:59:59' }],
    [
      'every second of every year, the 366th from behind',
      { frequency: 'yearly', byHour: all(24), byMinute: all(60), bySecond: all(60), bySetPosition: [-366] },
    ],
    [
      'every second of every year, counted',
      {
        frequency: 'yearly',
        byYearDay: all(367),
        byHour: all(24),
        byMinute: all(60),
        bySecond: all(60),
        count: 1e9,
      },
    ],
  ];

  it.each(RULES)(
    '%s: never more steps than there are, nor more starts than were asked for',
    (_name, rule) => {
      const event = series(rule);
      for (const [from, to] of [
        [-Infinity, Infinity],
        [FIRST, LAST],
        [localMs('2090-06-01T00:00:00') ?? 0, localMs('2090-06-08T00:00:00') ?? 0],
        [localMs('9999-12-30T00:00:00') ?? 0, LAST],
      ] as const) {
        const { taken, found } = asked(event, from, to, 50);
        expect(taken).toBeLessThanOrEqual(MOST_STEPS);
        expect(found.length).toBeLessThanOrEqual(50);
        expect(asked(event, from, to, 50, 100).taken).toBeLessThanOrEqual(100);
      }
    },
  );

  it.each<[string, Rule, string, number]>([
    ['every second', { frequency: 'secondly' }, '2090-06-01T00:00:01', 100],
    ['a thousand million seconds', { frequency: 'secondly', count: 1e9 }, '2001-09-09T00:00:00', 100],
    ['every day', { frequency: 'daily' }, '2090-06-01T09:00:00', 100],
    ['every weekday', { frequency: 'daily', byDay: [{ day: 'fr' }] }, '2099-01-02T09:00:00', 1000],
    [
      'each first Friday',
      { frequency: 'monthly', byDay: [{ day: 'fr', nthOfPeriod: 1 }] },
      '2099-01-02T09:00:00',
      1000,
    ],
    [
      'weeks of a year',
      { frequency: 'yearly', byWeekNo: [1], byDay: [{ day: 'fr' }] },
      '2099-01-02T09:00:00',
      1000,
    ],
  ])('%s: a far start is asked for, not walked to', (_name, rule, local, most) => {
    const at = localMs(local) ?? 0;
    const { taken, found } = asked(series(rule), at - 1000, at + 1000, 50);
    expect(found.length).toBeGreaterThan(0);
    expect(taken).toBeLessThan(most);
  });

  it('ends with what it found, and says that it may lack something', () => {
    const work = { left: 300 };
    const event = series({ frequency: 'daily', byMonthDay: [13], byDay: [{ day: 'fr' }] });
    const found = ruleStarts(event, FIRST, LAST, 1000, { work });
    expect([found.length > 1, work.left]).toEqual([true, 0]);
    const enough = { left: MOST_STEPS };
    expect(ruleStarts(event, FIRST, FIRST + 400 * 86_400_000, 1000, { work: enough })).toHaveLength(4);
    expect(enough.left).toBeGreaterThan(0);
  });

  it('shares its steps among rules, however many there are', () => {
    const rules = all(200).map((day): Rule => ({
      frequency: 'yearly',
      byYearDay: [(day % 366) + 1],
      interval: day + 1,
    }));
    const { taken, found } = asked(
      series({ frequency: 'secondly', byMonth: ['2'], byMonthDay: [30] }, ...rules),
      FIRST,
      LAST,
      50,
    );
    expect(taken).toBeLessThanOrEqual(MOST_STEPS + rules.length);
    expect(found.length).toBe(50);
    const many = all(3000).map((day): Rule => ({
      frequency: 'yearly',
      byYearDay: [-366],
      interval: day + 1,
    }));
    expect(asked(series(...many), FIRST, LAST, 50).taken).toBeLessThanOrEqual(MOST_STEPS);
  });

  it('holds for rules that nobody may send', () => {
    const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 1e9, 9e15, NaN, Infinity));
    const numbers = fc.array(number, { maxLength: 4 });
    const rule = fc.record(
      {
        frequency: fc.constantFrom('yearly', 'monthly', 'weekly', 'daily', 'hourly', 'minutely', 'secondly'),
        interval: number, count: number, until: fc.constantFrom('', '9999-12-31T23:59:59', '0001-01-01T00:00:00'),
        firstDayOfWeek: fc.constantFrom('mo', 'xx', ''),
        byDay: fc.array(fc.record({ day: fc.constantFrom('mo', 'xx'), nthOfPeriod: number }), { maxLength: 3 }),
        byMonth: fc.array(fc.constantFrom('2', '5L', '13', '-1', 'x'), { maxLength: 3 }),
        byMonthDay: numbers, byYearDay: numbers, byWeekNo: numbers,
        byHour: numbers, byMinute: numbers, bySecond: numbers, bySetPosition: numbers,
      },
      { requiredKeys: ['frequency'] },
    ); // prettier-ignore
    const start = fc.constantFrom('0001-01-01T00:00:00', START, '9999-12-31T23:59:59');
    fc.assert(
      fc.property(rule, start, (given, begin) => {
        const event = { ...series(given), start: begin };
        for (const wild of [event, normaliseEvent(event)]) {
          const { taken, found } = asked(wild, -Infinity, Infinity, 20, 5000);
          expect(taken).toBeLessThanOrEqual(5000);
          expect(found.length).toBeLessThanOrEqual(20);
          expect([...found].sort()).toEqual(found);
          expect(found.every((local) => localMs(local) !== null && local >= begin)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('thousands of dates', () => {
  const dates = all(5000).map((day) => localFromMs(FIRST + day * 7 * 86_400_000));
  const overrides = Object.fromEntries(
    dates.map((local, index) => [local, index % 2 === 0 ? {} : { excluded: true }]),
  );

  it('are looked for on one way', () => {
    // To be asked for each one, this rule would be counted from its beginning five thousand times.
    const counted = series({ frequency: 'monthly', byDay: [{ day: 'th' }], count: 1_000_000_000 });
    const normal = normaliseEvent({ ...counted, recurrenceOverrides: overrides });
    expect(Object.keys(normal.recurrenceOverrides ?? {})).toHaveLength(2500);
    expect(Object.values(normal.recurrenceOverrides ?? {}).every((patch) => patch['excluded'] === true)).toBe(
      true,
    );
    expect(isRuleStart(counted, dates.at(-1) ?? '')).toBe(true);
  });

  it('are told in a window as many as were asked for', () => {
    const event = { ...series(), recurrenceOverrides: overrides };
    const window = { from: Date.parse('2000-01-01'), to: Date.parse('2010-01-01') };
    expect(occurrences(event, window, 40)).toHaveLength(40);
    expect(touchesWindow(event, window)).toBe(true);
  });
});

describe('memory', () => {
  it('does not grow with what a rule would yield', () => {
    const questions = [
      series({ frequency: 'secondly' }),
      series({
        frequency: 'yearly',
        byHour: all(24),
        byMinute: all(60),
        bySecond: all(60),
        bySetPosition: [-1],
      }),
      series({ frequency: 'yearly', byHour: all(24), byMinute: all(60), bySecond: all(60), count: 1e9 }),
      series({ frequency: 'minutely', count: 1e9, byHour: [3] }),
    ];
    const before = process.memoryUsage().rss;
    for (const event of questions) {
      for (const year of all(5)) {
        const from = FIRST + year * 366 * 86_400_000;
        expect(ruleStarts(event, from, LAST, 100).length).toBeLessThanOrEqual(100);
      }
    }
    // One list of the seconds of one year alone would take four times as much.
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
});
