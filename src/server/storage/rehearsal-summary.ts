import { canonicalText } from '../../sync/json.ts';
import type { Reason } from '../../sync/reasons.ts';
import type { Rehearsed, RehearsalOutcome } from '../../sync/rehearsed.ts';

/** What a rehearsal comes to. */
export interface RehearsalSummary {
  readonly totals: Partial<Record<RehearsalOutcome, number>>;
  /** Items that both sides have, with different values. */
  readonly differing: number;
  /** Why items would be left alone, or would wait; the most frequent first. */
  readonly reasons: readonly { readonly reason: Reason; readonly count: number }[];
}

/** Reasons that are told apart; more can't come of any mailbox but by many rules. */
const MOST_REASONS = 50;

/** Counts what is found, however much it is. */
export function rehearsalCounter(): {
  add(items: readonly Rehearsed[]): void;
  summary(): RehearsalSummary;
} {
  const totals: Partial<Record<RehearsalOutcome, number>> = {};
  const reasons = new Map<string, { readonly reason: Reason; count: number }>();
  let differing = 0;
  return {
    add(items) {
      for (const { outcome, reason, differences } of items) {
        totals[outcome] = (totals[outcome] ?? 0) + 1;
        if (differences.length > 0) differing += 1;
        if (reason === null || !UNDONE.includes(outcome)) continue;
        const key = canonicalText({ ...reason });
        const known = reasons.get(key);
        if (known !== undefined) known.count += 1;
        else if (reasons.size < MOST_REASONS) reasons.set(key, { reason, count: 1 });
      }
    },
    summary: () => ({
      totals: { ...totals },
      differing,
      reasons: [...reasons.values()].sort((a, b) => b.count - a.count).map((entry) => ({ ...entry })),
    }),
  };
}

/** Outcomes of which people ask why. */
const UNDONE: readonly RehearsalOutcome[] = ['waits-as-lookalike', 'waits', 'left-alone', 'set-aside'];
