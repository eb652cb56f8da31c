import type { HistoryEntry, LedgerTransaction } from './ports.ts';
import type { Session } from './session.ts';
import type { LinkPlan, LostValue } from './step.ts';

/** Writes the history and the conflict records of plans. */
export async function record(
  session: Session,
  tx: LedgerTransaction,
  plans: readonly LinkPlan[],
): Promise<void> {
  const at = session.ports.now();
  const entries = plans.flatMap((plan): readonly HistoryEntry[] =>
    plan.event === null ? [] : [{ at, linkId: plan.link.id, event: plan.event, reason: plan.reason }],
  );
  const lost = plans.flatMap((plan) =>
    plan.lost.map((value: LostValue) => ({ ...value, id: session.ports.newId(), linkId: plan.link.id, at })),
  );
  if (entries.length > 0) await tx.appendHistory(entries);
  if (lost.length > 0) await tx.saveConflicts(lost);
}
