import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Event, RecurrenceRule } from './event.ts';
import { durationSeconds, localFromMs, localMs, toInstant } from './local-time.ts';
import type { Window } from '../../item.ts';

/** Rules may be endless or yield millions: nobody needs more candidates than this in one question. */
const MOST_CANDIDATES = 100_000;
const WEEKDAYS: Readonly<Record<string, string>> = {
  mo: 'MO', tu: 'TU', we: 'WE', th: 'TH', fr: 'FR', sa: 'SA', su: 'SU',
}; // prettier-ignore

/**
 * Original starts (local date-times, ascending, without duplicates) that the rules yield between two local points in
 * time (milliseconds, inclusive), at most `limit`. Overrides are not looked at; the start itself always counts.
 */
export function ruleStarts(event: Event, fromMs: number, toMs: number, limit: number): readonly string[] {
  const start = localMs(event.start);
  if (start === null) return [];
  const found = new Set<number>();
  if (start >= fromMs && start <= toMs) found.add(start);
  for (const rule of event.recurrenceRules ?? []) {
    for (const at of startsOf(rule, event.start, Math.max(fromMs, start), toMs, limit)) found.add(at);
  }
  return [...found]
    .sort((a, b) => a - b)
    .slice(0, limit)
    .map(localFromMs);
}

/** Whether the rules yield this original start (or it is the start itself). */
export function isRuleStart(event: Event, recurrenceId: string): boolean {
  const at = localMs(recurrenceId);
  return at !== null && ruleStarts(event, at, at, 1).length > 0;
}

/** Whether any occurrence touches the window (epoch milliseconds). Endless series are asked, not expanded. */
export function touchesWindow(event: Event, window: Window): boolean {
  const length = (durationSeconds(event.duration ?? 'PT0S') ?? 0) * 1000;
  const touches = (local: string): boolean => {
    const at = toInstant(local, event.timeZone);
    return (
      (window.to === null || at < window.to) &&
      (window.from === null || at + Math.max(length, 1) > window.from)
    );
  };
  if (touches(event.start)) return true;
  for (const patch of Object.values(event.recurrenceOverrides ?? {})) {
    if (typeof patch['start'] === 'string' && touches(patch['start'])) return true;
  }
  const extra = Object.entries(event.recurrenceOverrides ?? {}).filter(
    ([, patch]) => patch['excluded'] !== true,
  );
  if (extra.some(([recurrenceId]) => touches(recurrenceId))) return true;
  if ((event.recurrenceRules ?? []).length === 0) return false;
  // A day on either side covers every zone's offset; the exact question is asked of each candidate.
  const from = window.from === null ? -8.64e15 : window.from - length - 86_400_000;
  const to = window.to === null ? 8.64e15 : window.to + 86_400_000;
  return ruleStarts(event, from, to, 50).some(
    (local) => event.recurrenceOverrides?.[local]?.['excluded'] !== true && touches(local),
  );
}

function startsOf(
  rule: RecurrenceRule,
  start: string,
  fromMs: number,
  toMs: number,
  limit: number,
): readonly number[] {
  const anchor = Temporal.PlainDateTime.from(start).toZonedDateTime('UTC');
  const found: number[] = [];
  try {
    const series = new RRuleTemporal({
      ...ruleOptions(rule),
      dtstart: anchor,
      tzid: 'UTC',
      includeDtstart: true,
      maxCandidateEvaluations: MOST_CANDIDATES,
      cache: false,
    });
    let next = series.next(new Date(Math.max(fromMs, -8.64e15)), true);
    while (next !== null && next.epochMilliseconds <= toMs && found.length < limit) {
      found.push(next.epochMilliseconds);
      next = series.next(next, false);
    }
  } catch {
    // A rule that runs into the cap, or that nobody can evaluate, yields what was found until then.
  }
  return found;
}

function ruleOptions(rule: RecurrenceRule) {
  const until = rule.until === undefined ? null : localMs(rule.until);
  return {
    freq: rule.frequency.toUpperCase() as 'DAILY',
    interval: rule.interval ?? 1,
    wkst: WEEKDAYS[rule.firstDayOfWeek ?? 'mo'] ?? 'MO',
    ...(rule.count === undefined ? {} : { count: rule.count }),
    ...(until === null
      ? {}
      : { until: Temporal.Instant.fromEpochMilliseconds(until).toZonedDateTimeISO('UTC') }),
    ...(rule.byDay === undefined
      ? {}
      : {
          byDay: rule.byDay.map(
            (day) =>
              `${day.nthOfPeriod === undefined ? '' : String(day.nthOfPeriod)}${WEEKDAYS[day.day] ?? 'MO'}`,
          ),
        }),
    ...(rule.byMonth === undefined ? {} : { byMonth: rule.byMonth.map(Number) }),
    ...list('byMonthDay', rule.byMonthDay),
    ...list('byYearDay', rule.byYearDay),
    ...list('byWeekNo', rule.byWeekNo),
    ...list('byHour', rule.byHour),
    ...list('byMinute', rule.byMinute),
    ...list('bySecond', rule.bySecond),
    ...list('bySetPos', rule.bySetPosition),
  };
}

function list<K extends string>(
  name: K,
  values: readonly number[] | undefined,
): Partial<Record<K, number[]>> {
  return values === undefined ? {} : ({ [name]: [...values] } as Partial<Record<K, number[]>>);
}
