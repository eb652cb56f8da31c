import * as fc from 'fast-check';
import type { Window } from '../../../../src/sync/item.ts';
import type { Event, RecurrenceRule } from '../../../../src/sync/kinds/event/event.ts';
import {
  durationSeconds,
  formatDuration,
  localFromMs,
  localMs,
  shiftLocal,
  toInstant,
} from '../../../../src/sync/kinds/event/local-time.ts';
import { occurrences, resolve } from '../../../../src/sync/kinds/event/occurrences.ts';
import { isRuleStart, ruleStarts, touchesWindow } from '../../../../src/sync/kinds/event/recurrence.ts';

function event(start: string, changes: Partial<Event> = {}): Event {
  return { '@type': 'Event', uid: 'x', start, timeZone: 'Europe/Zurich', duration: 'PT1H', ...changes };
}

function rules(...list: readonly Partial<RecurrenceRule>[]): Pick<Event, 'recurrenceRules'> {
  return { recurrenceRules: list as readonly RecurrenceRule[] };
}

/** A window from one UTC time to another, as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`. */
function between(from: string | null, to: string | null): Window {
  const at = (text: string | null) =>
    text === null ? null : Date.parse(text.length === 10 ? text : `${text}Z`);
  return { from: at(from), to: at(to) };
}

/** UTC starts, as `MM-DD HH:MM`. */
function starts(series: Event, window: Window, limit = 100): readonly string[] {
  return occurrences(series, window, limit).map(({ startMs }) =>
    new Date(startMs).toISOString().slice(5, 16).replace('T', ' '),
  );
}

describe('local times', () => {
  it('come back from the local time line as they went', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        fc.integer({ min: -1e9, max: 1e9 }),
        (date, shift) => {
          const local = localFromMs(date.getTime());
          expect(localFromMs(localMs(local) ?? NaN)).toBe(local);
          const moved = shiftLocal(local, shift * 1000);
          if (localMs(moved) !== null) expect(shiftLocal(moved, -shift * 1000)).toBe(local);
        },
      ),
    );
  });

  it('are not what no calendar has', () => {
    for (const wrong of [
      '2026-02-29T00:00:00',
      '2026-13-01T00:00:00',
      '2026-12-01T24:00:00',
      '2026-12-01',
      '2026-12-01T10:00:00Z',
      '',
    ])
      expect(localMs(wrong)).toBeNull();
    expect(localMs('2028-02-29T00:00:00')).toBe(Date.UTC(2028, 1, 29));
  });

  it('have durations that come back as they went', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e8, max: 1e8 }), (seconds) => {
        expect(durationSeconds(formatDuration(seconds, false))).toBe(seconds);
      }),
    );
    expect(
      ['P1W', 'P1DT2H', 'PT90M', '-PT15M', 'PT0S', 'P2D', 'PT1.5S', 'P', 'x'].map(durationSeconds),
    ).toEqual([604800, 93600, 5400, -900, 0, 172800, 1, 0, null]);
    expect([formatDuration(86400, true), formatDuration(0, true), formatDuration(90061, false)]).toEqual([
      'P1D',
      'P1D',
      'PT25H1M1S',
    ]);
  });

  it.each([
    ['2026-07-01T10:00:00', 'Europe/Zurich', '2026-07-01T08:00'],
    ['2026-12-01T10:00:00', 'Europe/Zurich', '2026-12-01T09:00'],
    ['2026-07-01T10:00:00', 'America/New_York', '2026-07-01T14:00'],
    // Does not exist: one hour later. Exists twice: the first.
    ['2026-03-29T02:30:00', 'Europe/Zurich', '2026-03-29T01:30'],
    ['2026-10-25T02:30:00', 'Europe/Zurich', '2026-10-25T00:30'],
    ['2026-12-01T10:00:00', 'Etc/UTC', '2026-12-01T10:00'],
    ['2026-12-01T10:00:00', undefined, '2026-12-01T10:00'],
    ['2026-12-01T10:00:00', 'Not/AZone', '2026-12-01T10:00'],
  ])('%s in %s is %s UTC', (local, zone, utc) => {
    expect(new Date(toInstant(local, zone)).toISOString().slice(0, 16)).toBe(utc);
  });
});

