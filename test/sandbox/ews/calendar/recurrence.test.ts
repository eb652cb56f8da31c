import fc from 'fast-check';
import { recurrenceElement } from '../../../../src/sandbox/ews/calendar/recurrence/element.ts';
import { readRecurrence } from '../../../../src/sandbox/ews/calendar/recurrence/element-read.ts';
import { firstDate } from '../../../../src/sandbox/ews/calendar/recurrence/first-date.ts';
import { DAY_SETS, WEEKDAYS } from '../../../../src/sandbox/ews/calendar/recurrence/pattern.ts';
import type { Pattern, Recurrence } from '../../../../src/sandbox/ews/calendar/recurrence/pattern.ts';
import { patternOf } from '../../../../src/sandbox/ews/calendar/recurrence/rule-pattern.ts';
import { ruleText } from '../../../../src/sandbox/ews/calendar/recurrence/rule-text.ts';
import { seriesOf } from '../../../../src/sandbox/ews/calendar/series.ts';
import { TYPES } from '../../../../src/sandbox/ews/xml.ts';
import { readCalendarObject } from '../../../../src/sandbox/groupware/ical/calendar-object.ts';
import { readXml } from '../../../../src/sandbox/xml/read.ts';
import { eventText } from '../../support.ts';
import { plain, problem } from './support.ts';

/** A Tuesday. */
const TUESDAY = '2026-03-10T10:00:00';

function element(
  pattern: string,
  range = '<NoEndRecurrence><StartDate>2026-03-10</StartDate></NoEndRecurrence>',
) {
  return readXml(`<Recurrence xmlns="${TYPES}">${pattern}${range}</Recurrence>`);
}

/** Days (`MM-DD`) of the first occurrences of a rule on 10:00. */
function days(rule: string, most: number, start: string): readonly string[] {
  const lines = [`DTSTART:${start.replaceAll('-', '')}T100000Z`, `RRULE:${rule}`];
  const series = seriesOf(readCalendarObject(eventText({ lines })));
  return (series?.firstStarts(most) ?? []).map((at) => new Date(at).toISOString().slice(5, 10));
}

describe('patterns', () => {
  it.each([
    ['FREQ=DAILY;INTERVAL=3', '<DailyRecurrence><Interval>3</Interval></DailyRecurrence>'],
    [
      'FREQ=WEEKLY;BYDAY=TU,TH',
      '<WeeklyRecurrence><Interval>1</Interval><DaysOfWeek>Tuesday Thursday</DaysOfWeek></WeeklyRecurrence>',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO',
      '<WeeklyRecurrence><Interval>2</Interval><DaysOfWeek>Tuesday</DaysOfWeek><FirstDayOfWeek>Monday</FirstDayOfWeek></WeeklyRecurrence>',
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=10',
      '<AbsoluteMonthlyRecurrence><Interval>1</Interval><DayOfMonth>10</DayOfMonth></AbsoluteMonthlyRecurrence>',
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      '<AbsoluteMonthlyRecurrence><Interval>1</Interval><DayOfMonth>31</DayOfMonth></AbsoluteMonthlyRecurrence>',
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
      '<AbsoluteMonthlyRecurrence><Interval>1</Interval><DayOfMonth>30</DayOfMonth></AbsoluteMonthlyRecurrence>',
    ],
    [
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU',
      '<RelativeMonthlyRecurrence><Interval>2</Interval><DaysOfWeek>Tuesday</DaysOfWeek><DayOfWeekIndex>Second</DayOfWeekIndex></RelativeMonthlyRecurrence>',
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      '<RelativeMonthlyRecurrence><Interval>1</Interval><DaysOfWeek>Weekday</DaysOfWeek><DayOfWeekIndex>Last</DayOfWeekIndex></RelativeMonthlyRecurrence>',
    ],
    [
      'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10',
      '<AbsoluteYearlyRecurrence><DayOfMonth>10</DayOfMonth><Month>March</Month></AbsoluteYearlyRecurrence>',
    ],
    [
      'FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR',
      '<RelativeYearlyRecurrence><DaysOfWeek>Friday</DaysOfWeek><DayOfWeekIndex>Last</DayOfWeekIndex><Month>March</Month></RelativeYearlyRecurrence>',
    ],
  ])('%s both ways', (rule, xml) => {
    const recurrence = readRecurrence(element(xml));
    expect(ruleText(recurrence.pattern, { kind: 'noEnd' }, String)).toBe(rule);
    const pattern = patternOf(rule, TUESDAY);
    expect(pattern).toEqual(recurrence.pattern);
    expect(plain(recurrenceElement(recurrence))).toBe(plain(element(xml)));
  });

  it.each([
    ['FREQ=WEEKLY', 'weekly'],
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', 'weekly'],
    ['FREQ=MONTHLY', 'absoluteMonthly'],
    ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2', 'relativeMonthly'],
    ['FREQ=YEARLY', 'absoluteYearly'],
    ['FREQ=YEARLY;INTERVAL=2', 'absoluteMonthly'],
  ])('%s is %s', (rule, kind) => {
    expect(patternOf(rule, TUESDAY)?.kind).toBe(kind);
  });

  it.each([
    'FREQ=SECONDLY',
    'FREQ=HOURLY;INTERVAL=4',
    'FREQ=DAILY;BYMONTH=3',
    'FREQ=DAILY;INTERVAL=2;BYDAY=TU',
    'FREQ=DAILY;BYHOUR=9,17',
    'FREQ=WEEKLY;INTERVAL=100',
    'FREQ=MONTHLY;BYMONTHDAY=10,20',
    'FREQ=MONTHLY;BYMONTHDAY=-2',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYDAY=TU',
    'FREQ=MONTHLY;BYDAY=5TU',
    'FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=1',
    'FREQ=YEARLY;BYMONTH=3,9',
    'FREQ=YEARLY;BYWEEKNO=11',
    'FREQ=YEARLY;BYYEARDAY=69',
    'FREQ=YEARLY;BYDAY=2TU',
    'FREQ=YEARLY;INTERVAL=9',
  ])('%s is nothing that Exchange could say', (rule) => {
    expect(patternOf(rule, TUESDAY)).toBeNull();
  });

  it('fall on the last day of a month that is too short', () => {
    expect(days('FREQ=MONTHLY;BYMONTHDAY=-1', 4, '2026-01-31')).toEqual(['01-31', '02-28', '03-31', '04-30']);
    const thirtieth = readRecurrence(
      element(
        '<AbsoluteMonthlyRecurrence><Interval>1</Interval><DayOfMonth>30</DayOfMonth></AbsoluteMonthlyRecurrence>',
      ),
    );
    const rule = ruleText(thirtieth.pattern, { kind: 'noEnd' }, String);
    expect(days(rule, 4, '2026-01-30')).toEqual(['01-30', '02-28', '03-30', '04-30']);
    const leap = ruleText({ kind: 'absoluteYearly', day: 29, month: 2 }, { kind: 'noEnd' }, String);
    expect(days(leap, 3, '2026-02-28')).toEqual(['02-28', '02-28', '02-29']);
  });
});

