import type { Item } from '../../../../src/sync/item.ts';
import type { JsonObject } from '../../../../src/sync/json.ts';
import { carryOverrides } from '../../../../src/sync/kinds/event/carry-overrides.ts';
import { eventKind } from '../../../../src/sync/kinds/event/kind.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';

/** A series of Mondays at ten, from 7 December 2026. */
const MONDAYS = {
  '@type': 'Event',
  uid: 's',
  start: '2026-12-07T10:00:00',
  timeZone: 'Europe/Zurich',
  duration: 'PT1H',
  recurrenceRules: [{ frequency: 'weekly', byDay: [{ day: 'mo' }] }],
} as const;
const DAILY = { recurrenceRules: [{ frequency: 'daily' }] };
const EXCEPTIONS = {
  '2026-12-14T10:00:00': { title: 'Special' },
  '2026-12-21T10:00:00': { excluded: true },
};

const series = (changes: object = {}): Item => normaliseEvent({ ...MONDAYS, ...changes });
const weekly = (rule: object): object => ({ recurrenceRules: [{ frequency: 'weekly', ...rule }] });

/** The keys of the exceptions of 14 and 21 December after a change, or null for those that are gone. */
function keys(to: object, from: object = {}): readonly (string | null)[] {
  const { kept } = carryOverrides(series({ recurrenceOverrides: EXCEPTIONS, ...from }), series(to));
  const at = (wanted: (patch: JsonObject) => boolean): string | null =>
    Object.entries(kept).find(([, patch]) => wanted(patch as JsonObject))?.[0] ?? null;
  return [at(({ title }) => title === 'Special'), at(({ excluded }) => excluded === true)];
}

describe('exceptions of a series that takes place otherwise', () => {
  it.each([
    ['nothing', {}, ['2026-12-14T10:00:00', '2026-12-21T10:00:00']],
    ['its time', { start: '2026-12-07T14:30:00' }, ['2026-12-14T14:30:00', '2026-12-21T14:30:00']],
    [
      'its day, rule and all',
      { start: '2026-12-09T10:00:00', ...weekly({ byDay: [{ day: 'we' }] }) },
      ['2026-12-16T10:00:00', '2026-12-23T10:00:00'],
    ],
    ['its first day alone', { start: '2026-12-09T10:00:00' }, ['2026-12-14T10:00:00', '2026-12-21T10:00:00']],
    [
      'its first day alone, and its time',
      { start: '2026-12-09T11:00:00' },
      ['2026-12-14T11:00:00', '2026-12-21T11:00:00'],
    ],
    ['its week', { start: '2026-12-14T10:00:00' }, ['2026-12-21T10:00:00', '2026-12-28T10:00:00']],
    ['its zone', { timeZone: 'Asia/Tokyo' }, ['2026-12-14T10:00:00', '2026-12-21T10:00:00']],
    [
      'its zone, at the same instants, on the day before',
      {
        start: '2026-12-06T22:00:00',
        timeZone: 'Pacific/Honolulu',
        ...weekly({ byDay: [{ day: 'su' }] }),
      },
      ['2026-12-13T22:00:00', '2026-12-20T22:00:00'],
    ],
    [
      'more days',
      weekly({ byDay: [{ day: 'mo' }, { day: 'th' }] }),
      ['2026-12-14T10:00:00', '2026-12-21T10:00:00'],
    ],
    ['every day', DAILY, ['2026-12-14T10:00:00', '2026-12-21T10:00:00']],
    ['every other week', weekly({ interval: 2, byDay: [{ day: 'mo' }] }), [null, '2026-12-21T10:00:00']],
    ['its end', weekly({ byDay: [{ day: 'mo' }], count: 2 }), ['2026-12-14T10:00:00', null]],
    ['other days', weekly({ byDay: [{ day: 'fr' }] }), [null, null]],
    [
      'its times to whole days',
      { start: '2026-12-07T00:00:00', timeZone: undefined, showWithoutTime: true, duration: 'P1D' },
      ['2026-12-14T00:00:00', '2026-12-21T00:00:00'],
    ],
    ['into a single meeting', { recurrenceRules: undefined }, [null, null]],
  ])('are where their occurrences are when it changes %s', (_what, to, expected) => {
    expect(keys(to)).toEqual(expected);
  });

  it('are lost values when their occurrence is no more, unless it was excluded', () => {
    const from = series({ recurrenceOverrides: EXCEPTIONS });
    expect(carryOverrides(from, series(weekly({ byDay: [{ day: 'fr' }] })))).toEqual({
      kept: {},
      orphaned: { '2026-12-14T10:00:00': { title: 'Special' } },
    });
  });

  it('stay additional dates when they are none of the old rule, whatever the new one has', () => {
    const dates = { '2026-12-16T10:00:00': {}, '2026-12-19T10:00:00': { title: 'Saturday' } };
    const from = series({ recurrenceOverrides: { ...EXCEPTIONS, ...dates } });
    expect(carryOverrides(from, series(weekly({ byDay: [{ day: 'fr' }] })))).toEqual({
      kept: dates,
      orphaned: { '2026-12-14T10:00:00': { title: 'Special' } },
    });
    const later = series({ start: '2026-12-07T11:00:00' });
    expect(Object.keys(carryOverrides(from, later).kept).sort()).toEqual([
      '2026-12-14T11:00:00',
      '2026-12-16T11:00:00',
      '2026-12-19T11:00:00',
      '2026-12-21T11:00:00',
    ]);
  });

  it('keep what was said of when they take place', () => {
    const moved = { '2026-12-14T10:00:00': { start: '2026-12-15T16:00:00' } };
    const { kept } = carryOverrides(
      series({ recurrenceOverrides: moved }),
      series({ start: '2026-12-07T11:00:00' }),
    );
    expect(kept).toEqual({ '2026-12-14T11:00:00': { start: '2026-12-15T16:00:00' } });
  });

  it('take what is personal in them along', () => {
    const alone = { '2026-12-14T10:00:00': { color: 'red' }, '2026-12-21T10:00:00': { color: 'blue' } };
    const shorter = { start: '2026-12-07T11:00:00', ...weekly({ byDay: [{ day: 'mo' }], count: 2 }) };
    const merged = eventKind.withPersonal(series(shorter), series({ recurrenceOverrides: alone }));
    expect(merged['recurrenceOverrides']).toEqual({ '2026-12-14T11:00:00': { color: 'red' } });
  });
});
