import * as fc from 'fast-check';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import { occurrences } from '../../../../src/sync/kinds/event/occurrences.ts';
import { splitAt } from '../../../../src/sync/kinds/event/split.ts';

/** A series that begins on a Monday at ten. */
const series = (changes: object = {}): Event =>
  normaliseEvent({
    '@type': 'Event',
    uid: 'old',
    title: 'Round',
    start: '2026-12-07T10:00:00',
    timeZone: 'Europe/Zurich',
    duration: 'PT1H',
    recurrenceRules: [{ frequency: 'weekly' }],
    ...changes,
  });

const FOUR_WEEKS = [{ frequency: 'weekly', count: 4 }];
const YEARS = { from: null, to: Date.UTC(2028, 0, 1) };

/** What a person sees of a series in a calendar, whichever UID it has. */
const seen = (event: Event): readonly unknown[] =>
  occurrences(event, YEARS, 400).map(({ recurrenceId, event: { uid: _uid, ...rest } }) => ({
    ...rest,
    recurrenceId,
  }));

const rules = fc.constantFrom(
  [{ frequency: 'daily' }],
  [{ frequency: 'daily', interval: 3, count: 20 }],
  [{ frequency: 'weekly', interval: 2, byDay: [{ day: 'mo' }, { day: 'sa' }] }],
  [{ frequency: 'weekly', until: '2027-03-01T10:00:00', byDay: [{ day: 'mo' }, { day: 'we' }] }],
  [{ frequency: 'monthly' }],
  [{ frequency: 'monthly', byDay: [{ day: 'mo', nthOfPeriod: 1 }] }],
  [{ frequency: 'monthly', byMonthDay: [-1], count: 9 }],
  [{ frequency: 'yearly', byMonth: ['2', '12'], byDay: [{ day: 'fr', nthOfPeriod: -1 }] }],
  [
    { frequency: 'daily', interval: 2 },
    { frequency: 'weekly', byDay: [{ day: 'mo' }] },
  ],
);
const exception = fc.oneof(
  fc.constant({ excluded: true }),
  fc.constant({ title: 'Special' }),
  fc.constant({ start: '2027-01-20T18:00:00' }),
);

describe('a series that is cut in two', () => {
  it('ends with the last occurrence before the cut, and a new one begins there', () => {
    const parts = splitAt(series({ recurrenceRules: FOUR_WEEKS, sequence: 3 }), '2026-12-21T10:00:00', 'new');
    expect(parts).toEqual({
      head: series({
        recurrenceRules: [{ frequency: 'weekly', until: '2026-12-14T10:00:00' }],
        sequence: 3,
      }),
      tail: series({
        uid: 'new',
        start: '2026-12-21T10:00:00',
        recurrenceRules: [{ frequency: 'weekly', count: 2 }],
      }),
    });
  });

  it('keeps exceptions and additional dates on their side of the cut', () => {
    const parts = splitAt(
      series({
        recurrenceOverrides: {
          '2026-12-14T10:00:00': { title: 'Before' },
          '2026-12-17T10:00:00': {},
          '2026-12-21T10:00:00': { title: 'At' },
          '2026-12-28T10:00:00': { excluded: true },
          '2027-01-08T10:00:00': {},
        },
      }),
      '2026-12-21T10:00:00',
      'new',
    );
    expect(Object.keys(parts?.head.recurrenceOverrides ?? {})).toEqual([
      '2026-12-14T10:00:00',
      '2026-12-17T10:00:00',
    ]);
    expect(Object.keys(parts?.tail.recurrenceOverrides ?? {})).toEqual([
      '2026-12-21T10:00:00',
      '2026-12-28T10:00:00',
      '2027-01-08T10:00:00',
    ]);
  });

  it.each([
    ['at its first occurrence', series(), '2026-12-07T10:00:00'],
    ['where it has none', series(), '2026-12-15T10:00:00'],
    ['after its end', series({ recurrenceRules: FOUR_WEEKS }), '2027-01-04T10:00:00'],
    ['when it is none', series({ recurrenceRules: undefined }), '2026-12-07T10:00:00'],
    [
      'at an additional date',
      series({ recurrenceOverrides: { '2026-12-15T10:00:00': {} } }),
      '2026-12-15T10:00:00',
    ],
    [
      'at an excluded one',
      series({ recurrenceOverrides: { '2026-12-14T10:00:00': { excluded: true } } }),
      '2026-12-14T10:00:00',
    ],
    [
      'where one of its rules would count other weeks',
      series({
        recurrenceRules: [{ frequency: 'daily' }, { frequency: 'weekly', interval: 2, byHour: [15] }],
      }),
      '2026-12-14T10:00:00',
    ],
  ])('is not cut %s', (_where, event, at) => {
    expect(splitAt(event, at, 'new')).toBeNull();
  });

  it('has the same occurrences as before, each once', () => {
    let cuts = 0;
    fc.assert(
      fc.property(
        rules,
        fc.array(fc.tuple(fc.nat(12), exception), { maxLength: 4 }),
        fc.integer({ min: 1, max: 8 }),
        (recurrenceRules, exceptions, index) => {
          const bare = series({ recurrenceRules });
          const starts = occurrences(bare, YEARS, 13).map(({ recurrenceId }) => recurrenceId ?? '');
          const overrides = exceptions.map(([at, patch]) => [starts[at] ?? bare.start, patch] as const);
          const whole = series({ recurrenceRules, recurrenceOverrides: Object.fromEntries(overrides) });
          const parts = splitAt(whole, starts[index] ?? '', 'new');
          if (parts === null) return;
          cuts += 1;
          const inOrder = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).sort();
          expect(inOrder([...seen(parts.head), ...seen(parts.tail)])).toEqual(inOrder(seen(whole)));
        },
      ),
    );
    expect(cuts).toBeGreaterThan(50);
  });
});
