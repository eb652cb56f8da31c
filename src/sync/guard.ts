import type { LedgerTransaction, RemovalCount, Side } from './ports.ts';
import { SIDES } from './leaf.ts';
import type { Session } from './session.ts';
import type { GuardSettings } from './settings.ts';

/** Whether removals on a side are held. */
export type Guarded = Readonly<Record<Side, boolean>>;

const DAY_MS = 86_400_000;

/** Whether these removals, with those of the last 24 hours, are more than may happen without a person. Pure. */
export function holds(count: RemovalCount, settings: GuardSettings): boolean {
  const removals = count.pending + count.done;
  if (removals > settings.many) return true;
  return removals > settings.few && removals > settings.share * (count.alive + count.done);
}

/** Asks the ledger how much is about to disappear, before anything does. */
export async function guardFor(session: Session, tx: LedgerTransaction): Promise<Guarded> {
  const since = session.ports.now() - DAY_MS;
  const guarded: Record<Side, boolean> = { crm: false, mailbox: false };
  for (const side of SIDES) guarded[side] = holds(await tx.removals(side, since), session.settings.guard);
  return guarded;
}
