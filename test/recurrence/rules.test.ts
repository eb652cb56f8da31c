import * as fc from 'fast-check';
import type { Event, RecurrenceRule } from '../../src/sync/kinds/event/event.ts';
import { isRuleStart, ruleStarts, ruleStartsAmong } from '../../src/sync/kinds/event/recurrence.ts';
import { arbitraryRule, arbitraryStart } from './arbitrary-rule.ts';
import type { SpokenRule } from './reference/jscalendar.ts';
import { localOfMoment, momentOf, ruleOf } from './reference/jscalendar.ts';
import { recurrenceSet } from './reference/series.ts';

const DAY = 86_400;
/** How far the reference walks, in days, per interval: enough for some dozen starts, in bearable time. */
const FAR: Readonly<Record<SpokenRule['frequency'], number>> = {
  yearly: 3000, monthly: 1200, weekly: 700, daily: 400, hourly: 30, minutely: 2, secondly: 0.1,
}; // prettier-ignore
const MOST = 200;

function series(start: string, ...rules: readonly SpokenRule[]): Event {
  return {
    '@type': 'Event',
    uid: 'series@test',
    start,
    recurrenceRules: rules as unknown as readonly RecurrenceRule[],
  };
}

/** Starts from one moment to another, as the product and as the reference finds them. */
function both(
  start: string,
  rules: readonly SpokenRule[],
  from: number,
  to: number,
): readonly [product: readonly string[], reference: readonly string[]] {
  const found = ruleStarts(series(start, ...rules), from * 1000, to * 1000, MOST);
  const set = { start: momentOf(start), rules: rules.map(ruleOf), additional: [], excluded: [] };
  const all = recurrenceSet(set, { until: to, periods: Infinity }, Infinity);
  return [
    found,
    all
      .filter((moment) => moment >= from)
      .slice(0, MOST)
      .map(localOfMoment),
  ];
}

