import type { Pattern } from './rule-pattern.ts';
import { allowedDays, dayAt, dayBegin, isAllowed, monthBegin, nextMonthOf, weekBegin } from './rule-days.ts';
import type { Work } from './rule-days.ts';

/** The candidates of one period: each of the days at each of the hours, minutes and seconds, all ascending. */
export interface Period {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly days: readonly number[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
}

const DAY = 86_400_000;
/** Frequencies whose periods are all of one length. */
export const LENGTHS: Readonly<Record<string, number>> = {
  secondly: 1000, minutely: 60_000, hourly: 3_600_000, daily: DAY, weekly: 7 * DAY,
}; // prettier-ignore

/**
 * The periods of a pattern in order, from the one that holds `from` (at the earliest that of the start), as far as one
 * begins by `to`. Those that hold nothing may be passed over. Ends when there is no work left.
 */
export function* periodsOf(
  pattern: Pattern,
  start: number,
  from: number,
  to: number,
  work: Work,
): Generator<Period> {
  const { frequency } = pattern;
  if (frequency === 'yearly' || frequency === 'monthly') yield* months(pattern, start, from, to, work);
  else if (frequency === 'weekly') yield* weeks(pattern, start, from, to, work);
  else yield* moments(pattern, start, from, to, work);
}

function monthOf(ms: number): number {
  const date = new Date(ms);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function* months(pattern: Pattern, start: number, from: number, to: number, work: Work): Generator<Period> {
  const length = pattern.frequency === 'yearly' ? 12 : 1;
  const origin = Math.floor(monthOf(start) / length) * length;
  const step = length * pattern.interval;
  const passed = Math.max(0, Math.floor((monthOf(from) - origin) / step));
  for (let month = origin + passed * step; month <= monthOf(to); month += step) {
    if ((work.left -= 1) < 0) return;
    yield ofDays(pattern, monthBegin(month), monthBegin(month + length), work);
  }
}

function* weeks(pattern: Pattern, start: number, from: number, to: number, work: Work): Generator<Period> {
  const origin = weekBegin(dayAt(start), pattern.weekStart);
  const step = 7 * pattern.interval;
  const passed = Math.max(0, Math.floor((dayAt(from) - origin) / step));
  for (let day = origin + passed * step; day <= dayAt(to); day += step) {
    if ((work.left -= 1) < 0) return;
    yield ofDays(pattern, day, day + 7, work);
  }
}

function ofDays(pattern: Pattern, from: number, to: number, work: Work): Period {
  const { hours, minutes, seconds } = pattern;
  const days = allowedDays(pattern, from, to, work);
  return {
    from: dayBegin(from),
    to: dayBegin(to),
    days,
    hours: hours ?? [],
    minutes: minutes ?? [],
    seconds: seconds ?? [],
  };
}

/** Periods of a day at the most. Where a day, hour or minute is out of the question, the next one is asked. */
function* moments(pattern: Pattern, start: number, from: number, to: number, work: Work): Generator<Period> {
  const length = LENGTHS[pattern.frequency] ?? DAY;
  const origin = Math.floor(start / length) * length;
  const step = length * pattern.interval;
  const indexOf = (ms: number): number => Math.ceil((ms - origin) / step);
  for (let index = Math.max(0, indexOf(from - length + 1)); origin + index * step <= to;) {
    if ((work.left -= 1) < 0) return;
    const at = origin + index * step;
    const next = nextChance(pattern, at);
    if (next === null) yield atMoment(pattern, at, length);
    index = Math.max(index + 1, next === null ? 0 : indexOf(next));
  }
}

/** When a period that holds nothing begins: the earliest moment at which another one might hold something. */
function nextChance(pattern: Pattern, at: number): number | null {
  const day = dayAt(at);
  const month = nextMonthOf(pattern, day);
  if (month !== null) return dayBegin(month);
  if (!isAllowed(pattern, day)) return dayBegin(day + 1);
  const shown = clockAt(at);
  for (const [index, { part, length }] of CLOCK.slice(0, depthOf(pattern)).entries()) {
    const list = pattern[part];
    if (list !== null && !list.includes(shown[index] ?? 0)) return (Math.floor(at / length) + 1) * length;
  }
  return null;
}

const CLOCK = [
  { part: 'hours', length: 3_600_000 },
  { part: 'minutes', length: 60_000 },
  { part: 'seconds', length: 1000 },
] as const;

/** How many hands of the clock a period fixes. */
function depthOf({ frequency }: Pattern): number {
  return ['daily', 'hourly', 'minutely', 'secondly'].indexOf(frequency);
}

function clockAt(at: number): readonly number[] {
  const date = new Date(at);
  return [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
}

function atMoment(pattern: Pattern, at: number, length: number): Period {
  const shown = clockAt(at);
  const hand = (index: number, list: readonly number[] | null): readonly number[] =>
    index < depthOf(pattern) ? [shown[index] ?? 0] : (list ?? []);
  return {
    from: at,
    to: at + length,
    days: [dayAt(at)],
    hours: hand(0, pattern.hours),
    minutes: hand(1, pattern.minutes),
    seconds: hand(2, pattern.seconds),
  };
}
