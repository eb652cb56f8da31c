import type { Event, RecurrenceRule } from './event.ts';
import { durationSeconds, fromInstant, localFromMs, localMs, toInstant } from './local-time.ts';
import type { Window } from '../../item.ts';
import type { Work } from './rule-days.ts';
import { startsAfter } from './rule-starts.ts';

/**
 * Steps that one question may take: enough for every other day of the years 1970 to 2100, or for the rarest of days in
 * a few centuries, and a blink of an eye. A rule that is asked for more yields what was found until then.
 */
export const MOST_STEPS = 200_000;
/** Steps that looking for one given start may take in addition: a period of any rule, day by day. */
const STEPS_PER_START = 1000;
const DAY = 86_400_000;
/** The end of the year 9999: later local times can't be written down. */
export const LAST = 253_402_300_799_000;

/** What may be said about a question for starts. */
export interface Asked {
  /** Starts that don't count towards the limit, and aren't told, are not wanted. Default: all are. */
  readonly wanted?: (local: string) => boolean;
  /** Taken from, step by step; 0 afterwards: the answer may lack starts. Default: `MOST_STEPS`. */
  readonly work?: Work;
}

/**
 * Original starts (local date-times, ascending, without duplicates) that the rules yield between two local points in
 * time (milliseconds, inclusive), the first `limit` of those that are wanted. Overrides are not looked at; the start
 * itself always counts.
 */
export function ruleStarts(
  event: Event,
  fromMs: number,
  toMs: number,
  limit: number,
  { wanted = () => true, work = { left: MOST_STEPS } }: Asked = {},
): readonly string[] {
  const start = localMs(event.start);
  if (start === null) return [];
  const found = new Set<number>();
  if (start >= fromMs && start <= toMs && wanted(event.start)) found.add(start);
  const between = { from: Math.max(fromMs, start), to: Math.min(toMs, LAST) };
  for (const [rule, own] of shared(rulesOf(event), work)) {
    let count = 0;
    for (const at of startsAfter(rule, start, between, own)) {
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

/** "BYSECOND, BYMINUTE and BYHOUR MUST be ignored" where the start is a date (RFC 5545, 3.3.10). */
function rulesOf({ recurrenceRules = [], showWithoutTime }: Event): readonly RecurrenceRule[] {
  if (showWithoutTime !== true) return recurrenceRules;
  return recurrenceRules.map(
    ({ byHour: _hour, byMinute: _minute, bySecond: _second, ...rule }) => rule as RecurrenceRule,
  );
}

/** Each rule with its share of the work, so that one that finds nothing takes nothing from the others. */
function* shared(rules: readonly RecurrenceRule[], work: Work): Generator<readonly [RecurrenceRule, Work]> {
  let isExhausted = false;
  for (const [index, rule] of rules.entries()) {
    const share = Math.ceil(work.left / (rules.length - index));
    const own = { left: share };
    yield [rule, own];
    work.left -= share - Math.max(0, own.left);
    isExhausted ||= own.left <= 0;
  }
  if (isExhausted) work.left = 0;
}

/** Whether the rules yield this original start (or it is the start itself). */
export function isRuleStart(event: Event, recurrenceId: string): boolean {
  return ruleStartsAmong(event, [recurrenceId]).size > 0;
}

/** Those of these local date-times that the rules yield, the start itself among them: all looked for on one way. */
export function ruleStartsAmong(event: Event, recurrenceIds: readonly string[]): ReadonlySet<string> {
  const start = localMs(event.start);
  const asked = new Map<number, string>();
  for (const id of recurrenceIds) {
    const at = localMs(id);
    if (at !== null && start !== null && at >= start) asked.set(at, id);
  }
  const found = new Set<string>();
  if (start === null || asked.size === 0) return found;
  const first = asked.get(start);
  if (first !== undefined) found.add(first);
  const times = [...asked.keys()].sort((a, b) => a - b);
  const steps = Math.min(MOST_STEPS + times.length * STEPS_PER_START, 20 * MOST_STEPS);
  for (const [rule, work] of shared(rulesOf(event), { left: steps })) {
    for (const at of met(rule, start, times, work)) found.add(asked.get(at) ?? '');
  }
  return found;
}

/** Those of these times, ascending, that a rule yields. Where nothing has to be counted, nothing in between is looked at. */
function* met(rule: RecurrenceRule, start: number, times: readonly number[], work: Work): Generator<number> {
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 0];
  if (rule.count === undefined) {
    for (const at of times) yield* startsAfter(rule, start, { from: at, to: at }, work);
    return;
  }
  const wanted = new Set(times);
  for (const at of startsAfter(rule, start, { from, to }, work)) if (wanted.has(at)) yield at;
}

/** Whether any occurrence touches the window (epoch milliseconds). Endless series are asked, not expanded. */
export function touchesWindow(event: Event, window: Window): boolean {
  if (window.from === null && window.to === null) return true;
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
  return ruleStarts(event, from, to, 1, { wanted }).length > 0;
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
  // A zone may leave out a whole day (Samoa, 2011): what was to begin on it is counted as the clocks went before.
  const points = (instant: number): readonly number[] => [
    fromInstant(instant, event.timeZone),
    fromInstant(instant - DAY, event.timeZone) + DAY,
  ];
  return {
    from: window.from === null ? 0 - LAST : Math.min(...points(window.from)) - lengthMs - slack,
    to: window.to === null ? LAST : Math.max(...points(window.to)) + slack,
  };
}
