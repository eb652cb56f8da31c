import type { CalendarObject } from './calendar-object.ts';
import type { EventPart } from './event-part.ts';
import { wallAsUtc } from './moment.ts';

/** One occurrence of an event. Times in epoch milliseconds. */
export interface Occurrence {
  readonly part: EventPart;
  /** Original start in the series; of a single event its start. */
  readonly recurrenceId: number;
  readonly start: number;
  readonly end: number;
}

/** Occurrences in a frame; `complete` is false when the rule has too many to count. */
export interface Expansion {
  readonly occurrences: readonly Occurrence[];
  readonly complete: boolean;
}

/** A frame of time in epoch milliseconds. */
export interface Frame {
  readonly from: number;
  readonly to: number;
}

/** Walls and instants differ by at most this; frames are widened by it before the exact test. */
const ZONE_SLACK = 26 * 3_600_000;

/** The farthest that any clock here goes: the years 1 and 9999 (as in RFC 4791, min-date-time). */
export const ALWAYS: Frame = { from: Date.UTC(-1, 11, 31), to: Date.UTC(9999, 0, 1) };

/** The occurrences that overlap the frame as RFC 4791, 9.9 defines it, by start. */
export function occurrencesIn(object: CalendarObject, frame: Frame): Expansion {
  const found: Occurrence[] = [];
  let complete = true;
  const moved = new Set(object.exceptions.map((part) => part.recurrenceId));
  if (object.master !== null) {
    const starts = startsOf(object.master, frame);
    if (starts === null) complete = false;
    for (const start of starts ?? []) {
      if (moved.has(start) || object.master.excluded.has(start)) continue;
      found.push({ part: object.master, recurrenceId: start, start, end: start + object.master.lengthMs });
    }
  }
  for (const part of object.exceptions) {
    const { startsAt: start, recurrenceId } = part;
    found.push({ part, recurrenceId: recurrenceId ?? start, start, end: start + part.lengthMs });
  }
  const occurrences = found.filter((one) => overlaps(one, frame)).sort((a, b) => a.start - b.start);
  return { occurrences, complete };
}

/** Whether the span overlaps the frame (RFC 4791, 9.9: a span without length counts at its start). */
function overlaps(span: { readonly start: number; readonly end: number }, frame: Frame): boolean {
  if (span.end === span.start) return frame.from <= span.start && frame.to > span.start;
  return frame.from < span.end && frame.to > span.start;
}

function startsOf(master: EventPart, frame: Frame): readonly number[] | null {
  const starts = new Set<number>([master.startsAt, ...master.additional]);
  if (master.rule === null) return [...starts];
  const from = Math.max(frame.from - master.lengthMs - ZONE_SLACK, wallAsUtc(master.start.wall));
  const to = Math.min(frame.to + ZONE_SLACK, ALWAYS.to);
  const walls = master.rule.between(from, to);
  if (walls === null) return null;
  for (const wall of walls) starts.add(master.toInstant({ ...master.start, wall }));
  return [...starts];
}
