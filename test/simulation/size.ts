import type { Coverage } from './coverage.ts';
import type { Setup } from './scenario.ts';

/** How much a story holds: what was played of it, not what was written. */
export interface Size {
  readonly mailboxes: number;
  readonly providers: number;
  /** Things that people made, series among them. */
  readonly items: number;
  readonly series: number;
  /** What people did to them afterwards and had an effect; making and copying them, deliveries and mere new versions don't count. */
  readonly edits: number;
  /** What went wrong: calls, pages, writes that were gone over again, cursors, processes that died or froze. */
  readonly faults: number;
}

/** A smaller story proves little: it is played, and does not count. */
const LEAST: Size = { mailboxes: 3, providers: 2, items: 8, series: 2, edits: 20, faults: 5 };

/** No human edits of anything. */
const NOT_EDITS = [
  'create',
  'meet',
  'invited',
  'copy',
  'touch',
  'garble',
  'deliver',
  'wait',
  'forget',
  'rules',
  'ruling',
  'show',
  'limit',
];
const OF_WORKERS = ['pump', 'resume', 'decide'];

/** The size of a story that was played. */
export function sizeOf(setup: Setup, coverage: Coverage): Size {
  const edits = Object.entries(coverage.steps).filter(
    ([type]) => !NOT_EDITS.includes(type) && !OF_WORKERS.includes(type),
  );
  const { items, series, faults, steps, crashes, pauses } = coverage;
  return {
    mailboxes: setup.mailboxes.length,
    providers: new Set(setup.mailboxes.map(({ provider }) => provider)).size,
    items,
    series,
    edits: sum(edits.map(([, times]) => times)),
    faults: sum(Object.values(faults)) + (steps['forget'] ?? 0) + crashes + pauses,
  };
}

/** Whether a story is large enough to count. */
export function isFull(size: Size): boolean {
  return (Object.keys(LEAST) as (keyof Size)[]).every((measure) => size[measure] >= LEAST[measure]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
