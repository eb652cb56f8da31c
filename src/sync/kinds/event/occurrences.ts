import type { JsonObject } from '../../json.ts';
import { applyPatch } from '../../item.ts';
import type { Window } from '../../item.ts';
import type { Event } from './event.ts';
import { durationSeconds, localMs, toInstant } from './local-time.ts';
import { localWindow, ruleStarts } from './recurrence.ts';

/** One occurrence of an event, its exception applied. */
export interface Occurrence {
  /** Original start (local); null for an event that doesn't recur. */
  readonly recurrenceId: string | null;
  /** The event's properties as they are for this occurrence, without rules and overrides. */
  readonly event: Event;
  /** Epoch milliseconds; floating times count as UTC. */
  readonly startMs: number;
  readonly endMs: number;
}

const SERIES_ONLY = ['recurrenceRules', 'recurrenceOverrides'] as const;

/**
 * The occurrences that touch the window, in the order of their starts, at most `limit`. An exception that was moved into
 * the window is among them wherever its original start lies; one that was moved out is not.
 */
export function occurrences(event: Event, window: Window, limit: number): readonly Occurrence[] {
  const recurring = (event.recurrenceRules ?? []).length > 0 || event.recurrenceOverrides !== undefined;
  const starts = recurring ? originalStarts(event, window, limit) : [event.start];
  return starts
    .map((recurrenceId) => resolve(event, recurring ? recurrenceId : null))
    .filter((occurrence): occurrence is Occurrence => occurrence !== null && touches(occurrence, window))
    .sort((a, b) => a.startMs - b.startMs)
    .slice(0, limit);
}

/** One occurrence by its original start; null when it is excluded. */
export function resolve(event: Event, recurrenceId: string | null): Occurrence | null {
  const patch: JsonObject = recurrenceId === null ? {} : (event.recurrenceOverrides?.[recurrenceId] ?? {});
  if (patch['excluded'] === true) return null;
  const resolved = Object.fromEntries(
    Object.entries(applyPatch({ ...event, start: recurrenceId ?? event.start }, patch)).filter(
      ([name]) => !(SERIES_ONLY as readonly string[]).includes(name),
    ),
  ) as Event;
  const startMs = toInstant(resolved.start, resolved.timeZone);
  const length = (durationSeconds(resolved.duration ?? 'PT0S') ?? 0) * 1000;
  return { recurrenceId, event: resolved, startMs, endMs: startMs + length };
}

function originalStarts(event: Event, window: Window, limit: number): readonly string[] {
  const length = (durationSeconds(event.duration ?? 'PT0S') ?? 0) * 1000;
  const { from, to } = localWindow(event, window, length);
  const overrides = event.recurrenceOverrides ?? {};
  const wanted = (id: string): boolean => {
    const occurrence = Object.hasOwn(overrides, id) ? null : resolve(event, id);
    return occurrence !== null && touches(occurrence, window);
  };
  const fromRules = ruleStarts(event, from, to, limit, { wanted });
  const overridden = Object.keys(overrides).filter((id) => localMs(id) !== null);
  return [...new Set([...fromRules, ...overridden])];
}

function touches(occurrence: Occurrence, window: Window): boolean {
  const end = Math.max(occurrence.endMs, occurrence.startMs + 1);
  return (
    (window.to === null || occurrence.startMs < window.to) && (window.from === null || end > window.from)
  );
}
