import type { XmlElement } from '../../../xml/tree.ts';
import { ItemProblem } from '../../item-problem.ts';
import { typeText } from '../../xml.ts';
import { DAY_SETS, WEEKDAYS } from './pattern.ts';
import type { Pattern, Range, Recurrence, RelativeDay, Weekday } from './pattern.ts';
import { DAY_NAMES, INDEXES, MONTHS } from './words.ts';

/** Exchange counts no further. */
const MOST_OCCURRENCES = 999;

/**
 * What a t:Recurrence says. Nonsense: ItemProblem ErrorCalendarInvalidRecurrence, for weekdays
 * ErrorCalendarInvalidDayForWeeklyRecurrence, for dates ErrorCalendarEndDateIsEarlierThanStartDate.
 */
export function readRecurrence(recurrence: XmlElement): Recurrence {
  const [pattern, range] = recurrence.children;
  if (pattern === undefined || range === undefined) throw invalid('A recurrence has a pattern and a range');
  const start = dateOf(typeText(range, 'StartDate'));
  return { pattern: readPattern(pattern), start, range: readRange(range, start) };
}

function readPattern(element: XmlElement): Pattern {
  switch (element.name) {
    case 'DailyRecurrence':
      return { kind: 'daily', interval: whole(element, 'Interval', 999) };
    case 'WeeklyRecurrence':
      return { kind: 'weekly', interval: whole(element, 'Interval', 99), ...week(element) };
    case 'AbsoluteMonthlyRecurrence':
      return {
        kind: 'absoluteMonthly',
        interval: whole(element, 'Interval', 99),
        day: whole(element, 'DayOfMonth', 31),
      };
    case 'RelativeMonthlyRecurrence':
      return { kind: 'relativeMonthly', interval: whole(element, 'Interval', 99), ...relative(element) };
    case 'AbsoluteYearlyRecurrence':
      return { kind: 'absoluteYearly', day: whole(element, 'DayOfMonth', 31), month: month(element) };
    case 'RelativeYearlyRecurrence':
      return { kind: 'relativeYearly', ...relative(element), month: month(element) };
    default:
      throw invalid(`${element.name} is not a pattern for calendar items`);
  }
}

function readRange(element: XmlElement, start: string): Range {
  switch (element.name) {
    case 'NoEndRecurrence':
      return { kind: 'noEnd' };
    case 'EndDateRecurrence': {
      const last = dateOf(typeText(element, 'EndDate'));
      if (last < start) {
        throw new ItemProblem(
          'ErrorCalendarEndDateIsEarlierThanStartDate',
          'EndDate is earlier than StartDate.',
        );
      }
      return { kind: 'endDate', last };
    }
    case 'NumberedRecurrence':
      return { kind: 'numbered', count: whole(element, 'NumberOfOccurrences', MOST_OCCURRENCES) };
    default:
      throw invalid(`${element.name} is not a range`);
  }
}

function week(element: XmlElement): {
  readonly weekdays: readonly Weekday[];
  readonly firstDay: Weekday | null;
} {
  const names = (typeText(element, 'DaysOfWeek') ?? '').split(/\s+/);
  const weekdays = WEEKDAYS.filter((day) => names.includes(DAY_NAMES[day]));
  if (weekdays.length === 0 || weekdays.length !== new Set(names).size) {
    throw new ItemProblem(
      'ErrorCalendarInvalidDayForWeeklyRecurrence',
      'Day, Weekday, and WeekendDay are not valid values for a weekly recurrence.',
    );
  }
  const first = typeText(element, 'FirstDayOfWeek');
  const interval = Number(typeText(element, 'Interval'));
  // Exchange's weeks begin on Sunday unless somebody says otherwise.
  const firstDay = WEEKDAYS.find((day) => DAY_NAMES[day] === first) ?? (interval > 1 ? 'SU' : null);
  return { weekdays, firstDay };
}

function relative(element: XmlElement): RelativeDay {
  const name = typeText(element, 'DaysOfWeek') ?? '';
  const only = WEEKDAYS.find((day) => DAY_NAMES[day] === name);
  const weekdays = DAY_SETS.find(([word]) => word === name)?.[1] ?? (only === undefined ? [] : [only]);
  const index = INDEXES.find(([word]) => word === typeText(element, 'DayOfWeekIndex'))?.[1];
  if (weekdays.length === 0 || index === undefined) throw invalid('A day of the month is not understood');
  return { weekdays, index };
}

function month(element: XmlElement): number {
  const index = MONTHS.indexOf(typeText(element, 'Month') ?? '');
  if (index < 0) throw invalid('Month is not a month');
  return index + 1;
}

function whole(element: XmlElement, name: string, most: number): number {
  const value = Number(typeText(element, name));
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw invalid(`${name} is not a number from 1 to ${String(most)}`);
  }
  return value;
}

/** The day of an xs:date; a zone behind it says nothing about the clock of the series. */
function dateOf(text: string | undefined): string {
  const date = /^\d{4}-\d\d-\d\d/.exec(text ?? '')?.[0];
  if (date === undefined || Number.isNaN(Date.parse(date))) throw invalid('A range begins on a day');
  return date;
}

function invalid(message: string): ItemProblem {
  return new ItemProblem('ErrorCalendarInvalidRecurrence', `The recurrence is not valid. ${message}.`);
}
