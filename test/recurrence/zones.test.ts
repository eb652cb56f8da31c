import * as fc from 'fast-check';
import type { Event, RecurrenceRule } from '../../src/sync/kinds/event/event.ts';
import { fromInstant, toInstant } from '../../src/sync/kinds/event/local-time.ts';
import { occurrences } from '../../src/sync/kinds/event/occurrences.ts';
import { touchesWindow } from '../../src/sync/kinds/event/recurrence.ts';
import { arbitraryRule, arbitraryStart } from './arbitrary-rule.ts';
import type { SpokenRule } from './reference/jscalendar.ts';
import { localOfMoment, momentOf, ruleOf } from './reference/jscalendar.ts';
import { recurrenceSet } from './reference/series.ts';
import { instantOf, localOf, offsetAt } from './reference/zone.ts';

const DAY = 86_400;
const ZONES = Intl.supportedValuesOf('timeZone');

/** Zones whose clocks do what one doesn't expect, with a time at which they do it. */
const ODD: readonly (readonly [zone: string, around: string])[] = [
  ['Europe/Berlin', '2026-03-29T02:30:00'],
  ['Europe/Berlin', '2026-10-25T02:30:00'],
  ['America/New_York', '2026-03-08T02:30:00'],
  // Half an hour.
  ['Australia/Lord_Howe', '2026-10-04T02:15:00'],
  ['Australia/Lord_Howe', '2026-04-05T01:45:00'],
  // Days that nobody there has seen.
  ['Pacific/Apia', '2011-12-30T10:00:00'],
  ['Pacific/Kwajalein', '1993-08-21T10:00:00'],
  // At midnight.
  ['America/Sao_Paulo', '2018-11-04T00:00:00'],
  ['Africa/Cairo', '2024-04-26T00:30:00'],
  // Back for Ramadan, and below standard time in winter.
  ['Africa/Casablanca', '2026-02-15T02:30:00'],
  ['Europe/Dublin', '2026-10-25T01:30:00'],
  // New rules.
  ['Europe/Moscow', '2011-03-27T02:30:00'],
  ['Europe/Moscow', '2014-10-26T01:30:00'],
  ['Asia/Pyongyang', '2018-05-04T23:45:00'],
  ['America/Caracas', '2016-05-01T02:45:00'],
  ['Antarctica/Troll', '2026-03-29T01:30:00'],
  ['Asia/Kathmandu', '1986-01-01T00:10:00'],
];

/** A zone, and a local time in the years 1970 to 2100: anywhere, or where clocks are changed. */
const anyTime = fc.oneof(
  fc.tuple(fc.constantFrom(...ZONES), arbitraryStart(1970, 2099)),
  fc
    .tuple(fc.constantFrom(...ODD), fc.integer({ min: -3 * DAY, max: 3 * DAY }))
    .map(([[zone, around], shift]) => [zone, localOfMoment(momentOf(around) + shift)] as const),
);

const RULES = arbitraryRule('yearly', 'monthly', 'weekly', 'daily', 'hourly');

function series(start: string, rule: SpokenRule | null, changes: Partial<Event>): Event {
  const rules = rule === null ? {} : { recurrenceRules: [rule as unknown as RecurrenceRule] };
  return { '@type': 'Event', uid: 'series@test', start, ...rules, ...changes };
}

/** Instants (seconds) at which the reference has the series in a window begin; `zone` null: floating. */
function expected(start: string, rule: SpokenRule, zone: string | null, window: Seconds, length: number) {
  const set = { start: momentOf(start), rules: [ruleOf(rule)], additional: [], excluded: [] };
  // A day that was left out lets a local time be a day late.
  const all = recurrenceSet(set, { until: window.to + 2 * DAY, periods: Infinity }, Infinity);
  return all
    .map((moment) => instantOf(moment, zone))
    .filter((at) => at < window.to && at + Math.max(length, 0.001) > window.from)
    .sort((a, b) => a - b);
}

interface Seconds {
  readonly from: number;
  readonly to: number;
}

