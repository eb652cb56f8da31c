import type { CallFault, PageFault } from '../../src/server/memory/faults.ts';
import type { ConflictRecord, HistoryEntry } from '../../src/sync/ports.ts';

/** How often the scenarios really went where they are meant to go. */
export interface Coverage extends Counts {
  /** Steps that had an effect, by type. A type is named as soon as a story contains it. */
  readonly steps: Record<string, number>;
  /** Faults that struck, by side, verb and kind. */
  readonly faults: Record<string, number>;
}

interface Counts {
  /** Things that people made, copies among them. */
  items: number;
  /** Those of them that were made as series. */
  series: number;
  /** Values that lost a true conflict. */
  conflicts: number;
  /** Those of them that were about one occurrence of a series. */
  occurrenceConflicts: number;
  /** Exceptions of series that the engine carried from one side to the other. */
  midSeriesExceptions: number;
  /** Deletions that lost against an edit. */
  deletesRacingEdits: number;
  /** Pumps that began while another worker of the same mailbox was stuck. */
  takeovers: number;
  /** Pauses that ended after another worker had taken over. */
  zombies: number;
  /** Items and records that were known to be the same at first sight. */
  adoptions: number;
  heldDeletions: number;
  crashes: number;
  pauses: number;
  /** Workers whose clock was wrong. */
  skews: number;
  /** Faults that struck on a real line. */
  wireFaults: number;
  /** Processes that died between two requests of one call. */
  wireDeaths: number;
}

const COUNTS: Counts = {
  items: 0,
  series: 0,
  conflicts: 0,
  occurrenceConflicts: 0,
  midSeriesExceptions: 0,
  deletesRacingEdits: 0,
  takeovers: 0,
  zombies: 0,
  adoptions: 0,
  heldDeletions: 0,
  crashes: 0,
  pauses: 0,
  skews: 0,
  wireFaults: 0,
  wireDeaths: 0,
};

type OfReads = Exclude<CallFault['type'], 'lost-answer' | 'cut' | 'late' | 'partial'>;
const OF_READS: readonly OfReads[] = ['refused', 'timeout', 'server-error', 'throttled'];
const OF_WRITES: readonly CallFault['type'][] = [...OF_READS, 'lost-answer', 'cut', 'late', 'partial'];
const OF_PAGES: readonly PageFault[] = ['truncated', 'empty', 'repeated', 'reordered', 'cursor-lost'];

/** Every kind of fault that may strike sides in memory. */
const FAULT_KINDS: readonly string[] = ['mailbox', 'crm'].flatMap((side) => [
  ...['changes', 'read', 'find'].flatMap((verb) => OF_READS.map((fault) => `${side} ${verb} ${fault}`)),
  ...['create', 'update', 'remove'].flatMap((verb) => OF_WRITES.map((fault) => `${side} ${verb} ${fault}`)),
  ...OF_PAGES.map((fault) => `${side} page ${fault}`),
  `${side} rewritten`,
]);

/** What one story visited so far: nothing. */
export function emptyCoverage(): Coverage {
  return { ...COUNTS, steps: {}, faults: {} };
}

/** The sum over no stories yet, in which every kind of fault is named. */
export function emptySum(): Coverage {
  return { ...emptyCoverage(), faults: Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) };
}

/** One more of something that has a name. */
export function count(counts: Record<string, number>, name: string, times = 1): void {
  counts[name] = (counts[name] ?? 0) + times;
}

/** Adds one scenario's counts to the sum. */
export function addCoverage(sum: Coverage, more: Coverage): void {
  for (const key of Object.keys(COUNTS) as (keyof Counts)[]) sum[key] += more[key];
  for (const group of ['steps', 'faults'] as const)
    for (const [name, times] of Object.entries(more[group])) count(sum[group], name, times);
}

/** Names of what was never visited. Lines are real only where the servers are: they are left out. */
export function unvisited({ steps, faults, ...counts }: Coverage): readonly string[] {
  const never = (group: object, prefix = ''): readonly string[] =>
    Object.entries(group)
      .filter(([name, times]) => times === 0 && !name.startsWith('wire'))
      .map(([name]) => `${prefix}${name}`);
  return [...never(counts), ...never(steps, 'step '), ...never(faults, 'fault ')];
}

/** Counts what the engine wrote down about itself. */
export function countNotes(
  coverage: Coverage,
  notes: { readonly history: readonly HistoryEntry[]; readonly conflicts: readonly ConflictRecord[] },
): void {
  for (const { event, reason } of notes.history) {
    if (event === 'restored' && reason?.code === 'edit-wins-over-deletion') coverage.deletesRacingEdits += 1;
    if (event === 'held') coverage.heldDeletions += 1;
    if (event === 'paired') coverage.adoptions += 1;
  }
  coverage.conflicts += notes.conflicts.length;
  coverage.occurrenceConflicts += notes.conflicts.filter(({ field }) => field.includes('/')).length;
}
