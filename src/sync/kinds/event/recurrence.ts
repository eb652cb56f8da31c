import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Event, RecurrenceRule } from './event.ts';
import { durationSeconds, fromInstant, localFromMs, localMs, toInstant } from './local-time.ts';
import type { Window } from '../../item.ts';

/** Rules may be endless or yield millions: nobody needs more candidates than this in one question. */
const MOST_CANDIDATES = 100_000;
/** How much is asked for at once: a few thousand candidates at the most. */
const SPAN_DAYS: Readonly<Record<RecurrenceRule['frequency'], number>> = {
  secondly: 1 / 24, minutely: 1, hourly: 30, daily: 366, weekly: 1461, monthly: 3653, yearly: 10227,
}; // prettier-ignore
/** A rule that yields nothing in so many spans yields nothing. */
const MOST_EMPTY = 10;
const DAY = 86_400_000;
/** The end of the year 9999: later local times can't be written down. */
export const LAST = 253_402_300_799_000;
/** In the order of Date.getUTCDay. */
const DAYS = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];
const WEEKDAYS: Readonly<Record<string, string>> = {
  mo: 'MO', tu: 'TU', we: 'WE', th: 'TH', fr: 'FR', sa: 'SA', su: 'SU',
}; // prettier-ignore

/**
 * Original starts (local date-times, ascending, without duplicates) that the rules yield between two local points in
 * time (milliseconds, inclusive), the first `limit` of those that are `wanted`. Overrides are not looked at; the start
 * itself always counts.
 */
export function ruleStarts(
  event: Event,
  fromMs: number,
  toMs: number,
  limit: number,
  wanted: (local: string) => boolean = () => true,
): readonly string[] {
  const start = localMs(event.start);
  if (start === null) return [];
  const found = new Set<number>();
  if (start >= fromMs && start <= toMs && wanted(event.start)) found.add(start);
  for (const rule of event.recurrenceRules ?? []) {
    let count = 0;
    for (const at of startsOf(rule, event.start, Math.max(fromMs, start), Math.min(toMs, LAST))) {
      if (!wanted(localFromMs(at))) continue;
      found.add(at);
      if ((count += 1) >= limit) break;
    }
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
  const overrides = event.recurrenceOverrides ?? {};
  for (const [recurrenceId, patch] of Object.entries(overrides)) {
    if (patch['excluded'] === true) continue;
    if (touches(recurrenceId)) return true;
    if (typeof patch['start'] === 'string' && touches(patch['start'])) return true;
  }
  if ((event.recurrenceRules ?? []).length === 0) return false;
  const { from, to } = localWindow(event, window, length);
  const wanted = (local: string): boolean => overrides[local]?.['excluded'] !== true && touches(local);
  return ruleStarts(event, from, to, 1, wanted).length > 0;
}

/**
 * The points of the local time line between which an occurrence of this length may touch the window. A few hours on
 * either side cover clocks that are put forward and back in between; the exact question is asked of each candidate.
 */
export function localWindow(
  event: Event,
  window: Window,
  lengthMs: number,
): { readonly from: number; readonly to: number } {
  const slack = DAY / 8;
  return {
    from: window.from === null ? 0 - LAST : fromInstant(window.from, event.timeZone) - lengthMs - slack,
    to: window.to === null ? LAST : fromInstant(window.to, event.timeZone) + slack,
  };
}

/** The local points in time that one rule yields, ascending. */
function startsOf(rule: RecurrenceRule, start: string, fromMs: number, toMs: number): Iterable<number> {
  const [startMs, stepMs] = [localMs(start), evenStep(rule, start)];
  return startMs === null || stepMs === null
    ? askedStarts(rule, start, fromMs, toMs)
    : evenStarts(rule, startMs, stepMs, fromMs, toMs);
}

/** Milliseconds between the starts of a rule that only says "every so many days or weeks"; null for every other one. */
function evenStep(rule: RecurrenceRule, start: string): number | null {
  const {
    frequency,
    interval = 1,
    count: _count,
    until: _until,
    firstDayOfWeek: _first,
    byDay,
    ...parts
  } = rule;
  const days = frequency === 'daily' ? 1 : frequency === 'weekly' ? 7 : 0;
  if (days === 0 || interval < 1 || Object.keys(parts).length > 0) return null;
  if (byDay === undefined) return days * interval * DAY;
  const [only, ...others] = byDay;
  const isOwnDay =
    only?.day === DAYS[new Date(localMs(start) ?? 0).getUTCDay()] && only?.nthOfPeriod === undefined;
  return days === 7 && isOwnDay && others.length === 0 ? days * interval * DAY : null;
}

/** Most series by far: nobody needs to be asked for multiples of a week. */
function* evenStarts(
  { count = Infinity, until }: RecurrenceRule,
  startMs: number,
  stepMs: number,
  fromMs: number,
  toMs: number,
): Generator<number> {
  const last = Math.min(toMs, (until === undefined ? null : localMs(until)) ?? Infinity);
  const first = Math.max(0, Math.ceil((fromMs - startMs) / stepMs));
  for (let index = first; index < Math.min(count, first + MOST_CANDIDATES); index += 1) {
    const at = startMs + index * stepMs;
    if (at > last) return;
    yield at;
  }
}

/** Those of any other rule: asked for span by span, which is cheap, and never all. */
function* askedStarts(rule: RecurrenceRule, start: string, fromMs: number, toMs: number): Generator<number> {
  const span = SPAN_DAYS[rule.frequency] * DAY * (rule.interval ?? 1);
  try {
    const series = new RRuleTemporal({
      ...ruleOptions(rule),
      dtstart: Temporal.PlainDateTime.from(start).toZonedDateTime('UTC'),
      tzid: 'UTC',
      includeDtstart: true,
      maxCandidateEvaluations: MOST_CANDIDATES,
      cache: false,
    });
    let [yielded, empty] = [0, 0];
    // Asked for from its start, a counted rule is at its end when it has yielded its count and then nothing.
    const counted = fromMs <= (localMs(start) ?? 0) ? (rule.count ?? Infinity) : Infinity;
    const isOver = (): boolean =>
      yielded >= MOST_CANDIDATES || empty >= MOST_EMPTY || (empty > 0 && yielded >= counted);
    for (let from = fromMs; from <= toMs && !isOver(); from += span) {
      const points = series.between(new Date(from), new Date(Math.min(from + span - 1, toMs)), true);
      empty = points.length === 0 ? empty + 1 : 0;
      yielded += points.length;
      for (const point of points) yield point.epochMilliseconds;
    }
  } catch {
    // A rule that runs into the cap, or that nobody can evaluate, yields what was found until then.
  }
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