describe('the starts of a rule', () => {
  it.each([
    ['yearly', 250],
    ['monthly', 400],
    ['weekly', 300],
    ['daily', 300],
    ['hourly', 200],
    ['minutely', 150],
    ['secondly', 150],
  ] as const)('are those that a plain walk through its days finds: %s', (frequency, numRuns) => {
    fc.assert(
      fc.property(
        arbitraryRule(frequency),
        arbitraryStart(1970, 2099),
        fc.double({ min: -0.2, max: 0.9, noNaN: true }),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
        (given, start, early, ends) => {
          const first = momentOf(start);
          const far = Math.ceil(FAR[frequency] * DAY * (1 + (given.interval ?? 1) / 8));
          const ending = ends !== null && given.count === undefined;
          const rule = ending ? { ...given, until: localOfMoment(first + Math.floor(far * ends)) } : given;
          const [product, reference] = both(start, [rule], first + Math.floor(far * early), first + far);
          expect(product).toEqual(reference);
        },
      ),
      { numRuns },
    );
  });

  it('are those of all rules, each once', () => {
    const rule = arbitraryRule('yearly', 'monthly', 'weekly', 'daily');
    fc.assert(
      fc.property(rule, rule, arbitraryStart(1970, 2099), (one, other, start) => {
        const first = momentOf(start);
        const [product, reference] = both(start, [one, other], first, first + 2000 * DAY);
        expect(product).toEqual(reference);
      }),
      { numRuns: 100 },
    );
  });

  it('are what they are in the year 1601 and at the end of the year 9999', () => {
    const rule = arbitraryRule('yearly', 'monthly', 'weekly', 'daily', 'hourly');
    fc.assert(
      fc.property(rule, fc.constantFrom(1601, 1899, 9998), fc.nat(360), (given, year, day) => {
        const first = momentOf(`${String(year)}-01-01T06:30:00`) + day * DAY;
        const end = Math.min(first + 900 * DAY, momentOf('9999-12-31T23:59:59'));
        const [product, reference] = both(localOfMoment(first), [given], first, end);
        expect(product).toEqual(reference);
      }),
      { numRuns: 100 },
    );
  });

  it('can be looked for one by one, and all on one way', () => {
    const rule = arbitraryRule('yearly', 'monthly', 'weekly', 'daily');
    fc.assert(
      fc.property(rule, arbitraryStart(1970, 2099), (given, start) => {
        const first = momentOf(start);
        const [, starts] = both(start, [given], first, first + 1500 * DAY);
        const beside = starts.map((local) => localOfMoment(momentOf(local) + 3600 * 5 + 1));
        const event = series(start, given);
        const [, all] = both(start, [given], first, first + 1501 * DAY);
        const expected = [...starts, ...beside].filter((local) => all.includes(local));
        expect([...ruleStartsAmong(event, [...beside, ...starts])].sort()).toEqual(
          [...new Set(expected)].sort(),
        );
        const last = starts.at(-1) ?? start;
        expect([isRuleStart(event, last), isRuleStart(event, localOfMoment(first - DAY))]).toEqual([
          true,
          false,
        ]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a rule', () => {
  it.each<[string, string, SpokenRule, readonly string[]]>([
    [
      'counts its start once, where positions leave it out',
      '2071-05-06T17:55:12',
      { frequency: 'monthly', byHour: [1, 2, 17], bySetPosition: [-3], count: 3 },
      ['2071-05-06T17:55:12', '2071-06-06T01:55:12', '2071-07-06T01:55:12'],
    ],
    [
      'that names days of the year and weeks of the year means days that are both',
      '2099-12-31T12:00:00',
      { frequency: 'yearly', byWeekNo: [1, 53], byYearDay: [-1], count: 3 },
      ['2099-12-31T12:00:00', '2103-12-31T12:00:00', '2104-12-31T12:00:00'],
    ],
    [
      'that names days of the year and nth weekdays means days that are both',
      '1970-01-01T00:00:00',
      { frequency: 'yearly', byDay: [{ day: 'th', nthOfPeriod: -22 }], byYearDay: [217], count: 2 },
      ['1970-01-01T00:00:00', '1971-08-05T00:00:00'],
    ],
    [
      'that names weeks takes its weekday from its start',
      '2026-03-04T09:00:00',
      { frequency: 'yearly', byWeekNo: [10, 20], count: 3 },
      ['2026-03-04T09:00:00', '2026-05-13T09:00:00', '2027-03-10T09:00:00'],
    ],
    [
      'takes weeks as they begin',
      '2026-01-04T09:00:00',
      {
        frequency: 'weekly',
        interval: 2,
        byDay: [{ day: 'su' }, { day: 'mo' }],
        firstDayOfWeek: 'su',
        count: 3,
      },
      ['2026-01-04T09:00:00', '2026-01-05T09:00:00', '2026-01-18T09:00:00'],
    ],
    [
      'that names days of the month and no month means every month (RFC 5545, against RFC 8984)',
      '2026-01-15T09:00:00',
      { frequency: 'yearly', byMonthDay: [15], count: 3 },
      ['2026-01-15T09:00:00', '2026-02-15T09:00:00', '2026-03-15T09:00:00'],
    ],
    [
      'leaves out months that lack its day',
      '2026-01-31T09:00:00',
      { frequency: 'monthly', count: 3 },
      ['2026-01-31T09:00:00', '2026-03-31T09:00:00', '2026-05-31T09:00:00'],
    ],
    [
      'on 29 February knows 2100',
      '2092-02-29T09:00:00',
      { frequency: 'yearly', count: 3 },
      ['2092-02-29T09:00:00', '2096-02-29T09:00:00', '2104-02-29T09:00:00'],
    ],
    [
      'takes a leap second for the one before',
      '2026-01-01T09:00:00',
      { frequency: 'daily', bySecond: [60], count: 2 },
      ['2026-01-01T09:00:00', '2026-01-01T09:00:59'],
    ],
  ])('%s', (_what, start, rule, expected) => {
    const event = series(start, rule);
    expect(ruleStarts(event, -Infinity, Infinity, 10)).toEqual(expected);
  });
});