describe('occurrences', () => {
  it.each<[string, Event, Window, readonly string[]]>([
    [
      'keep their local time over the change of clocks in Zurich',
      event('2026-03-27T10:00:00', rules({ frequency: 'daily' })),
      between('2026-03-27', '2026-03-31'),
      ['03-27 09:00', '03-28 09:00', '03-29 08:00', '03-30 08:00'],
    ],
    [
      'keep their local time over the change of clocks in New York',
      event('2026-10-31T10:00:00', { timeZone: 'America/New_York', ...rules({ frequency: 'daily' }) }),
      between('2026-10-31', '2026-11-03'),
      ['10-31 14:00', '11-01 15:00', '11-02 15:00'],
    ],
    [
      'are moved, left out and added by exceptions',
      event('2026-12-01T10:00:00', {
        ...rules({ frequency: 'weekly', count: 4 }),
        recurrenceOverrides: {
          '2026-12-08T10:00:00': { excluded: true },
          '2026-12-15T10:00:00': { start: '2026-12-16T11:00:00' },
          '2026-12-30T08:00:00': {},
        },
      }),
      between('2026-12-01', '2027-02-01'),
      ['12-01 09:00', '12-16 10:00', '12-22 09:00', '12-30 07:00'],
    ],
    [
      'are found where an exception moved them in, and not where it moved them out',
      event('2026-12-01T10:00:00', {
        ...rules({ frequency: 'monthly' }),
        recurrenceOverrides: {
          '2027-06-01T10:00:00': { start: '2026-12-10T10:00:00' },
          '2027-01-01T10:00:00': { start: '2027-03-10T10:00:00' },
        },
      }),
      between('2026-12-05', '2027-01-20'),
      ['12-10 09:00'],
    ],
    [
      'end with UNTIL, itself included',
      event('2026-12-01T10:00:00', rules({ frequency: 'daily', until: '2026-12-03T10:00:00' })),
      between(null, null),
      ['12-01 09:00', '12-02 09:00', '12-03 09:00'],
    ],
    [
      'are counted by COUNT, the start included',
      event('2026-12-01T10:00:00', rules({ frequency: 'daily', interval: 2, count: 3 })),
      between(null, null),
      ['12-01 09:00', '12-03 09:00', '12-05 09:00'],
    ],
    [
      'are whole days for all-day events',
      event('2026-12-01T00:00:00', {
        showWithoutTime: true,
        duration: 'P1D',
        ...rules({ frequency: 'yearly', count: 2 }),
        timeZone: undefined as never,
      }),
      between('2026-12-01', '2028-01-01'),
      ['12-01 00:00', '12-01 00:00'],
    ],
    [
      'come from all rules, each once',
      event(
        '2026-12-01T10:00:00',
        rules({ frequency: 'daily', count: 2 }, { frequency: 'weekly', count: 2 }),
      ),
      between(null, null),
      ['12-01 09:00', '12-02 09:00', '12-08 09:00'],
    ],
    [
      'reach into a window that they began before',
      event('2026-12-01T10:00:00', { duration: 'PT72H', ...rules({ frequency: 'monthly', count: 2 }) }),
      between('2026-12-03', '2026-12-05'),
      ['12-01 09:00'],
    ],
    [
      'are one where nothing recurs',
      event('2026-12-01T10:00:00'),
      between('2026-12-01', null),
      ['12-01 09:00'],
    ],
  ])('%s', (_name, series, window, expected) => {
    expect(starts(series, window)).toEqual(expected);
    expect(touchesWindow(series, window)).toBe(true);
  });

  it('are as many as were asked for, whatever lies before the window or is left out', () => {
    const excluded = Array.from({ length: 10 }, (_, n) => [
      `2026-12-${String(n + 12).padStart(2, '0')}T10:00:00`,
      { excluded: true },
    ]);
    const series = event('2020-01-01T10:00:00', {
      ...rules({ frequency: 'daily' }),
      recurrenceOverrides: Object.fromEntries(excluded) as never,
    });
    expect(starts(series, between('2026-12-10T12:00', null), 3)).toEqual([
      '12-11 09:00',
      '12-22 09:00',
      '12-23 09:00',
    ]);
  });

  it('end quickly where a rule yields millions, never ends or never begins', () => {
    const every = event('1990-01-01T00:00:00', { duration: 'PT0S', ...rules({ frequency: 'secondly' }) });
    expect(occurrences(every, between('1990-01-01', null), 50)).toHaveLength(50);
    expect(occurrences(every, between('2026-12-01', '2026-12-02'), 50).length).toBeLessThanOrEqual(50);
    const never = event(
      '2026-01-01T10:00:00',
      rules({ frequency: 'yearly', byMonth: ['2'], byMonthDay: [30] }),
    );
    expect(starts(never, between(null, null), 5)).toEqual(['01-01 09:00']);
    expect(isRuleStart(every, '1990-01-02T00:00:01')).toBe(true);
    const rare = event('2026-01-01T10:00:00', rules({ frequency: 'daily', interval: 9000 }));
    expect(occurrences(rare, between(null, null), 5)).toHaveLength(5);
  });

  it('are resolved one by one', () => {
    const series = event('2026-12-01T10:00:00', {
      title: 'Series',
      ...rules({ frequency: 'daily' }),
      recurrenceOverrides: {
        '2026-12-02T10:00:00': { title: 'Second', duration: null, start: '2026-12-02T12:00:00' },
        '2026-12-03T10:00:00': { excluded: true },
      },
    });
    expect(resolve(series, '2026-12-03T10:00:00')).toBeNull();
    const second = resolve(series, '2026-12-02T10:00:00');
    expect(second?.event).toMatchObject({ title: 'Second', start: '2026-12-02T12:00:00' });
    expect(second?.event.duration).toBeUndefined();
    expect(second?.event.recurrenceRules).toBeUndefined();
    expect(second?.endMs).toBe(second?.startMs);
  });
});

