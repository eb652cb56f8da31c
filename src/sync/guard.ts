import type { IntentRecord, LedgerTransaction, Link, RemovalCount, Side } from './ports.ts';
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

/** Whether a person said that this may be removed: such a removal does not count among those that nobody asked for. */
export function isApproved(link: Link, { operation }: Pick<IntentRecord, 'operation'>): boolean {
  return operation === 'remove' && link.decision === 'approve';
}

/** Says for a batch of dirty links whether removals are held. */
export type Guard = (tx: LedgerTransaction, links: readonly Link[]) => Promise<Guarded>;

/**
 * The guard of one turn of writing: asks the ledger how much is about to disappear before the first removal is planned,
 * once, and not at all while nothing is gone on either side.
 */
export function createGuard(session: Session): Guard {
  let known: Guarded | null = null;
  return async (tx, links) => {
    const mayRemove = links.some(({ observed }) => SIDES.some((side) => observed[side].state === 'gone'));
    if (known === null && mayRemove) known = await guardFor(session, tx);
    return known ?? { crm: false, mailbox: false };
  };
}

async function guardFor(session: Session, tx: LedgerTransaction): Promise<Guarded> {
  const since = session.ports.now() - DAY_MS;
  const guarded: Record<Side, boolean> = { crm: false, mailbox: false };
  const { guard } = session.settings;
  for (const side of SIDES) guarded[side] = holds(await tx.removals(side, since), guard);
  guarded.mailbox ||= await isCrmEmptied(tx, since, guard);
  return guarded;
}

/** Of a company many people delete something every day: so many records per mailbox are never too many. */
const RECORDS_PER_MAILBOX = 2;

/** Whether the CRM removes too much from all mailboxes together, though perhaps little from each. */
async function isCrmEmptied(tx: LedgerTransaction, since: number, guard: GuardSettings): Promise<boolean> {
  const { mailboxes, ...count } = await tx.removalsFromCrm(since, guard.few);
  return holds(count, { ...guard, many: Math.max(guard.many, RECORDS_PER_MAILBOX * mailboxes) });
}