describe('a recurrence that makes no sense', () => {
  const daily = '<DailyRecurrence><Interval>1</Interval></DailyRecurrence>';
  it.each([
    [
      'ErrorCalendarInvalidRecurrence',
      '<DailyRecurrence><Interval>0</Interval></DailyRecurrence>',
      undefined,
    ],
    [
      'ErrorCalendarInvalidRecurrence',
      '<DailyRegeneration><Interval>1</Interval></DailyRegeneration>',
      undefined,
    ],
    [
      'ErrorCalendarInvalidDayForWeeklyRecurrence',
      '<WeeklyRecurrence><Interval>1</Interval><DaysOfWeek>Weekday</DaysOfWeek></WeeklyRecurrence>',
      undefined,
    ],
    [
      'ErrorCalendarEndDateIsEarlierThanStartDate',
      daily,
      '<EndDateRecurrence><StartDate>2026-03-10</StartDate><EndDate>2026-03-09</EndDate></EndDateRecurrence>',
    ],
    [
      'ErrorCalendarInvalidRecurrence',
      daily,
      '<NumberedRecurrence><StartDate>2026-03-10</StartDate><NumberOfOccurrences>1000</NumberOfOccurrences></NumberedRecurrence>',
    ],
  ])('%s', (code, pattern, range) => {
    expect(problem(() => readRecurrence(element(pattern, range)))).toBe(code);
  });
});

const weekday = fc.constantFrom(...WEEKDAYS);
const index = fc.constantFrom(1, 2, 3, 4, -1);
const month = fc.integer({ min: 1, max: 12 });
const relative = fc.record({
  weekdays: fc.oneof(
    weekday.map((day) => [day]),
    fc.constantFrom(...DAY_SETS.map(([, set]) => set)),
  ),
  index,
});
const interval = fc.integer({ min: 1, max: 99 });
const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  interval.map((every): Pattern => ({ kind: 'daily', interval: every })),
  fc
    .record({ interval, weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }), firstDay: weekday })
    .map((rest): Pattern => ({ kind: 'weekly', ...rest })),
  fc
    .record({ interval, day: fc.integer({ min: 1, max: 31 }) })
    .map((rest): Pattern => ({ kind: 'absoluteMonthly', ...rest })),
  fc.record({ interval, relative }).map(({ interval: every, relative: day }): Pattern => ({
    kind: 'relativeMonthly',
    interval: every,
    ...day,
  })),
  fc
    .record({ day: fc.integer({ min: 1, max: 28 }), month })
    .map((rest): Pattern => ({ kind: 'absoluteYearly', ...rest })),
  fc.record({ month, relative }).map(({ month: of, relative: day }): Pattern => ({
    kind: 'relativeYearly',
    month: of,
    ...day,
  })),
);

describe('any pattern of Exchange', () => {
  it('comes back from its element and from its rule, and begins on its first day', () => {
    fc.assert(
      fc.property(pattern, fc.integer({ min: 0, max: 3000 }), (wanted, offset) => {
        const from = new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10);
        const start = firstDate(wanted, from);
        expect(start).not.toBeNull();
        const recurrence: Recurrence = {
          pattern: wanted,
          start: start ?? '',
          range: { kind: 'numbered', count: 3 },
        };
        expect(readRecurrence(recurrenceElement(recurrence))).toEqual(recurrence);
        const rule = ruleText(wanted, recurrence.range, String);
        expect(patternOf(rule, `${start ?? ''}T10:00:00`)).toEqual(wanted);
        const lines = [`DTSTART:${(start ?? '').replaceAll('-', '')}T100000Z`, `RRULE:${rule}`];
        const series = seriesOf(readCalendarObject(eventText({ lines })));
        expect(series?.recurrence).toEqual(recurrence);
        expect(series?.firstStarts(5)).toHaveLength(3);
      }),
      { numRuns: 150 },
    );
  });
});
