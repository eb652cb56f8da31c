import type { HistoryEntry, IntentRecord, LedgerTransaction, LostValue } from './ports.ts';
import type { Reason } from './reasons.ts';
import type { Session } from './session.ts';
import type { LinkPlan } from './step.ts';
import { isTelling } from './untold.ts';

/** Writes the history and the conflict records of plans that need no step. */
export async function record(
  session: Session,
  tx: LedgerTransaction,
  plans: readonly LinkPlan[],
): Promise<void> {
  const at = session.ports.now();
  const entries = plans.flatMap((plan): readonly HistoryEntry[] =>
    plan.event === null ? [] : [{ at, linkId: plan.link.id, event: plan.event, reason: plan.reason }],
  );
  if (entries.length > 0) await tx.appendHistory(entries);
  await recordLost(
    session,
    tx,
    plans.map((plan) => [plan.link.id, plan.lost]),
  );
}

/** A step that happened, and how its plan put it. */
export interface DoneStep {
  readonly intent: IntentRecord;
  readonly event: string | null;
  readonly reason: Reason | null;
}

/** Writes down that steps happened, and what they replaced. */
export async function recordDone(
  session: Session,
  tx: LedgerTransaction,
  steps: readonly DoneStep[],
): Promise<void> {
  if (steps.length === 0) return;
  const at = session.ports.now();
  await tx.appendHistory(
    steps.map(({ intent, event, reason }) => ({
      at,
      linkId: intent.linkId,
      event: event ?? eventOf(intent),
      reason,
    })),
  );
  await recordLost(
    session,
    tx,
    steps.map(({ intent }) => [intent.linkId, intent.lost]),
  );
}

function eventOf(intent: IntentRecord): string {
  const { operation, side } = intent;
  if (isTelling(intent)) return 'told-in-mailbox';
  return `${operation === 'remove' ? 'removed' : `${operation}d`}-in-${side}`;
}

/** Keeps values that lost, by the link that they were on. */
export async function recordLost(
  session: Session,
  tx: LedgerTransaction,
  values: readonly (readonly [string, readonly LostValue[]])[],
): Promise<void> {
  const at = session.ports.now();
  const conflicts = values.flatMap(([linkId, lost]) =>
    lost.map((value) => ({ ...value, id: session.ports.newId(), linkId, at })),
  );
  if (conflicts.length > 0) await tx.saveConflicts(conflicts);
}
