import fc from 'fast-check';
import { element } from '../../../../src/server/mailboxes/ews/element.ts';
import type { Element } from '../../../../src/server/mailboxes/ews/element.ts';
import { changedItem } from '../../../../src/server/mailboxes/ews/field-changes.ts';
import { itemEdit, newItem } from '../../../../src/server/mailboxes/ews/from-item.ts';
import { SUPPORTED_PROPERTIES } from '../../../../src/server/mailboxes/ews/properties/all.ts';
import { toItem } from '../../../../src/server/mailboxes/ews/to-item.ts';
import { Unsupported } from '../../../../src/sync/errors.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import { OLGA, seriesOf } from './fixtures.ts';

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
const event: fc.Arbitrary<Event> = fc
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

/** Null when Exchange can't express it, and says so. */
function made(wanted: Event): Element | null {
  try {
    return newItem(wanted, OLGA, 'key');
  } catch (error) {
    if (error instanceof Unsupported) return null;
    throw error;
  }
}

/** A meeting gets its mailbox's owner for an organiser. */
function served(item: Element): Element {
  const isMeeting = item.children.some(({ name }) => name.endsWith('Attendees') || name === 'Resources');
  const organizer = element('Organizer', [element('Mailbox', [element('EmailAddress', 'olga@example.org')])]);
  return isMeeting ? { ...item, children: [...item.children, organizer] } : item;
}

const read = (item: Element): Event | undefined => toItem(seriesOf(item), OLGA).item;

describe('Everything that Exchange can express', () => {
  it('comes back as it was', () => {
    let expressible = 0;
    fc.assert(
      fc.property(event, (wanted) => {
        const item = made(wanted);
        if (item === null) return;
        expressible += 1;
        expect(read(served(item))).toEqual(wanted);
      }),
      { numRuns: 400 },
    );
    expect(expressible).toBeGreaterThan(200);
  });

  it('can be made of anything else that it can express', () => {
    fc.assert(
      fc.property(event, event, (before, other) => {
        const after: Event = { ...other, uid: before.uid };
        const [item, possible] = [made(before), made(after)];
        if (item === null || possible === null) return;
        const stored = served(item);
        const { changes } = itemEdit(stored, new Set(SUPPORTED_PROPERTIES), after, OLGA);
        expect(read(served({ ...changedItem(stored, changes) }))).toEqual(normaliseEvent(after));
      }),
      { numRuns: 200 },
    );
  });
});
