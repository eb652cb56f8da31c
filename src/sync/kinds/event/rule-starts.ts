import type { RecurrenceRule } from './event.ts';
import { dayBegin } from './rule-days.ts';
import type { Work } from './rule-days.ts';
import { patternOf } from './rule-pattern.ts';
import type { Pattern } from './rule-pattern.ts';
import { LENGTHS, periodsOf } from './rule-periods.ts';
import type { Period } from './rule-periods.ts';

/** Between which points of the local time line starts are asked for; both inclusive. */
export interface Between {
  readonly from: number;
  readonly to: number;
}

/**
 * The starts after the first (milliseconds of the local time line, ascending) that one rule yields for a series that
 * begins at `start`; COUNT counts that beginning, whether the rule would yield it or not (RFC 8984, 4.3.3). Ends early
 * when there is no work left, which `work.left` then tells.
 */
export function* startsAfter(
  rule: RecurrenceRule,
  start: number,
  { from, to }: Between,
  work: Work,
): Generator<number> {
  const pattern = patternOf(rule, start);
  const last = Math.min(to, pattern.until);
  const step = evenStep(pattern, start);
  if (step !== null) {
    yield* evenStarts(pattern.count, start, step, { from, to: last }, work);
    return;
  }
  // What is counted has to be counted from its beginning.
  const counter = { left: pattern.count - 1, start, from: Math.max(from, start + 1) };
  const first = pattern.count === Infinity ? counter.from : start;
  for (const period of periodsOf(pattern, start, first, last, work)) {
    // Days that nobody got to look at would move the positions.
    if (work.left <= 0) return;
    for (const at of startsIn(period, pattern.positions, counter, work)) {
      if (at > last || counter.left < 0 || work.left <= 0) return;
      if (at >= from) yield at;
    }
    if (counter.left <= 0 || work.left <= 0) return;
  }
}

/** Milliseconds between the starts of a rule that says no more than "every so often"; null for every other one. */
function evenStep(pattern: Pattern, start: number): number | null {
  const { frequency, interval, months, monthDays, yearDays, weeks, weekdays, positions } = pattern;
  const length = LENGTHS[frequency];
  const lists = [months, monthDays, yearDays, weeks, positions];
  if (length === undefined || lists.some((list) => list !== null)) return null;
  const isOwnDay = weekdays?.length === 1 && weekdays[0]?.weekday === new Date(start).getUTCDay();
  if (frequency === 'weekly' ? !isOwnDay : weekdays !== null) return null;
  return hasOwnTime(pattern, new Date(start)) ? length * interval : null;
}

/** Whether the parts about the time of day say only what the start says anyway. */
function hasOwnTime({ frequency, hours, minutes, seconds }: Pattern, start: Date): boolean {
  const finest = ['secondly', 'minutely', 'hourly'].indexOf(frequency);
  const own = (list: readonly number[] | null, hand: number, isFree: boolean): boolean =>
    isFree ? list === null : list?.length === 1 && list[0] === hand;
  return (
    own(hours, start.getUTCHours(), finest >= 0) &&
    own(minutes, start.getUTCMinutes(), finest === 0 || finest === 1) &&
    own(seconds, start.getUTCSeconds(), finest === 0)
  );
}

/** Most series by far: nobody needs to look at every week to find those of a year. */
function* evenStarts(
  count: number,
  start: number,
  step: number,
  { from, to }: Between,
  work: Work,
): Generator<number> {
  const first = Math.max(1, Math.ceil((from - start) / step));
  for (let index = first; index < count && start + index * step <= to; index += 1) {
    if ((work.left -= 1) < 0) return;
    yield start + index * step;
  }
}

/** What is still to be counted, from which moment on (exclusive), and from which on anybody asks. */
interface Counter {
  left: number;
  readonly start: number;
  readonly from: number;
}

function startsIn(
  period: Period,
  positions: readonly number[] | null,
  counter: Counter,
  work: Work,
): Iterable<number> {
  return positions === null ? allOf(period, counter, work) : some(period, positions, counter, work);
}

/** All candidates of a period. Days and hours that nobody asks for are counted whole. */
function* allOf(period: Period, counter: Counter, work: Work): Generator<number> {
  const { days, hours, minutes, seconds } = period;
  for (const day of days) {
    const begin = dayBegin(day);
    if (isPassed(counter, begin, 86_400_000, hours.length * minutes.length * seconds.length)) continue;
    for (const hour of hours) {
      const at = begin + hour * 3_600_000;
      if ((work.left -= 1) < 0) return;
      if (isPassed(counter, at, 3_600_000, minutes.length * seconds.length)) continue;
      for (const minute of minutes) {
        for (const second of seconds) {
          if ((work.left -= 1) < 0) return;
          const moment = at + minute * 60_000 + second * 1000;
          if (moment <= counter.start) continue;
          counter.left -= 1;
          yield moment;
        }
      }
    }
  }
}

/** Whether a stretch ends before anybody asks; what it holds is counted, unless the start lies within. */
function isPassed(counter: Counter, begin: number, length: number, size: number): boolean {
  if (begin + length > counter.from) return false;
  if (begin <= counter.start && begin + length > counter.start) return false;
  if (begin > counter.start) counter.left -= size;
  return true;
}

/** Those candidates of a period that stand at the given positions (BYSETPOS), which nobody needs to write down all. */
function* some(
  { days, hours, minutes, seconds }: Period,
  positions: readonly number[],
  counter: Counter,
  work: Work,
): Generator<number> {
  const perHour = minutes.length * seconds.length;
  const perDay = hours.length * perHour;
  const size = days.length * perDay;
  const indexes = positions
    .map((position) => (position > 0 ? position - 1 : size + position))
    .filter((index) => Number.isInteger(index) && index >= 0 && index < size);
  for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
    if ((work.left -= 1) < 0) return;
    const [day = 0, hour = 0] = [
      days[Math.floor(index / perDay)],
      hours[Math.floor((index % perDay) / perHour)],
    ];
    const [minute = 0, second = 0] = [
      minutes[Math.floor((index % perHour) / seconds.length)],
      seconds[index % seconds.length],
    ];
    const moment = dayBegin(day) + hour * 3_600_000 + minute * 60_000 + second * 1000;
    if (moment <= counter.start) continue;
    counter.left -= 1;
    yield moment;
  }
}
