import type { JsonObject } from '../../json.ts';
import type { Event, RecurrenceRule } from './event.ts';
import { localFromMs, localMs } from './local-time.ts';
import { normaliseEvent } from './normalise.ts';
import { LAST, MOST_STEPS, isRuleStart, ruleStarts } from './recurrence.ts';
import { startsAfter } from './rule-starts.ts';

/** A series cut in two. */
export interface SplitSeries {
  /** What was before, under the old UID. */
  readonly head: Event;
  /** The occurrence at which it was cut and all later ones, a series of its own. */
  readonly tail: Event;
}

/** How many starts of the tail must be those that the series had. */
const COMPARED = 100;

/**
 * Cuts a series at an occurrence ("this and following"): both parts together have the occurrences, exceptions and
 * additional dates of the whole. Null where there is nothing to be cut: no series, no such occurrence, its first one, an
 * additional date; and where no rule that begins there would go on as the old one does.
 *
 * @param event in normal form
 * @param recurrenceId original start of the occurrence that begins the tail
 * @param uid of the tail
 */
export function splitAt(event: Event, recurrenceId: string, uid: string): SplitSeries | null {
  const [start, at] = [localMs(event.start), localMs(recurrenceId)];
  if (start === null || at === null || at <= start || !hasOccurrence(event, recurrenceId)) return null;
  const last = lastStartBefore(event, start, at);
  const rules = event.recurrenceRules ?? [];
  const head = normaliseEvent({
    ...event,
    recurrenceRules: rules.map((rule) => endedAt(rule, last)),
    ...overridesOf(event, (id) => id < recurrenceId),
  });
  const { sequence: _sequence, ...rest } = event;
  const tail = normaliseEvent({
    ...rest,
    uid,
    start: recurrenceId,
    recurrenceRules: rules.flatMap((rule) => continued(rule, start, at)),
    ...overridesOf(event, (id) => id >= recurrenceId),
  });
  return sameStarts(event, tail, at) ? { head, tail } : null;
}

function hasOccurrence(event: Event, recurrenceId: string): boolean {
  const isExcluded = event.recurrenceOverrides?.[recurrenceId]?.['excluded'] === true;
  return !isExcluded && isRuleStart(event, recurrenceId);
}

/** The last original start of the rules before the cut: an end that is a date says the same everywhere. */
function lastStartBefore(event: Event, start: number, at: number): string {
  const work = { left: MOST_STEPS };
  let last = start;
  for (const rule of event.recurrenceRules ?? []) {
    for (const found of startsAfter(rule, start, { from: start, to: at - 1 }, work))
      last = Math.max(last, found);
  }
  return localFromMs(last);
}

function endedAt(rule: RecurrenceRule, last: string): RecurrenceRule {
  const { count: _count, until, ...rest } = rule;
  return { ...rest, until: until !== undefined && until < last ? until : last };
}

/** The rule as it goes on from the cut: what was counted before it doesn't count again. Empty: it has come to its end. */
function continued(rule: RecurrenceRule, start: number, at: number): readonly RecurrenceRule[] {
  const { count } = rule;
  if (count === undefined) return [rule];
  const work = { left: MOST_STEPS };
  let done = 1;
  for (const _found of startsAfter(rule, start, { from: start, to: at - 1 }, work)) done += 1;
  return count - done > 0 ? [{ ...rule, count: count - done }] : [];
}

function overridesOf(event: Event, wanted: (id: string) => boolean): JsonObject {
  const kept = Object.entries(event.recurrenceOverrides ?? {}).filter(([id]) => wanted(id));
  return { recurrenceOverrides: Object.fromEntries(kept) };
}

/** A rule that begins elsewhere may count its weeks or days otherwise. */
function sameStarts(event: Event, tail: Event, at: number): boolean {
  const [before, after] = [ruleStarts(event, at, LAST, COMPARED), ruleStarts(tail, at, LAST, COMPARED)];
  return before.length === after.length && before.every((start, index) => start === after[index]);
}
