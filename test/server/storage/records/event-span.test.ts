import { spanOf } from '../../../../src/server/storage/records/event-span.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { anEvent } from '../../../contracts/mailbox/events.ts';

function span(properties: Partial<Event>): readonly (string | null)[] {
  const { start, end } = spanOf(anEvent(properties));
  return [start.toISOString().slice(0, 16), end?.toISOString().slice(0, 16) ?? null];
}

/** The event without a time zone. */
function floating(properties: Partial<Event>): readonly (string | null)[] {
  const { timeZone: _zone, ...event } = anEvent(properties);
  const { start, end } = spanOf(event);
  return [start.toISOString().slice(0, 16), end?.toISOString().slice(0, 16) ?? null];
}

describe('span of an event', () => {
  it.each<readonly [string, Partial<Event>, readonly (string | null)[]]>([
    ['an hour in Berlin', {}, ['2026-03-10T08:30', '2026-03-10T09:30']],
    ['in summer time', { start: '2026-07-10T09:30:00' }, ['2026-07-10T07:30', '2026-07-10T08:30']],
    ['no duration', { duration: 'PT0S' }, ['2026-03-10T08:30', '2026-03-10T08:30']],
    ['endless', { recurrenceRules: [{ frequency: 'daily' }] }, ['2026-03-10T08:30', null]],
    [
      'counted, across the change to summer time',
      { recurrenceRules: [{ frequency: 'weekly', count: 4 }] },
      ['2026-03-10T08:30', '2026-03-31T08:30'],
    ],
    [
      'until a date',
      { recurrenceRules: [{ frequency: 'weekly', until: '2026-03-31T23:59:59' }] },
      ['2026-03-10T08:30', '2026-03-31T22:59'],
    ],
    [
      'too many to follow',
      { recurrenceRules: [{ frequency: 'daily', count: 100_000 }] },
      ['2026-03-10T08:30', null],
    ],
    [
      'with an occurrence moved to before and one added after',
      {
        recurrenceRules: [{ frequency: 'weekly', count: 2 }],
        recurrenceOverrides: {
          '2026-03-17T09:30:00': { start: '2026-03-01T10:00:00' },
          '2026-05-05T09:30:00': { duration: 'PT3H' },
          '2026-12-24T09:30:00': { excluded: true },
        },
      },
      ['2026-03-01T09:00', '2026-05-05T10:30'],
    ],
  ])('%s', (_name, properties, expected) => {
    expect(span(properties)).toEqual(expected);
  });

  it('counts floating times as UTC', () => {
    const day = { start: '2026-05-01T00:00:00', duration: 'P2D', showWithoutTime: true };
    expect(floating(day)).toEqual(['2026-05-01T00:00', '2026-05-03T00:00']);
  });
});
