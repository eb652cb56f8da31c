import type { ItemKind, Window } from '../item.ts';

const DAY_MS = 86_400_000;
/** How far from today an occurrence may lie, in days, however far the owner's time frame reaches: endless series end somewhere. */
const MOST_DAYS = 366;

/** The time frame in which occurrences are presented. It goes on by whole days. */
export interface RollingWindow extends Window {
  readonly from: number;
  readonly to: number;
  /** Names it: another one means that there may be other occurrences in it. */
  readonly days: string;
}

/** The owner's time frame, whole days (UTC), cut to a year before and after now (epoch milliseconds). */
export function rollingWindow({ from, to }: Window, now: number): RollingWindow {
  const today = Math.floor(now / DAY_MS);
  const first = Math.max(today - MOST_DAYS, from === null ? -Infinity : Math.floor(from / DAY_MS));
  const last = Math.min(today + MOST_DAYS, to === null ? Infinity : Math.ceil(to / DAY_MS));
  return { from: first * DAY_MS, to: last * DAY_MS, days: `${String(first)}/${String(last)}` };
}

/**
 * A kind whose occurrences live in the rolling window, and whose other items in the owner's time frame. Which occurrence an
 * item is is not compared: one that came back beside its series does not say it.
 */
export function rolling(kind: ItemKind, own: Window): ItemKind {
  const { series } = kind;
  if (series === undefined) return kind;
  const fields = Object.entries(kind.fields).filter(([name]) => !series.naming.includes(name));
  return {
    ...kind,
    fields: Object.fromEntries(fields),
    inWindow: (item, window) => kind.inWindow(item, series.isOccurrence(item) ? window : own),
  };
}