describe('rules that only say how often', () => {
  const start = fc.integer({
    min: localMs('1999-12-20T00:00:00') ?? 0,
    max: localMs('2030-03-01T00:00:00') ?? 0,
  });
  const rule = fc.record(
    {
      frequency: fc.constantFrom<RecurrenceRule['frequency']>('daily', 'weekly'),
      interval: fc.integer({ min: 1, max: 9 }),
      count: fc.integer({ min: 1, max: 40 }),
      firstDayOfWeek: fc.constantFrom('mo', 'su'),
    },
    { requiredKeys: ['frequency'] },
  );

  it('yield what a reader of all rules finds', () => {
    fc.assert(
      fc.property(start, rule, fc.boolean(), fc.nat(400), fc.nat(400), (at, given, ends, early, days) => {
        const first = localFromMs(at - (at % 1000));
        const until = ends && given.count === undefined ? { until: localFromMs(at + days * 86_400_000) } : {};
        const weekday = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'][new Date(at).getUTCDay()] ?? '';
        const byDay = given.frequency === 'weekly' && early % 2 === 0 ? { byDay: [{ day: weekday }] } : {};
        const plain: RecurrenceRule = { ...given, ...until, ...byDay };
        // The hour of the start says nothing new, but has to be looked at.
        const spoken: RecurrenceRule = { ...plain, byHour: [Number(first.slice(11, 13))] };
        const [from, to] = [at + (early - 200) * 86_400_000, at + (early + days - 200) * 86_400_000];
        const found = ruleStarts(event(first, rules(plain)), from, to, 1000);
        expect(found).toEqual(ruleStarts(event(first, rules(spoken)), from, to, 1000));
      }),
      { numRuns: 200 },
    );
  });
});

describe('touching a window', () => {
  const weekly = event('2026-01-05T10:00:00', rules({ frequency: 'weekly', until: '2026-06-29T10:00:00' }));
  it.each<[Event, Window, boolean]>([
    [weekly, between('2026-06-29', null), true],
    [weekly, between('2026-06-30', null), false],
    [weekly, between(null, '2026-01-05T09:00'), false],
    [weekly, between(null, '2026-01-05T09:01'), true],
    [weekly, between('2026-01-05T10:00', '2026-01-12T08:00'), false],
    [weekly, between('2026-01-05T09:59', '2026-01-12T08:00'), true],
    [event('2026-01-05T10:00:00', rules({ frequency: 'weekly' })), between('2099-01-01', '2099-01-08'), true],
    [
      event('2026-01-05T10:00:00', rules({ frequency: 'minutely' })),
      between('2026-01-20', '2026-01-21'),
      true,
    ],
    [event('2026-01-05T10:00:00'), between('2026-01-06', null), false],
  ])('%#', (series, window, expected) => {
    expect(touchesWindow(series, window)).toBe(expected);
  });

  it('does not depend on fifty occurrences that were left out', () => {
    const recurrenceOverrides = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [localFromMs(Date.UTC(2026, 0, 5 + n, 10)), { excluded: true }]),
    ) as never;
    const series = event('2025-01-05T10:00:00', { ...rules({ frequency: 'daily' }), recurrenceOverrides });
    expect(touchesWindow(series, between('2026-01-06', null))).toBe(true);
    expect(touchesWindow(series, between('2026-01-06', '2026-01-20'))).toBe(false);
  });
});