describe('a local time in a zone', () => {
  it('is the instant that the clocks there say, and back, from 1970 to 2100', () => {
    fc.assert(
      fc.property(anyTime, ([zone, local]) => {
        const instant = instantOf(momentOf(local), zone);
        expect({ zone, local, at: toInstant(local, zone) / 1000 }).toEqual({ zone, local, at: instant });
        expect(fromInstant(instant * 1000, zone) / 1000).toBe(localOf(instant, zone));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    // Before the gap the offset was -10 hours: a day and as many hours later on the clock.
    ['2011-12-30T10:00:00', 'Pacific/Apia', '2011-12-30T20:00:00Z', '2011-12-31T10:00:00'],
    ['2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z', '2026-10-04T02:45:00'],
    ['2026-04-05T01:45:00', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z', '2026-04-05T01:45:00'],
    ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00Z', '2026-03-29T03:30:00'],
    ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00'],
    ['2018-11-04T00:00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00Z', '2018-11-04T01:00:00'],
  ])('%s in %s is %s and reads %s', (local, zone, utc, reads) => {
    const instant = Date.parse(utc);
    expect([toInstant(local, zone), instantOf(momentOf(local), zone) * 1000]).toEqual([instant, instant]);
    expect(localOfMoment(localOf(instant / 1000, zone))).toBe(reads);
  });
});

describe('a series in a zone', () => {
  it('is in a window where the reference has it, whatever clocks do', () => {
    fc.assert(
      fc.property(
        anyTime,
        RULES,
        fc.nat(900),
        fc.integer({ min: 1, max: 40 * 24 }),
        fc.constantFrom(0, 1800, 3 * 3600, 2 * DAY),
        ([zone, local], rule, days, hours, length) => {
          const begin = localOfMoment(momentOf(local) - days * DAY);
          const around = instantOf(momentOf(local), zone);
          const window = { from: around - hours * 1800, to: around + hours * 1800 };
          const duration = `PT${String(length)}S`;
          const event = series(begin, rule, { timeZone: zone, duration });
          const milliseconds = { from: window.from * 1000, to: window.to * 1000 };
          const found = occurrences(event, milliseconds, 5000).map(({ startMs }) => startMs / 1000);
          const wanted = expected(begin, rule, zone, window, length);
          expect(found).toEqual(wanted);
          expect(touchesWindow(event, milliseconds)).toBe(wanted.length > 0);
        },
      ),
      { numRuns: 700 },
    );
  });

  it('is found on the day after the one that Samoa left out', () => {
    const event = series(
      '2011-12-28T10:00:00',
      { frequency: 'daily', count: 4 },
      { timeZone: 'Pacific/Apia' },
    );
    const window = { from: Date.parse('2011-12-30T19:30:00Z'), to: Date.parse('2011-12-30T20:30:00Z') };
    expect(occurrences(event, window, 9).map(({ recurrenceId }) => recurrenceId)).toEqual([
      '2011-12-30T10:00:00',
      '2011-12-31T10:00:00',
    ]);
  });

  it('follows a zone that changes its rules', () => {
    const event = series('2010-07-01T10:00:00', { frequency: 'yearly' }, { timeZone: 'Europe/Moscow' });
    const window = { from: Date.parse('2010-01-01'), to: Date.parse('2016-01-01') };
    const hours = occurrences(event, window, 9).map(({ startMs }) => new Date(startMs).getUTCHours());
    expect(hours).toEqual([6, 6, 6, 6, 6, 7]);
  });

  it('has two starts at one instant where an hourly one meets a gap, each with its own original start', () => {
    const event = series(
      '2026-03-29T01:00:00',
      { frequency: 'hourly', count: 4 },
      { timeZone: 'Europe/Berlin' },
    );
    const found = occurrences(event, { from: null, to: null }, 9);
    expect(found.map(({ startMs }) => new Date(startMs).toISOString().slice(11, 16))).toEqual([
      '00:00',
      '01:00',
      '01:00',
      '02:00',
    ]);
    expect(new Set(found.map(({ recurrenceId }) => recurrenceId)).size).toBe(4);
  });
});

describe('a series of whole days', () => {
  it('is on the same days in every zone', () => {
    fc.assert(
      fc.property(
        anyTime,
        arbitraryRule('yearly', 'monthly', 'weekly', 'daily'),
        fc.nat(60),
        fc.integer({ min: 1, max: 3 }),
        ([zone, local], given, days, length) => {
          const { byHour: _hour, byMinute: _minute, bySecond: _second, ...rule } = given;
          const first = `${local.slice(0, 10)}T00:00:00`;
          const event = series(first, rule, { showWithoutTime: true, duration: `P${String(length)}D` });
          // One who looks from that zone at one of their days asks for its instants; storage has floating times as UTC.
          const day = momentOf(first) + days * DAY;
          const window = { from: day, to: day + DAY };
          const found = occurrences(event, { from: window.from * 1000, to: window.to * 1000 }, 99);
          const wanted = expected(first, rule, null, window, length * DAY);
          expect(found.map(({ startMs }) => startMs / 1000)).toEqual(wanted);
          // Seen in the zone, each begins on its own date, however long the day is there.
          for (const { event: shown } of found) {
            const begin = toInstant(shown.start, zone) / 1000;
            expect(begin).toBe(instantOf(momentOf(shown.start), zone));
            expect(momentOf(shown.start) - (begin + offsetAt(begin, zone))).toBeLessThanOrEqual(0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
