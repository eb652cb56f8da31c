import fc from 'fast-check';
import { applyPatch } from '../../../../src/sync/item.ts';
import type { Patch } from '../../../../src/sync/item.ts';
import type { JsonObject } from '../../../../src/sync/json.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import { eventSeries } from '../../../../src/sync/kinds/event/series.ts';

const OPEN = { from: null, to: null };

function series(changes: JsonObject = {}): Event {
  return normaliseEvent({
    '@type': 'Event',
    uid: 's',
    title: 'Series',
    start: '2026-10-20T10:00:00',
    timeZone: 'Europe/Zurich',
    duration: 'PT1H',
    recurrenceRules: [{ frequency: 'daily', count: 10 }],
    ...changes,
  });
}

const dates = (item: Event): readonly string[] => eventSeries.dates(item, OPEN, 1000);
const all = (item: Event) => eventSeries.occurrences(item, dates(item));
const day = (date: number, time = '10:00:00') => `2026-10-${String(date)}T${time}`;

describe('an occurrence as an item of its own', () => {
  it('has everything that the series says of it, and its original start', () => {
    const third = { title: 'Special', start: day(22, '15:00:00'), locations: { 1: { name: 'Room' } } };
    const item = series({ recurrenceOverrides: { [day(22)]: third } });
    expect(Object.fromEntries(eventSeries.occurrences(item, [day(21), day(22)]))).toEqual({
      [day(21)]: {
        '@type': 'Event',
        uid: 's',
        title: 'Series',
        start: day(21),
        timeZone: 'Europe/Zurich',
        duration: 'PT1H',
        recurrenceId: day(21),
        recurrenceIdTimeZone: 'Europe/Zurich',
      },
      [day(22)]: {
        '@type': 'Event',
        uid: 's',
        ...third,
        timeZone: 'Europe/Zurich',
        duration: 'PT1H',
        recurrenceId: day(22),
        recurrenceIdTimeZone: 'Europe/Zurich',
      },
    });
  });

  it('keeps its wall time where the clocks go back, and has no zone where it is of whole days', () => {
    expect(all(series()).get(day(26))).toMatchObject({ start: day(26), timeZone: 'Europe/Zurich' });
    const whole = series({
      showWithoutTime: true,
      start: '2026-10-20T00:00:00',
      timeZone: null,
      duration: 'P1D',
    });
    const occurrence = all(whole).get('2026-10-26T00:00:00');
    expect(occurrence).toMatchObject({
      start: '2026-10-26T00:00:00',
      showWithoutTime: true,
      duration: 'P1D',
    });
    expect(occurrence).not.toHaveProperty('recurrenceIdTimeZone');
  });

  it.each([
    ['what the rules do not make', day(20, '11:00:00'), {}],
    ['what was taken out', day(21), { recurrenceOverrides: { [day(21)]: { excluded: true } } }],
    ['what lies after the end', '2026-11-20T10:00:00', {}],
  ])('is not made of %s', (_what, id, changes) => {
    expect(eventSeries.occurrences(series(changes), [id]).size).toBe(0);
  });

  it('is found by its original start where it was moved into the window', () => {
    const moved = series({ recurrenceOverrides: { [day(20)]: { start: '2027-03-01T10:00:00' } } });
    const window = { from: Date.UTC(2027, 1, 1), to: Date.UTC(2027, 3, 1) };
    expect(eventSeries.dates(moved, window, 10)).toEqual([day(20)]);
  });
});

