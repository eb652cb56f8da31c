import type { ConflictRecord, HistoryEntry } from '../../src/sync/ports.ts';

/** How often the scenarios really went where they are meant to go. */
export interface Coverage {
  humanEdits: number;
  humanDeletes: number;
  pumps: number;
  crashes: number;
  pauses: number;
  takeovers: number;
  /** Pauses that ended after another worker had taken over. */
  zombies: number;
  cursorLosses: number;
  adoptions: number;
  conflicts: number;
  /** True conflicts about one occurrence of a series. */
  occurrenceConflicts: number;
  midSeriesExceptions: number;
  /** Deletions that lost against an edit. */
  deletesRacingEdits: number;
  heldDeletions: number;
  copies: number;
  /** Items that could not be read for a while. */
  unreadable: number;
  /** Writes that happened after their caller had given up. */
  lateEffects: number;
  lostAnswers: number;
  meetings: number;
  /** Meetings of which an attendee threw their copy away or answered in it. */
  attendeeChanges: number;
  /** Changes of direction and window. */
  ruleChanges: number;
  /** Faults that struck on a real line. */
  wireFaults: number;
  /** Processes that died between two requests of one call. */
  wireDeaths: number;
}

export function emptyCoverage(): Coverage {
  return {
    humanEdits: 0,
    humanDeletes: 0,
    pumps: 0,
    crashes: 0,
    pauses: 0,
    takeovers: 0,
    zombies: 0,
    cursorLosses: 0,
    adoptions: 0,
    conflicts: 0,
    occurrenceConflicts: 0,
    midSeriesExceptions: 0,
    deletesRacingEdits: 0,
    heldDeletions: 0,
    copies: 0,
    unreadable: 0,
    lateEffects: 0,
    lostAnswers: 0,
    meetings: 0,
    attendeeChanges: 0,
    ruleChanges: 0,
    wireFaults: 0,
    wireDeaths: 0,
  };
}

/** Adds one scenario's counts to the sum. */
export function addCoverage(sum: Coverage, more: Coverage): void {
  for (const key of Object.keys(sum) as (keyof Coverage)[]) sum[key] += more[key];
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
