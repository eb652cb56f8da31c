import { shortest } from './pattern.ts';
import type { Pattern, Range, RelativeDay } from './pattern.ts';

/**
 * The RRULE value (RFC 5545, 3.3.10) of a pattern. Days that a month lacks fall on its last day with Exchange, which
 * an RRULE must be told; [MS-OXCICAL] 2.1.3.2.2 does it in the same way.
 */
export function ruleText(pattern: Pattern, range: Range, until: (date: string) => string): string {
  const end =
    range.kind === 'noEnd'
      ? []
      : range.kind === 'numbered'
        ? [`COUNT=${String(range.count)}`]
        : [`UNTIL=${until(range.last)}`];
  return [...patternParts(pattern), ...end].join(';');
}

function patternParts(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'daily':
      return ['FREQ=DAILY', ...interval(pattern.interval)];
    case 'weekly':
      return [
        'FREQ=WEEKLY',
        ...interval(pattern.interval),
        `BYDAY=${pattern.weekdays.join(',')}`,
        ...(pattern.firstDay === null ? [] : [`WKST=${pattern.firstDay}`]),
      ];
    case 'absoluteMonthly':
      return ['FREQ=MONTHLY', ...interval(pattern.interval), ...dayOfEveryMonth(pattern.day)];
    case 'relativeMonthly':
      return ['FREQ=MONTHLY', ...interval(pattern.interval), ...relativeDay(pattern)];
    case 'absoluteYearly':
      return ['FREQ=YEARLY', `BYMONTH=${String(pattern.month)}`, dayOfOneMonth(pattern.day, pattern.month)];
    case 'relativeYearly':
      return ['FREQ=YEARLY', `BYMONTH=${String(pattern.month)}`, ...relativeDay(pattern)];
  }
}

function interval(value: number): readonly string[] {
  return value === 1 ? [] : [`INTERVAL=${String(value)}`];
}

function dayOfEveryMonth(day: number): readonly string[] {
  if (day <= 28) return [`BYMONTHDAY=${String(day)}`];
  if (day >= 31) return ['BYMONTHDAY=-1'];
  const days = Array.from({ length: day - 27 }, (_one, index) => String(28 + index));
  return [`BYMONTHDAY=${days.join(',')}`, 'BYSETPOS=-1'];
}

function dayOfOneMonth(day: number, month: number): string {
  return day <= shortest(month) ? `BYMONTHDAY=${String(day)}` : 'BYMONTHDAY=-1';
}

function relativeDay({ weekdays, index }: RelativeDay): readonly string[] {
  const [only] = weekdays;
  if (weekdays.length === 1 && only !== undefined) return [`BYDAY=${String(index)}${only}`];
  return [`BYDAY=${weekdays.join(',')}`, `BYSETPOS=${String(index)}`];
}
