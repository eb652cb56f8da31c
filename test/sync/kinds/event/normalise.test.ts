import * as fc from 'fast-check';
import type { Item } from '../../../../src/sync/item.ts';
import { canonicalText, equal } from '../../../../src/sync/json.ts';
import type { Json, JsonObject } from '../../../../src/sync/json.ts';
import { eventKind } from '../../../../src/sync/kinds/event/kind.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';

/** Text that breaks things: control characters, lone surrogates, zones, dates, durations, prototype names. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'a\r\n b ', '\u0000x', '\uD83D', 'UTC', 'Europe/Zurich', 'PT1H', 'PT0S', '-PT15M', 'P1D', 'PT1.5S',
    'P99999999999999999999D', '2026-12-01T10:00:00', '2026-12-01', '2026-02-30T10:00:00', '2026-99-99T99:99:99',
    '0000-00-00T00:00:00', '', ' ', 'mo', 'weekly', 'secondly', 'private', 'free', 'cancelled', 'mailto:A@B.c',
    'MAILTO: a@b.c', 'a@b.c', '__proto__', 'constructor', 'hasOwnProperty', 'toString',
  ),
); // prettier-ignore
const number = fc.oneof(
  fc.integer({ min: -3, max: 12 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 5 }) as fc.Arbitrary<Json>,
  ),
})).value;

const day = fc.record(
  { day: fc.constantFrom('mo', 'tu', 'xx'), nthOfPeriod: number },
  { requiredKeys: ['day'] },
);
const rule = fc.record(
  {
    frequency: fc.constantFrom('daily', 'weekly', 'monthly', 'yearly', 'hourly', 'never'),
    interval: number,
    count: number,
    until: text,
    byDay: fc.array(fc.oneof(day, json)),
    byMonth: fc.array(fc.oneof(text, number)),
    bySetPosition: fc.array(number),
    firstDayOfWeek: text,
  },
  { requiredKeys: ['frequency'] },
);
const properties = {
  uid: fc.oneof(text, json),
  title: text,
  description: text,
  start: text,
  timeZone: text,
  duration: text,
  showWithoutTime: fc.oneof(fc.boolean(), json),
  recurrenceRules: fc.oneof(fc.array(rule, { maxLength: 2 }), json),
  locations: fc.oneof(fc.dictionary(text, fc.record({ name: text })), json),
  virtualLocations: fc.oneof(fc.dictionary(text, fc.record({ uri: text, name: text })), json),
  participants: fc.oneof(
    fc.dictionary(text, fc.record({ name: text, participationStatus: text, roles: json })),
    json,
  ),
  status: text,
  priority: number,
  sequence: number,
  privacy: text,
  freeBusyStatus: text,
  alerts: fc.oneof(fc.dictionary(text, fc.record({ trigger: json, action: text })), json),
  keywords: fc.oneof(fc.dictionary(text, fc.boolean()), json),
  color: text,
};
const patch = fc.oneof(fc.record(properties, { requiredKeys: [] }), json);
const anyEvent = fc.record(
  { ...properties, recurrenceOverrides: fc.oneof(fc.dictionary(text, patch, { maxKeys: 4 }), json) },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

describe('the normal form of an event', () => {
  it('is total and idempotent, whatever comes in', () => {
    fc.assert(
      fc.property(fc.oneof(anyEvent, json), (given) => {
        const once = normaliseEvent({ ...(given as object), '@type': 'Event' });
        expect(JSON.parse(JSON.stringify(once))).toEqual(once);
        expect(normaliseEvent(once)).toEqual(once);
      }),
      { numRuns: 1500 },
    );
  });

  it('stays normal without its personal properties, and as busy only', () => {
    fc.assert(
      fc.property(anyEvent, (given) => {
        const item = normaliseEvent({ ...given, '@type': 'Event' });
        for (const form of [eventKind.shared(item), eventKind.busyOnly(item)])
          expect(eventKind.normalise(form)).toEqual(form);
        expect(eventKind.shared(eventKind.withPersonal(eventKind.shared(item), item))).toEqual(
          eventKind.shared(item),
        );
        expect(eventKind.isPrivate(eventKind.busyOnly(item))).toBe(false);
        expect(eventKind.withContent(eventKind.busyOnly(item), eventKind.shared(item))).toEqual(
          eventKind.shared(item),
        );
        expect(['string', 'object']).toContain(typeof eventKind.identity(item));
        eventKind.role(item, ['mailto:a@b.c']);
        eventKind.concernsOthers(item, []);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a fraction of an interval', { recurrenceRules: [{ frequency: 'daily', interval: 1.5 }] }],
    ['a fraction of a count', { recurrenceRules: [{ frequency: 'daily', count: 0.5 }] }],
    ['a fraction of a sequence', { sequence: 0.5 }],
    ['a colour of spaces', { color: ' ' }],
    ['an all-day event that begins nowhere', { showWithoutTime: true, start: '' }],
    ['an endless duration', { duration: 'P99999999999999999999D' }],
    [
      'names of an object’s prototype',
      { recurrenceOverrides: { '2026-12-01T10:00:00': { hasOwnProperty: 1 } } },
    ],
    [
      'a start that no calendar has',
      {
        start: '2026-99-99T99:99:99',
        recurrenceRules: [{ frequency: 'daily' }],
        recurrenceOverrides: { '2026-12-01T10:00:00': {} },
      },
    ],
  ])('takes %s', (_name, given) => {
    const item = { '@type': 'Event', uid: 'x', start: '2026-12-01T10:00:00', ...given } as unknown as Item;
    const once = normaliseEvent(item);
    expect(normaliseEvent(once)).toEqual(once);
  });

  it('has no identity without a UID', () => {
    expect(eventKind.identity(normaliseEvent({ '@type': 'Event' }))).toBeNull();
    expect(eventKind.identity(normaliseEvent({ '@type': 'Event', uid: ' ' }))).toBeNull();
  });
});

describe('equality of JSON', () => {
  it('agrees with the canonical text, and does not mind the order of keys', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const shuffled = JSON.parse(JSON.stringify(a), (_key, value: unknown) =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        ) as Json;
        expect(equal(a, JSON.parse(JSON.stringify(a)) as Json)).toBe(true);
        expect(equal(a, shuffled)).toBe(true);
        expect(canonicalText(a)).toBe(canonicalText(shuffled));
        expect(equal(a, b)).toBe(canonicalText(a) === canonicalText(b));
        expect(equal(a, b)).toBe(equal(b, a));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not find what only a prototype has', () => {
    expect(equal({ toString: 1 }, { other: 1 })).toBe(false);
    expect(equal({ a: null }, {})).toBe(false);
  });
});