describe('a change of one occurrence', () => {
  const change = (item: Event, changes: Readonly<Record<string, Patch | null>>): Event | null => {
    const patch = eventSeries.change(item, new Map(Object.entries(changes)));
    return patch === null ? null : normaliseEvent(applyPatch(item, patch));
  };

  it.each<[string, Patch, JsonObject | null]>([
    ['a property', { title: 'Other' }, { title: 'Other' }],
    ['another time', { start: day(22, '08:00:00') }, { start: day(22, '08:00:00') }],
    ['what its series says', { title: 'Series', start: day(22) }, null],
    ['that it lacks what its series has', { duration: null }, { duration: null }],
    ['who it is, which it can not', { uid: 'x', recurrenceId: day(21), sequence: 7 }, null],
    ['what only a series has, which it can not', { recurrenceRules: [], recurrenceOverrides: {} }, null],
  ])('says %s', (_what, patch, override) => {
    expect(change(series(), { [day(22)]: patch })?.recurrenceOverrides).toEqual(
      override === null ? undefined : { [day(22)]: override },
    );
  });

  it('goes on from what the exception says already', () => {
    const item = series({ recurrenceOverrides: { [day(22)]: { title: 'Special', color: 'red' } } });
    expect(change(item, { [day(22)]: { title: 'Series', priority: 3 } })?.recurrenceOverrides).toEqual({
      [day(22)]: { color: 'red', priority: 3 },
    });
  });

  it('takes a date out: one of the rules by saying so, an additional one by not naming it', () => {
    const item = series({ recurrenceOverrides: { '2026-12-24T10:00:00': {} } });
    const after = change(item, { [day(22)]: null, '2026-12-24T10:00:00': null });
    expect(after?.recurrenceOverrides).toEqual({ [day(22)]: { excluded: true } });
  });

  it('leaves nothing of a series that has no other date', () => {
    const two = series({ recurrenceRules: [{ frequency: 'daily', count: 2 }] });
    expect(change(two, { [day(20)]: null })).not.toBeNull();
    expect(change(two, { [day(20)]: null, [day(21)]: null })).toBeNull();
  });

  it('never takes a series for empty because it could not be looked through', () => {
    const endless = series({
      recurrenceRules: [{ frequency: 'yearly', byMonth: ['2'], byMonthDay: [30] }],
    });
    expect(change(endless, { [day(20)]: null })).not.toBeNull();
  });
});

describe('any change of occurrences', () => {
  const title = fc.string({ maxLength: 5 });
  const patch: fc.Arbitrary<Patch> = fc.record(
    {
      title: fc.oneof(title, fc.constant(null)),
      start: fc.integer({ min: 10, max: 30 }).map((date) => day(date, '07:30:00')),
      duration: fc.constantFrom('PT30M', 'PT1H', null),
      timeZone: fc.constantFrom('America/New_York', null),
      priority: fc.integer({ min: 0, max: 9 }),
      participants: fc.constantFrom(null, { 'mailto:a@example.com': { roles: { owner: true } } }),
    },
    { requiredKeys: [] },
  );
  const whole: fc.Arbitrary<Event> = fc
    .record({
      frequency: fc.constantFrom('daily', 'weekly', 'monthly'),
      count: fc.integer({ min: 2, max: 12 }),
      overrides: fc.array(fc.tuple(fc.nat(11), fc.oneof(patch, fc.constant({ excluded: true }))), {
        maxLength: 4,
      }),
      showWithoutTime: fc.boolean(),
    })
    .map(({ frequency, count, overrides, showWithoutTime }) => {
      const plain = series({ recurrenceRules: [{ frequency, count }], showWithoutTime });
      const starts = dates(plain);
      const entries = overrides.map(([index, said]) => [starts[index % starts.length] ?? '', said] as const);
      return normaliseEvent({ ...plain, recurrenceOverrides: Object.fromEntries(entries) });
    });
  const wishes = fc.array(fc.tuple(fc.nat(11), fc.oneof(patch, fc.constant(null))), {
    minLength: 1,
    maxLength: 3,
  });

  it('changes these occurrences as asked, and no other one', () => {
    fc.assert(
      fc.property(whole, wishes, (item, asked) => {
        const before = all(item);
        const ids = [...before.keys()];
        fc.pre(ids.length > 0);
        const changes = new Map(asked.map(([index, wish]) => [ids[index % ids.length] ?? '', wish]));
        const change = eventSeries.change(item, changes);
        const expected = new Map(
          [...before].flatMap(([id, occurrence]) => {
            const wish = changes.get(id);
            if (wish === null) return [];
            return [
              [id, wish === undefined ? occurrence : normaliseEvent(applyPatch(occurrence, wish))] as const,
            ];
          }),
        );
        const after = change === null ? null : normaliseEvent(applyPatch(item, change));
        expect(after === null || !eventSeries.isSeries(after) ? new Map() : all(after)).toEqual(expected);
      }),
    );
  });
});
