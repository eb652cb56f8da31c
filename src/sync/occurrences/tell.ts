import type { Item } from '../item.ts';
import type { Change, Found, Ref } from '../ports/side.ts';
import { absence, presence, presented } from './present.ts';
import type { RecurringKind } from './present.ts';
import type { RollingWindow } from './rolling-window.ts';
import type { ToldSeries } from './told.ts';

/** Most occurrences of one series that are presented at a time: those to come go before those that have been. */
export const MOST_OCCURRENCES = 1000;

/** What a feed tells of a series, and what it has told of it from then on. */
export interface Telling {
  readonly changes: readonly Change[];
  readonly told: ToldSeries;
}

/** When it is told: the time frame, and what time it is (epoch milliseconds). */
export interface Frame {
  readonly window: RollingWindow;
  readonly now: number;
  /** It is the very first listing that tells it. */
  readonly first?: boolean;
}

/**
 * Tells of a series as it is: of every occurrence in the window; a last time of those told before that have moved out of it;
 * and that those told before which it has no more are removed. What is there now is no single item, as it may have been.
 */
export function telling(
  kind: RecurringKind,
  found: Found,
  before: ToldSeries | undefined,
  { window, now, first = false }: Frame,
): Telling {
  const starts = datesIn(kind, found.item, window, now);
  const known = before?.starts ?? [];
  const there = presented(kind, found, [...new Set([...known, ...starts])]);
  const changes: readonly Change[] = [
    { type: 'removed', ref: found.ref },
    ...known.filter((id) => !there.has(id)).map((id) => absence(found.ref, id)),
    ...[...there.values()].map(presence),
  ];
  const untouched = first || (before?.untouched === true && before.version === found.version);
  const identity = kind.identity(kind.normalise(found.item));
  return { changes, told: { identity, version: found.version, days: window.days, starts, untouched } };
}

/**
 * Tells what is new of a series because time goes by. `waits`: what nobody has edited since the beginning is not told, and
 * neither are later dates of it. What has changed as well is told as a whole.
 */
export function rolledOn(
  kind: RecurringKind,
  found: Found,
  before: ToldSeries,
  frame: Frame,
  waits: boolean,
): Telling {
  if (before.version !== found.version) return telling(kind, found, before, frame);
  const { days } = frame.window;
  if (waits && before.untouched) return { changes: [], told: { ...before, days } };
  const starts = datesIn(kind, found.item, frame.window, frame.now);
  const known = new Set(before.starts);
  const fresh = presented(
    kind,
    found,
    starts.filter((id) => !known.has(id)),
  );
  return { changes: [...fresh.values()].map(presence), told: { ...before, days, starts } };
}

/** That none of the occurrences of a series is there any more. */
export function tellingNone(ref: Ref, before: ToldSeries | undefined): readonly Change[] {
  return (before?.starts ?? []).map((id) => absence(ref, id));
}

/** The occurrences in the window by original start, ascending. */
function datesIn(kind: RecurringKind, series: Item, window: RollingWindow, now: number): readonly string[] {
  const turn = Math.min(Math.max(now, window.from), window.to);
  const ahead = kind.series.dates(series, { from: turn, to: window.to }, MOST_OCCURRENCES);
  const left = MOST_OCCURRENCES - ahead.length;
  const back = left === 0 ? [] : kind.series.dates(series, { from: window.from, to: turn }, left);
  return [...new Set([...back, ...ahead])].sort();
}
