import type { Occurrence } from '../../../../src/contract/index.ts';
import { byDay } from '../../../../src/web/features/appointments/by-day.ts';
import { daysAround, isDate, rangeOf, stepped } from '../../../../src/web/features/appointments/range.ts';

const BERLIN = 'Europe/Berlin';

function occurrence(title: string, startsAt: string, endsAt: string, allDayStart?: string): Occurrence {
  return {
    appointmentId: title,
    recurrenceId: null,
    title,
    start: allDayStart ?? startsAt.slice(0, 19),
    timeZone: null,
    startsAt,
    endsAt,
    showWithoutTime: allDayStart !== undefined,
    location: '',
    status: 'confirmed',
    exception: false,
    users: [],
    synchronisation: [],
  };
}

const week = { first: '2026-03-23', last: '2026-03-29' };
const titles = (items: readonly Occurrence[]) =>
  byDay(items, week, BERLIN).map(({ date, occurrences }) => [date, occurrences.map((each) => each.title)]);

describe('the list by day', () => {
  it('puts a meeting under the date where the reader is', () => {
    expect(titles([occurrence('late', '2026-03-24T23:30:00Z', '2026-03-25T00:30:00Z')])).toEqual([
      ['2026-03-25', ['late']],
    ]);
  });

  it('shows a meeting over midnight on both days, but not on a day that it only touches', () => {
    const over = occurrence('over', '2026-03-24T22:00:00Z', '2026-03-25T01:00:00Z');
    const until = occurrence('until', '2026-03-24T20:00:00Z', '2026-03-24T23:00:00Z');
    expect(titles([over, until])).toEqual([
      ['2026-03-24', ['until', 'over']],
      ['2026-03-25', ['over']],
    ]);
  });

  it('keeps the dates of all-day meetings, whatever zone made them instants and however long the day is', () => {
    // 28 March in New York; two days over the change to summer time in Berlin.
    const far = occurrence('far', '2026-03-28T04:00:00Z', '2026-03-29T04:00:00Z', '2026-03-28T00:00:00');
    const short = occurrence('short', '2026-03-27T23:00:00Z', '2026-03-29T22:00:00Z', '2026-03-28T00:00:00');
    expect(titles([far, short])).toEqual([
      ['2026-03-28', ['short', 'far']],
      ['2026-03-29', ['short']],
    ]);
  });

  it('shows only the days asked for', () => {
    const long = occurrence('long', '2026-03-01T00:00:00Z', '2026-03-24T12:00:00Z');
    expect(titles([long])).toEqual([
      ['2026-03-23', ['long']],
      ['2026-03-24', ['long']],
    ]);
  });
});

describe('the range of the list', () => {
  it('begins the week where the language does', () => {
    expect(daysAround('2026-03-25', 'week', 'mo')).toEqual({ first: '2026-03-23', last: '2026-03-29' });
    expect(daysAround('2026-03-25', 'week', 'su')).toEqual({ first: '2026-03-22', last: '2026-03-28' });
    expect(daysAround('2026-02-25', 'month', 'su')).toEqual({ first: '2026-02-01', last: '2026-02-28' });
  });

  it('steps by week and by month', () => {
    expect(stepped('2026-03-31', 'week', 1)).toBe('2026-04-07');
    expect(stepped('2026-03-31', 'month', -1)).toBe('2026-02-28');
  });

  it('asks for whole days, also when one has 23 hours', () => {
    expect(rangeOf({ first: '2026-03-29', last: '2026-03-29' }, BERLIN)).toEqual({
      from: '2026-03-28T23:00:00Z',
      to: '2026-03-29T22:00:00Z',
    });
  });

  it('takes only dates that exist', () => {
    expect(['2026-02-28', '2026-02-30', '2026-2-1', 'x', null].filter(isDate)).toEqual(['2026-02-28']);
  });
});
