import fc from 'fast-check';
import { calendarMapping } from '../../../../src/sandbox/ews/calendar/mapping.ts';
import { readCalendarObject } from '../../../../src/sandbox/groupware/ical/calendar-object.ts';
import { occurrencesIn } from '../../../../src/sandbox/groupware/ical/occurrences.ts';
import { eventText, vevent } from '../../support.ts';
import { copyOf, itemOf, problem, text } from './support.ts';

const ZURICH = ['DTSTART;TZID=Europe/Zurich:20260310T100000', 'DTEND;TZID=Europe/Zurich:20260310T110000'];
const SERIES = eventText({
  lines: [...ZURICH, 'RRULE:FREQ=WEEKLY;COUNT=6', 'EXDATE;TZID=Europe/Zurich:20260317T100000'],
  more: vevent('one@test', [
    'RECURRENCE-ID;TZID=Europe/Zurich:20260331T100000',
    'DTSTART;TZID=Europe/Zurich:20260401T150000',
    'DTEND;TZID=Europe/Zurich:20260401T170000',
  ]),
});
const { occurrences } = calendarMapping;

function view(stored: string, from: string, to: string): readonly string[] {
  const frame = { from: Date.parse(from), to: Date.parse(to) };
  return occurrences
    .between(copyOf(stored), frame)
    .map(({ start }) => new Date(start).toISOString().slice(0, 16));
}

describe('the index of an occurrence', () => {
  it('counts from one, deleted ones too', () => {
    const at = (index: number): string => new Date(occurrences.at(copyOf(SERIES), index)).toISOString();
    expect(at(1)).toBe('2026-03-10T09:00:00.000Z');
    expect(at(4)).toBe('2026-03-31T08:00:00.000Z');
    expect(at(6)).toBe('2026-04-14T08:00:00.000Z');
    expect(problem(() => at(2))).toBe('ErrorCalendarOccurrenceIsDeletedFromRecurrence');
    for (const index of [0, 7, 1000]) {
      expect(problem(() => at(index))).toBe('ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange');
    }
    expect(problem(() => occurrences.at(copyOf(eventText()), 1))).toBe(
      'ErrorCalendarCannotUseIdForRecurringMasterId',
    );
  });

  it('reaches far into a series without end', () => {
    const daily = copyOf(eventText({ lines: ['DTSTART:20260101T080000Z', 'RRULE:FREQ=DAILY'] }));
    expect(new Date(occurrences.at(daily, 3000)).toISOString().slice(0, 10)).toBe('2034-03-19');
    const yearly = copyOf(eventText({ lines: ['DTSTART:20260301T080000Z', 'RRULE:FREQ=YEARLY'] }));
    expect(new Date(occurrences.at(yearly, 100)).getUTCFullYear()).toBe(2125);
  });
});

describe('a calendar view', () => {
  it('has the occurrences in it, where they were moved to', () => {
    expect(view(SERIES, '2026-03-01', '2026-04-08')).toEqual([
      '2026-03-10T09:00',
      '2026-03-24T09:00',
      '2026-04-01T13:00',
      '2026-04-07T08:00',
    ]);
    expect(view(SERIES, '2026-03-31', '2026-04-01')).toEqual([]);
    expect(view(eventText(), '2026-03-10T09:30:00Z', '2026-03-10T09:31:00Z')).toEqual(['2026-03-10T09:00']);
    expect(view(eventText(), '2026-03-10T10:00:00Z', '2026-03-11')).toEqual([]);
  });

  it('has all-day events at midnight in their zone', () => {
    const stored = eventText({
      lines: [
        'DTSTART;VALUE=DATE:20260310',
        'RRULE:FREQ=DAILY;COUNT=3',
        'X-EWS-ALL-DAY-ZONE:Pacific/Auckland',
      ],
    });
    expect(view(stored, '2026-03-09T11:00:00Z', '2026-03-10T11:00:00Z')).toEqual(['2026-03-09T11:00']);
  });

  it('has one entry of a series that Exchange could not say', () => {
    expect(
      view(eventText({ lines: [...ZURICH, 'RRULE:FREQ=HOURLY;COUNT=5'] }), '2026-03-01', '2026-04-01'),
    ).toEqual(['2026-03-10T09:00']);
  });

  it('agrees with what the groupware finds', () => {
    const from = Date.UTC(2026, 2, 1);
    const hours = fc.integer({ min: 0, max: 24 * 60 });
    fc.assert(
      fc.property(hours, hours, (start, length) => {
        const frame = { from: from + start * 3_600_000, to: from + (start + length + 1) * 3_600_000 };
        const found = occurrencesIn(readCalendarObject(SERIES), frame).occurrences;
        expect(
          occurrences.between(copyOf(SERIES), frame).map((one) => [one.occurrence, one.start, one.end]),
        ).toEqual(found.map((one) => [one.recurrenceId, one.start, one.end]));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a deleted occurrence', () => {
  it('is gone from the series, an exception with it', () => {
    const plain = occurrences.without(copyOf(SERIES), Date.parse('2026-04-07T08:00:00Z'));
    expect(plain).toContain('EXDATE;TZID=Europe/Zurich:20260407T100000');
    expect(occurrences.exists(copyOf(plain), Date.parse('2026-04-07T08:00:00Z'))).toBe(false);
    expect(occurrences.exists(copyOf(plain), Date.parse('2026-04-14T08:00:00Z'))).toBe(true);
    const both = occurrences.without(copyOf(plain), Date.parse('2026-03-31T08:00:00Z'));
    expect(both).not.toContain('RECURRENCE-ID');
    expect(view(both, '2026-03-01', '2026-05-01')).toEqual([
      '2026-03-10T09:00',
      '2026-03-24T09:00',
      '2026-04-14T08:00',
    ]);
    expect(text(itemOf(both), 'CalendarItemType')).toBe('RecurringMaster');
  });

  it.each([
    ['ErrorCalendarOccurrenceIsDeletedFromRecurrence', '2026-03-17T09:00:00Z'],
    ['ErrorItemNotFound', '2026-03-16T09:00:00Z'],
  ])('must be there: %s', (code, at) => {
    expect(problem(() => occurrences.without(copyOf(SERIES), Date.parse(at)))).toBe(code);
  });

  it('of an all-day series is a date', () => {
    const stored = eventText({ lines: ['DTSTART;VALUE=DATE:20260310', 'RRULE:FREQ=DAILY;COUNT=3'] });
    expect(occurrences.without(copyOf(stored), Date.UTC(2026, 2, 11))).toContain(
      'EXDATE;VALUE=DATE:20260311',
    );
  });
});
