import { Temporal } from 'temporal-polyfill';
import { daysIn } from './rules.ts';
import type { YearRules, ZoneTransition } from './rules.ts';

/** Years that get rules of their own; before and after, the nearest ones hold. */
const FROM = 2007;
const TO = 2036;

/** A transition of one year, with every occurrence of the weekday in the month that it could be. */
type Seen = Omit<ZoneTransition, 'on'> & {
  readonly weekday: number;
  readonly occurrences: readonly number[];
};

interface SeenYear {
  readonly year: number;
  readonly standard: number;
  readonly transitions: readonly Seen[];
}

const made = new Map<string, readonly [YearRules, ...YearRules[]]>();

/** The rules of a zone of the IANA database. Throws RangeError when there is none of that name. */
export function ianaRules(zone: string): readonly [YearRules, ...YearRules[]] {
  const known = made.get(zone);
  if (known !== undefined) return known;
  let current = seenIn(zone, FROM);
  const groups: SeenYear[] = [];
  for (let year = FROM + 1; year <= TO; year += 1) {
    const next = seenIn(zone, year);
    const both = inCommon(current, next);
    if (both === null) groups.push(current);
    current = both ?? next;
  }
  const [first = current, ...others] = groups;
  const rules: readonly [YearRules, ...YearRules[]] =
    groups.length === 0 ? [settled(current)] : [settled(first), ...others.map(settled), settled(current)];
  made.set(zone, rules);
  return rules;
}

function seenIn(zone: string, year: number): SeenYear {
  const start = Temporal.PlainDateTime.from({ year, month: 1, day: 1 }).toZonedDateTime(zone);
  const initial = minutes(start);
  const transitions: Seen[] = [];
  let before = initial;
  for (let at = start.getTimeZoneTransition('next'); at !== null; at = at.getTimeZoneTransition('next')) {
    const after = minutes(at);
    const clock = new Date(at.epochMilliseconds + before * 60_000);
    if (clock.getUTCFullYear() > year) break;
    if (after !== before) transitions.push(seen(clock, before, after));
    before = after;
  }
  const standard = Math.min(initial, ...transitions.map((one) => one.after));
  return { year, standard, transitions: closed(transitions, initial) };
}

/** A year must end as it begins to come every year; where it doesn't, the clock goes back on New Year's Day. */
function closed(transitions: readonly Seen[], initial: number): readonly Seen[] {
  const last = transitions.at(-1);
  if (last === undefined || last.after === initial) return transitions;
  const back: Seen = { month: 1, weekday: -1, occurrences: [1], time: 0, before: last.after, after: initial };
  return [back, ...transitions];
}

function seen(clock: Date, before: number, after: number): Seen {
  const month = clock.getUTCMonth() + 1;
  const day = clock.getUTCDate();
  const nth = Math.ceil(day / 7);
  const isLast = day + 7 > daysIn(clock.getUTCFullYear(), month);
  const occurrences = [...(nth < 5 ? [nth] : []), ...(isLast ? [-1] : [])];
  const time = clock.getUTCHours() * 60 + clock.getUTCMinutes();
  return { month, weekday: clock.getUTCDay(), occurrences, time, before, after };
}

/** What two years have in common, if that is enough to go by one rule. */
function inCommon(one: SeenYear, next: SeenYear): SeenYear | null {
  if (one.standard !== next.standard || one.transitions.length !== next.transitions.length) return null;
  const transitions: Seen[] = [];
  for (const [index, a] of one.transitions.entries()) {
    const b = next.transitions[index];
    const occurrences = a.occurrences.filter((occurrence) => b?.occurrences.includes(occurrence));
    if (b === undefined || occurrences.length === 0 || key(a) !== key(b)) return null;
    transitions.push({ ...a, occurrences });
  }
  return { ...one, transitions };
}

function key({ month, weekday, time, before, after }: Seen): string {
  return [month, weekday, time, before, after].join();
}

function settled({ year, standard, transitions }: SeenYear): YearRules {
  return {
    year,
    standard,
    transitions: transitions.map(({ weekday, occurrences, ...rest }) => {
      const occurrence = occurrences.includes(-1) ? -1 : (occurrences[0] ?? 1);
      return { ...rest, on: weekday === -1 ? { day: 1 } : { weekday, occurrence } };
    }),
  };
}

function minutes(time: Temporal.ZonedDateTime): number {
  return Math.round(time.offsetNanoseconds / 60e9);
}
