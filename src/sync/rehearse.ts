import { LeaseLost, SyncError } from './errors.ts';
import { createGuard } from './guard.ts';
import { planBatch } from './plan-batch.ts';
import type { Batch } from './plan-batch.ts';
import type { Crm, Ledger, LedgerTransaction, Lease, Mailbox } from './ports.ts';
import { takeInAll } from './pump.ts';
import { rehearsed } from './rehearsed.ts';
import type { Rehearsed } from './rehearsed.ts';
import { openSession, reportOf, transaction } from './session.ts';
import type { Session } from './session.ts';
import type { PumpPorts, PumpReport, PumpSettings } from './settings.ts';

/**
 * Says what a pump would do, item by item, and does nothing of it: both sides are observed and planned by the engine itself,
 * no write verb of a side is ever called, and no intent is opened. What is observed and decided does go into the ledger
 * that is given: it has to be one that is thrown away afterwards. `onItems` gets what was planned together, in batches.
 * The report is that of a pump that wrote nothing; errors of a provider end it early and are in it. LeaseLost and
 * programming errors are thrown.
 */
export async function rehearse(
  ports: PumpPorts,
  lease: Lease,
  settings: PumpSettings,
  onItems: (items: readonly Rehearsed[]) => Promise<void>,
): Promise<PumpReport> {
  const adopted = new Set<string>();
  const session = openSession(
    {
      ...ports,
      mailbox: readOnlyMailbox(ports.mailbox),
      crm: readOnlyCrm(ports.crm),
      ledger: rehearsalLedger(ports.ledger, adopted),
    },
    lease,
    settings,
  );
  try {
    await takeInAll(session);
    await planAll(session, adopted, onItems);
    return reportOf(session, null);
  } catch (error) {
    if (!(error instanceof SyncError) || error instanceof LeaseLost) throw error;
    return reportOf(session, error);
  }
}

/** Plans every dirty link once, batch by batch. */
async function planAll(
  session: Session,
  adopted: ReadonlySet<string>,
  onItems: (items: readonly Rehearsed[]) => Promise<void>,
): Promise<void> {
  const guard = createGuard(session);
  let after: string | null = null;
  let done = 0;
  do {
    const from: string | null = after;
    const batch: Batch = await transaction(session, (tx) => planBatch(session, tx, from, guard));
    const plans = [...batch.written.map(({ plan }) => plan), ...batch.resting];
    const items = plans.flatMap((plan) => rehearsed(plan, adopted.has(plan.link.id)) ?? []);
    if (items.length > 0) await onItems(items);
    done += items.length;
    session.ports.onProgress?.({ phase: 'write', done });
    after = batch.last;
  } while (after !== null);
}

/** A ledger in which nothing is under way, and of whose other mailboxes nothing is asked. Notes what was adopted by likeness. */
function rehearsalLedger(ledger: Ledger, adopted: Set<string>): Ledger {
  const spare = (tx: LedgerTransaction): LedgerTransaction => ({
    ...tx,
    openIntentsIfFree: () => Promise.resolve([]),
    touchSiblings: () => Promise.resolve(),
    appendHistory: (entries) => {
      for (const { event, linkId } of entries)
        if (event === 'adopted' && linkId !== null) adopted.add(linkId);
      return tx.appendHistory(entries);
    },
  });
  return { transaction: (lease, work) => ledger.transaction(lease, (tx) => work(spare(tx))) };
}

/** Whoever calls it has taken a rehearsal for a pump. */
function never(): never {
  throw new Error('A rehearsal writes nothing');
}

function readOnlyMailbox(mailbox: Mailbox): Mailbox {
  return { ...mailbox, create: never, update: never, remove: never };
}

function readOnlyCrm(crm: Crm): Crm {
  return { ...crm, create: never, update: never, markDeleted: never, link: never, unlink: never };
}
