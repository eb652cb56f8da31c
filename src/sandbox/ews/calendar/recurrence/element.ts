import type { XmlElement } from '../../../xml/tree.ts';
import { t } from '../../xml.ts';
import { DAY_SETS, isWeekdays } from './pattern.ts';
import type { Pattern, Recurrence, RelativeDay } from './pattern.ts';
import { DAY_NAMES, INDEXES, MONTHS } from './words.ts';

/**
 * t:Recurrence. The date of the range goes without a zone: it is a day on the clock of the series.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/recurrence-recurrencetype
 */
export function recurrenceElement({ pattern, start, range }: Recurrence): XmlElement {
  const from = t('StartDate', start);
  const end =
    range.kind === 'noEnd'
      ? t('NoEndRecurrence', from)
      : range.kind === 'endDate'
        ? t('EndDateRecurrence', from, t('EndDate', range.last))
        : t('NumberedRecurrence', from, t('NumberOfOccurrences', String(range.count)));
  return t('Recurrence', patternElement(pattern), end);
}

function patternElement(pattern: Pattern): XmlElement {
  switch (pattern.kind) {
    case 'daily':
      return t('DailyRecurrence', interval(pattern.interval));
    case 'weekly': {
      const days = pattern.weekdays.map((day) => DAY_NAMES[day]).join(' ');
      const first = pattern.firstDay === null ? [] : [t('FirstDayOfWeek', DAY_NAMES[pattern.firstDay])];
      return t('WeeklyRecurrence', interval(pattern.interval), t('DaysOfWeek', days), ...first);
    }
    case 'absoluteMonthly':
      return t('AbsoluteMonthlyRecurrence', interval(pattern.interval), t('DayOfMonth', String(pattern.day)));
    case 'relativeMonthly':
      return t('RelativeMonthlyRecurrence', interval(pattern.interval), ...relative(pattern));
    case 'absoluteYearly':
      return t('AbsoluteYearlyRecurrence', t('DayOfMonth', String(pattern.day)), month(pattern.month));
    case 'relativeYearly':
      return t('RelativeYearlyRecurrence', ...relative(pattern), month(pattern.month));
  }
}

function interval(value: number): XmlElement {
  return t('Interval', String(value));
}

function month(value: number): XmlElement {
  return t('Month', MONTHS[value - 1] ?? 'January');
}

function relative({ weekdays, index }: RelativeDay): readonly XmlElement[] {
  const set = DAY_SETS.find(([, days]) => isWeekdays(weekdays, days.join()))?.[0];
  const [only = 'SU'] = weekdays;
  const word = INDEXES.find(([, value]) => value === index)?.[0] ?? 'First';
  return [t('DaysOfWeek', set ?? DAY_NAMES[only]), t('DayOfWeekIndex', word)];
}
