import { DAY_SETS, isWeekdays, shortest, WEEKDAYS } from './pattern.ts';
import type { Pattern, RelativeDay, Weekday } from './pattern.ts';

/** The parts of an RRULE by name, as written. */
type Parts = ReadonlyMap<string, string>;

/** What never stands in the RRULE of a pattern that Exchange has. */
const FOREIGN = ['BYSECOND', 'BYMINUTE', 'BYHOUR', 'BYYEARDAY', 'BYWEEKNO', 'RSCALE', 'SKIP'];

/** The longest intervals, in units of the pattern. */
const LONGEST_DAILY = 999;
const LONGEST = 99;

/**
 * The pattern of an RRULE value, or null when Exchange has none that means the same (FREQ=HOURLY, several days of a
 * month, a 31st that skips short months). `start`: the wall clock of DTSTART.
 */
export function patternOf(rule: string, start: string): Pattern | null {
  const parts: Parts = new Map(
    rule
      .toUpperCase()
      .split(';')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const),
  );
  if (FOREIGN.some((name) => parts.has(name))) return null;
  const interval = Number(parts.get('INTERVAL') ?? 1);
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return daily(parts, interval);
    case 'WEEKLY':
      return weekly(parts, interval, start);
    case 'MONTHLY':
      return parts.has('BYMONTH') ? null : monthly(parts, interval, start);
    case 'YEARLY':
      return yearly(parts, interval, start);
    default:
      return null;
  }
}

function daily(parts: Parts, interval: number): Pattern | null {
  if (parts.has('BYMONTH') || parts.has('BYMONTHDAY') || parts.has('BYSETPOS')) return null;
  const weekdays = plainDays(parts);
  if (!parts.has('BYDAY')) return interval <= LONGEST_DAILY ? { kind: 'daily', interval } : null;
  return weekdays === null || interval > 1 ? null : { kind: 'weekly', interval, weekdays, firstDay: null };
}

function weekly(parts: Parts, interval: number, start: string): Pattern | null {
  if (parts.has('BYMONTH') || parts.has('BYMONTHDAY') || parts.has('BYSETPOS')) return null;
  const own = WEEKDAYS[new Date(`${start}Z`).getUTCDay()] ?? 'SU';
  const weekdays = parts.has('BYDAY') ? plainDays(parts) : [own];
  if (weekdays === null || interval > LONGEST) return null;
  const written = WEEKDAYS.find((day) => day === parts.get('WKST')) ?? null;
  // Without WKST weeks begin on Monday (RFC 5545, 3.3.10), which Exchange would not guess.
  const firstDay = written ?? (interval > 1 ? 'MO' : null);
  return { kind: 'weekly', interval, weekdays, firstDay };
}

function monthly(parts: Parts, interval: number, start: string): Pattern | null {
  if (interval > LONGEST) return null;
  if (parts.has('BYDAY')) {
    const relative = relativeDay(parts);
    return relative === null ? null : { kind: 'relativeMonthly', interval, ...relative };
  }
  const day = dayOfMonth(parts, start, 28);
  return day === null ? null : { kind: 'absoluteMonthly', interval, day };
}

function yearly(parts: Parts, interval: number, start: string): Pattern | null {
  if (!parts.has('BYMONTH') && (parts.has('BYDAY') || parts.has('BYMONTHDAY'))) return null;
  const month = Number(parts.get('BYMONTH') ?? start.slice(5, 7));
  if (!Number.isInteger(month) || month < 1 || month > 12 || Number(start.slice(5, 7)) !== month) return null;
  if (parts.has('BYDAY')) {
    const relative = relativeDay(parts);
    if (relative === null) return null;
    return interval === 1
      ? { kind: 'relativeYearly', month, ...relative }
      : inMonths(interval, (months) => ({ kind: 'relativeMonthly', interval: months, ...relative }));
  }
  const day = dayOfMonth(parts, start, shortest(month));
  if (day === null) return null;
  return interval === 1
    ? { kind: 'absoluteYearly', day, month }
    : inMonths(interval, (months) => ({ kind: 'absoluteMonthly', interval: months, day }));
}

/** Exchange knows no second or third year; it says so many months. */
function inMonths(years: number, pattern: (months: number) => Pattern): Pattern | null {
  return years * 12 <= LONGEST ? pattern(years * 12) : null;
}

/** `always`: the days that every such month has. */
function dayOfMonth(parts: Parts, start: string, always: number): number | null {
  const written = parts.get('BYMONTHDAY') ?? String(Number(start.slice(8, 10)));
  if (parts.has('BYSETPOS')) {
    const clamped = /^28,29(,30)?$/.exec(written);
    return clamped === null || parts.get('BYSETPOS') !== '-1' ? null : clamped[1] === undefined ? 29 : 30;
  }
  const day = Number(written);
  if (day === -1) return 31;
  return Number.isInteger(day) && day >= 1 && day <= always ? day : null;
}

function relativeDay(parts: Parts): RelativeDay | null {
  if (parts.has('BYMONTHDAY')) return null;
  const days = (parts.get('BYDAY') ?? '').split(',');
  const position = parts.get('BYSETPOS');
  if (position === undefined) {
    const match = /^([+-]?\d+)(SU|MO|TU|WE|TH|FR|SA)$/.exec(days.length === 1 ? (days[0] ?? '') : '');
    return match === null ? null : indexed([match[2] as Weekday], Number(match[1]));
  }
  const weekdays = plainDays(parts);
  if (weekdays === null) return null;
  const hasWord = weekdays.length === 1 || DAY_SETS.some(([, set]) => isWeekdays(weekdays, set.join()));
  return hasWord ? indexed(weekdays, Number(position)) : null;
}

function indexed(weekdays: readonly Weekday[], index: number): RelativeDay | null {
  return index === -1 || (index >= 1 && index <= 4) ? { weekdays, index } : null;
}

/** The weekdays of BYDAY in the order of the week, or null when one has a number or is none. */
function plainDays(parts: Parts): readonly Weekday[] | null {
  const days = (parts.get('BYDAY') ?? '').split(',');
  const weekdays = WEEKDAYS.filter((day) => days.includes(day));
  return weekdays.length > 0 && weekdays.length === new Set(days).size ? weekdays : null;
}
