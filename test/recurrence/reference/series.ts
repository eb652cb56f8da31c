import type { Moment, Reach, Rule } from './rule.ts';
import { moments } from './rule.ts';

/** A recurring component of a calendar, RFC 5545, 3.8.5, as far as its times go. All times local in its own zone. */
export interface Series {
  readonly start: Moment;
  readonly rules: readonly Rule[];
  /** RDATE. */
  readonly additional: readonly Moment[];
  /** EXDATE. */
  readonly excluded: readonly Moment[];
}

/**
 * The recurrence set: the start, what the rules yield and what was added, without what was left out, each moment once,
 * ascending. The first `most` of it up to and including `reach.until`.
 */
export function recurrenceSet(series: Series, reach: Reach, most: number): readonly Moment[] {
  const { start, rules, additional, excluded } = series;
  const left = new Set(excluded);
  const found = new Set([start, ...additional].filter((moment) => moment <= reach.until));
  for (const rule of rules) {
    let taken = 0;
    for (const moment of moments(rule, start, reach)) {
      found.add(moment);
      if (!left.has(moment)) taken += 1;
      if (taken >= most) break;
    }
  }
  return [...found]
    .filter((moment) => !left.has(moment))
    .sort((a, b) => a - b)
    .slice(0, most);
}
