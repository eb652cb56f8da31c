import type { Event } from '../../../sync/kinds/event/event.ts';
import { durationSeconds, localMs, toInstant } from '../../../sync/kinds/event/local-time.ts';
import { ruleStarts } from '../../../sync/kinds/event/recurrence.ts';

/** Series with more occurrences than this are kept as endless: lists then look at them, which is only slower. */
const MOST_OCCURRENCES = 750;
const FIRST = Date.parse('0001-01-02T00:00:00Z');
const LAST = Date.parse('9999-12-30T00:00:00Z');

/** First start and last end of an event, in UTC; `end` null: it never ends, or only after many occurrences. */
export interface Span {
  readonly start: Date;
  readonly end: Date | null;
}

/** The time that an event spans with all its occurrences and exceptions. Floating times count as UTC. */
export function spanOf(event: Event): Span {
  const length = lengthOf(event.duration);
  const starts = [at(event, event.start)];
  const ends = [at(event, event.start) + length];
  for (const [recurrenceId, patch] of Object.entries(event.recurrenceOverrides ?? {})) {
    if (patch['excluded'] === true || localMs(recurrenceId) === null) continue;
    const own = { ...event, ...patch } as Event;
    const start = at(own, typeof patch['start'] === 'string' ? patch['start'] : recurrenceId);
    starts.push(start);
    ends.push(start + lengthOf(own.duration));
  }
  const last = lastRuleStart(event);
  const end = last === null ? null : Math.max(...ends, last === '' ? 0 : at(event, last) + length);
  const start = Math.min(...starts);
  return { start: storable(start), end: end === null ? null : storable(Math.max(start, end)) };
}

/** Years 1 to 9999: what both sides of the driver write the same way. */
function storable(ms: number): Date {
  return new Date(Math.min(Math.max(ms, FIRST), LAST));
}

/** The last start that the rules yield; '' without rules, null when there is no end in sight. */
function lastRuleStart(event: Event): string | null {
  const rules = event.recurrenceRules ?? [];
  if (rules.length === 0) return '';
  if (rules.some((rule) => rule.count === undefined && rule.until === undefined)) return null;
  // A rule that ends on a date ends there at the latest; only counted ones have to be followed.
  const until = rules.map((rule) => rule.until ?? '').reduce((a, b) => (a > b ? a : b));
  const counted = rules.filter((rule) => rule.until === undefined);
  if (counted.length === 0) return until;
  if (counted.some((rule) => (rule.count ?? 0) > MOST_OCCURRENCES)) return null;
  const starts = ruleStarts({ ...event, recurrenceRules: counted }, -8.64e15, 8.64e15, MOST_OCCURRENCES + 1);
  const last = starts.at(-1) ?? event.start;
  return last > until ? last : until;
}

function at(event: Event, local: string): number {
  return toInstant(local, event.timeZone);
}

function lengthOf(duration: string | undefined): number {
  return Math.max(0, durationSeconds(duration ?? 'PT0S') ?? 0) * 1000;
}
