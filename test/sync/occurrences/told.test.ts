import fc from 'fast-check';
import { CursorLost } from '../../../src/sync/errors.ts';
import { runsOf, startsOf } from '../../../src/sync/occurrences/runs.ts';
import { NOTHING_TOLD, cursorOf, toldIn } from '../../../src/sync/occurrences/told.ts';
import type { Told } from '../../../src/sync/occurrences/told.ts';

const local = fc
  .integer({ min: Date.UTC(1970, 0, 1) / 1000, max: Date.UTC(2100, 0, 1) / 1000 })
  .map((seconds) => new Date(seconds * 1000).toISOString().slice(0, 19));
const ascending = fc.uniqueArray(local, { maxLength: 30 }).map((starts) => [...starts].sort());

describe('what was told', () => {
  it('takes one run where the distances are even, and comes back as it was', () => {
    const daily = ['2026-12-01T10:00:00', '2026-12-02T10:00:00', '2026-12-03T10:00:00'];
    expect(runsOf([...daily, '2026-12-03T11:00:00'])).toEqual([
      [daily[0], 86_400, 3],
      ['2026-12-03T11:00:00', 0, 1],
    ]);
    fc.assert(
      fc.property(ascending, (starts) => {
        expect(startsOf(runsOf(starts))).toEqual(starts);
      }),
    );
  });

  it('is kept in the cursor', () => {
    const told: Told = {
      inner: 'sync-token "1"',
      first: false,
      listing: true,
      series: new Map([
        [
          'a b',
          { identity: 'u;1', version: '"e1"', days: '1/2', starts: ['2026-12-01T10:00:00'], untouched: true },
        ],
        ['c', { identity: null, version: 'e2', days: '1/3', starts: [], untouched: false }],
      ]),
    };
    expect(toldIn(cursorOf(told))).toEqual(told);
    expect(toldIn(null)).toBe(NOTHING_TOLD);
  });

  it.each(['1.delta.0.0', '{"inner":null}', '[]', '7', ''])('is nothing that %j could tell', (cursor) => {
    expect(() => toldIn(cursor)).toThrow(CursorLost);
  });

  it('of a year of workdays and a daily one takes less than a kilobyte', () => {
    const days = Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000));
    const starts = days.map((day) => day.toISOString().slice(0, 19));
    const series = { identity: 'u', version: 'v', days: '1/2', starts, untouched: false };
    expect(cursorOf({ ...NOTHING_TOLD, series: new Map([['s', series]]) }).length).toBeLessThan(200);
  });
});
