import type { Item } from '../../../../src/sync/item.ts';
import { eventKind } from '../../../../src/sync/kinds/event/kind.ts';

/** A series that begins on a Tuesday. */
const SERIES = {
  '@type': 'Event',
  uid: 'm1',
  title: 'Round',
  start: '2026-12-01T10:00:00',
  timeZone: 'Europe/Berlin',
  duration: 'PT1H',
  recurrenceRules: [{ frequency: 'weekly', count: 4 }],
} as const;

const told = (changes: object = {}): Item => eventKind.told(eventKind.normalise({ ...SERIES, ...changes }));
const weekly = (rule: object): object => ({ recurrenceRules: [{ frequency: 'weekly', ...rule }] });

describe('What a meeting tells the invited', () => {
  it.each([
    ['the weekday that the start says', weekly({ count: 4, byDay: [{ day: 'tu' }] })],
    ['its end instead of its number', weekly({ until: '2026-12-22T10:00:00' })],
    ['another zone with the same clock', { timeZone: 'Europe/Zurich' }],
    [
      'the same instants in a zone without summer time',
      { start: '2026-12-01T09:00:00', timeZone: 'Etc/UTC' },
    ],
    [
      'an answer and a name',
      {
        participants: {
          'mailto:a@x.example': { roles: { attendee: true }, name: 'A', participationStatus: 'accepted' },
        },
      },
      { participants: { 'mailto:a@x.example': { roles: { attendee: true } } } },
    ],
    [
      'dates left out by a rule that is shorter',
      weekly({ count: 3 }),
      { recurrenceOverrides: { '2026-12-22T10:00:00': { excluded: true } } },
    ],
    [
      'a moved date in another zone',
      { recurrenceOverrides: { '2026-12-08T10:00:00': { start: '2026-12-08T14:00:00' } } },
      {
        timeZone: 'Europe/Zurich',
        recurrenceOverrides: { '2026-12-08T10:00:00': { start: '2026-12-08T14:00:00' } },
      },
    ],
  ])('is the same with %s', (_what, changes, other: object = {}) => {
    expect(told(changes)).toEqual(told(other));
  });

  it.each([
    ['another title', { title: 'Square' }],
    ['another hour', { start: '2026-12-01T11:00:00' }],
    ['a zone with another clock', { timeZone: 'Europe/London' }],
    ['one date more', weekly({ count: 5 })],
    ['a date left out', { recurrenceOverrides: { '2026-12-08T10:00:00': { excluded: true } } }],
    ['a date moved', { recurrenceOverrides: { '2026-12-08T10:00:00': { start: '2026-12-08T14:00:00' } } }],
    ['somebody more', { participants: { 'mailto:a@x.example': { roles: { attendee: true } } } }],
  ])('is not the same with %s', (_what, changes) => {
    expect(told(changes)).not.toEqual(told());
  });

  it('takes a time that floats for none in a zone', () => {
    expect(told({ timeZone: undefined })).not.toEqual(told({ timeZone: 'Etc/UTC' }));
  });
});
