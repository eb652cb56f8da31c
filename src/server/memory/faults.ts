import { chance, integer, pick, type Random } from './random.ts';

/** What is about to be done to a side that lives in memory. */
export interface Call {
  readonly verb: 'probe' | 'collections' | 'changes' | 'read' | 'find' | 'create' | 'update' | 'remove';
  /** How many refs, keys or requests it is about. */
  readonly size: number;
}

/**
 * What goes wrong with a call.
 * - `refused`: no connection, surely no effect. `timeout`, `server-error`: no effect, but nobody can tell.
 * - `throttled`: nothing happened; come back later.
 * - `lost-answer`: everything happened, the answer didn't arrive. `cut`: the first `after` requests happened.
 * - `late`: the caller hears of a timeout now, the effect comes later (before the call's deadline).
 * - `partial`: single requests fail (`before` their effect, or `after` it, the acknowledgement being lost).
 */
export type CallFault =
  | { readonly type: 'refused' | 'timeout' | 'server-error' | 'lost-answer' }
  | { readonly type: 'throttled'; readonly retryAfterMs: number }
  | { readonly type: 'cut'; readonly after: number }
  | { readonly type: 'late'; readonly fraction: number }
  | { readonly type: 'partial'; readonly requests: Readonly<Record<number, 'before' | 'after' | 'refused'>> };

/**
 * What goes wrong with a page of a feed.
 * - `truncated`: items are left out of a full listing, which says that it is not complete.
 * - `empty`: a full listing that has nothing in it and claims to be complete (a server whose index is being rebuilt).
 * - `repeated`, `reordered`: changes come twice, or in another order, with versions that are history already.
 */
export type PageFault = 'truncated' | 'empty' | 'repeated' | 'reordered' | 'cursor-lost';

/** What the next page of a feed is: the first of a full listing, a later one, or one of what changed since. */
export type PageKind = 'first' | 'full' | 'delta';

/** Asked before each call and each page; null: all is well. */
export interface Faults {
  call(call: Call): CallFault | null;
  readonly page: (kind: PageKind) => PageFault | null;
  /** After a write: the server goes over the item once more, so that its version is not the write's own. */
  rewritten(): boolean;
}

/** A side on its good days. */
export const NO_FAULTS: Faults = { call: () => null, page: () => null, rewritten: () => false };

/** Faults at random. `rate` is the probability per call and per page; all kinds are equally likely. */
export function randomFaults(random: Random, rate: number): Faults {
  return {
    call: (call) => (chance(random, rate) ? callFault(random, call) : null),
    page: (kind) => (chance(random, rate) ? pick(random, PAGE_FAULTS[kind]) : null),
    rewritten: () => chance(random, rate),
  };
}

/** By kind of page what can go wrong with it. */
const PAGE_FAULTS: Readonly<Record<PageKind, readonly PageFault[]>> = {
  first: ['truncated', 'empty', 'repeated'],
  full: ['truncated', 'empty', 'repeated', 'cursor-lost'],
  delta: ['repeated', 'reordered', 'cursor-lost'],
};
const READ_FAULTS = ['refused', 'timeout', 'server-error', 'throttled'] as const;
const WRITE_FAULTS = [
  ...READ_FAULTS,
  'lost-answer',
  'lost-answer',
  'cut',
  'late',
  'late',
  'partial',
] as const;

function callFault(random: Random, call: Call): CallFault {
  const writes = call.verb === 'create' || call.verb === 'update' || call.verb === 'remove';
  const type = pick(random, writes ? WRITE_FAULTS : READ_FAULTS);
  if (type === 'throttled') return { type, retryAfterMs: 1 + integer(random, 30_000) };
  if (type === 'cut') return { type, after: integer(random, call.size + 1) };
  if (type === 'late') return { type, fraction: random() };
  if (type !== 'partial') return { type };
  const requests: Record<number, 'before' | 'after' | 'refused'> = {};
  for (let index = 0; index < call.size; index += 1) {
    if (chance(random, 0.5)) requests[index] = pick(random, ['before', 'after', 'refused'] as const);
  }
  return { type, requests };
}
