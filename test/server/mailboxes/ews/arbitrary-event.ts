import fc from 'fast-check';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const local = fc
  .tuple(
    fc.integer({ min: 2020, max: 2035 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 4, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
  )
  .map(
    ([year, month, day, hour, minute]) =>
      `${String(year)}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:00`,
  );
const zone = fc.constantFrom(
  'Europe/Berlin', 'Europe/Vienna', 'Europe/London', 'America/New_York', 'America/Argentina/Salta', 'Asia/Kolkata',
  'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Antarctica/Troll', 'Africa/Casablanca', 'Etc/UTC', 'Etc/GMT+5',
); // prettier-ignore
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
const address = fc.constantFrom(
  'mailto:bob@example.org',
  'mailto:eve@example.org',
  'urn:uuid:1',
  'mailto:room@example.org',
);
const participant = fc.record(
  {
    name: fc.constantFrom('Bob', 'Room 1', 'x'),
    kind: fc.constantFrom('group', 'resource', 'location'),
    roles: fc.constantFrom(
      { attendee: true },
      { attendee: true, optional: true },
      { attendee: true, chair: true },
    ),
    participationStatus: fc.constantFrom('accepted', 'declined', 'delegated'),
    expectReply: fc.constant(true),
  },
  { requiredKeys: ['roles'] },
);
const alert = fc.oneof(
  fc.integer({ min: -9000, max: 9000 }).map((seconds) => ({
    trigger: { '@type': 'OffsetTrigger', offset: `${seconds < 0 ? '-' : ''}PT${String(Math.abs(seconds))}S` },
  })),
  fc.constant({ trigger: { '@type': 'OffsetTrigger', offset: '-PT15M', relativeTo: 'end' } }),
  fc.constant({ trigger: { '@type': 'AbsoluteTrigger', when: '2026-01-01T00:00:00Z' }, action: 'email' }),
);
const rule = fc.record(
  {
    frequency: fc.constantFrom('daily', 'weekly', 'monthly', 'yearly'),
    interval: fc.integer({ min: 1, max: 5 }),
    firstDayOfWeek: fc.constantFrom('su', 'sa'),
    byDay: fc
      .subarray(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], { minLength: 1 })
      .map((days) => days.map((day) => ({ day }))),
    byMonthDay: fc.constantFrom([1], [-1], [28, 29, 30]),
    byMonth: fc.constantFrom(['2'], ['7']),
    bySetPosition: fc.constantFrom([1], [-1]),
    count: fc.integer({ min: 1, max: 50 }),
    until: local,
  },
  { requiredKeys: ['frequency'] },
);
/** An event of Olga's with any of the properties; in normal form. */
export const anyEvent: fc.Arbitrary<Event> = fc
  .record(
    {
      '@type': fc.constant('Event' as const),
      uid: fc.constantFrom('one@example.org', '040000008200E00074C5B7101A82E00800000000B0A2'),
      start: local,
      timeZone: zone,
      duration: fc.integer({ min: 0, max: 200_000 }).map((minutes) => `PT${String(minutes)}M`),
      showWithoutTime: fc.boolean(),
      title: text,
      description: text,
      locations: fc
        .array(text, { maxLength: 3 })
        .map((names) => Object.fromEntries(names.map((name, at) => [String(at + 1), { name }]))),
      virtualLocations: fc.constantFrom(
        { '1': { uri: 'https://a.example' } },
        { '1': { uri: 'https://b.example', name: 'Join' }, '2': { uri: 'tel:1' } },
      ),
      participants: fc
        .dictionary(address, participant)
        .map((people) => ({ 'mailto:olga@example.org': { roles: { owner: true } }, ...people })),
      status: fc.constantFrom('tentative', 'cancelled'),
      priority: fc.integer({ min: 0, max: 9 }),
      privacy: fc.constantFrom('private', 'secret'),
      freeBusyStatus: fc.constant('free'),
      alerts: fc.dictionary(fc.constantFrom('a', 'b'), alert),
      keywords: fc.dictionary(fc.constantFrom('red', 'blue', 'a, b'), fc.constant(true as const)),
      recurrenceRules: fc.array(rule, { maxLength: 1 }),
    },
    { requiredKeys: ['@type', 'uid', 'start'] },
  )
  .map((properties) => normaliseEvent(properties as unknown as Event));
