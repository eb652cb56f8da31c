import { Denied, LeaseLost, SyncError, Throttled } from '../../sync/errors.ts';
import type { Lease } from '../../sync/ports.ts';
import type { PumpReport } from '../../sync/settings.ts';
import type { Leases } from '../storage/ledger/leases.ts';
import { beginPump, endPump, type PumpEnd, type PumpError } from '../storage/pump-state.ts';
import { settlePendingLinks } from '../storage/pending-links.ts';
import { requestPumpAskedFor } from '../storage/pump-requests.ts';
import { goneNotice } from './gone-notice.ts';
import { reportProgress, type ProgressReporter } from './progress.ts';
import type { WorkerOptions } from './worker.ts';

/** A lease's life without renewal, and how often it is renewed. A dead worker's mailbox is free after the former. */
const LEASE_TTL_MS = 9_000;
const RENEW_MS = 3_000;

/** One pump of one mailbox. */
export interface PumpRun {
  readonly mailboxId: string;
  /** Resolves when it ended, in whatever way; never rejects. */
  readonly finished: Promise<void>;
  /** Takes its lease away: it ends at its next step. */
  cutShort(): Promise<void>;
}

/** Leases the mailbox, pumps it, writes down how it ended. Does nothing while another worker has it, which goes on then. */
export function createPumpRun(
  options: WorkerOptions,
  leases: Leases,
  workerId: string,
  mailboxId: string,
): PumpRun {
  let lease: Lease | null = null;
  const run = async (): Promise<void> => {
    lease = await leases.acquire(mailboxId, workerId, LEASE_TTL_MS);
    // Whoever has it sees at its end that it was asked for again; of one that has died, the schedule takes the lease.
    if (lease === null) return;
    const held = lease;
    const progress = reportProgress(options.database.db, mailboxId, options.onError);
    const timer = setInterval(() => {
      leases.renew(held, LEASE_TTL_MS).catch(options.onError);
    }, RENEW_MS);
    try {
      if (await beginPump(options.database.db, mailboxId)) await pumpOnce(options, held, progress);
    } finally {
      clearInterval(timer);
      await leases.release(held);
    }
    await requestPumpAskedFor(options.database.db, mailboxId);
    // Not before: who hears of the end and looks would still see it running.
    await progress.edge();
  };
  return {
    mailboxId,
    finished: run().catch(options.onError),
    async cutShort() {
      if (lease !== null) await leases.release(lease);
    },
  };
}

async function pumpOnce(options: WorkerOptions, lease: Lease, progress: ProgressReporter): Promise<void> {
  const { mailboxId } = lease;
  const { db } = options.database;
  const began = performance.now();
  await progress.edge();
  let report: PumpReport | null = null;
  let thrown: unknown = null;
  try {
    report = await connectAndPump(options, lease, (step) => {
      progress.report(step);
    });
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof LeaseLost)) {
    const notice = await goneNotice(db, mailboxId, report?.gone ?? []);
    await settlePendingLinks(db, mailboxId);
    await endPump(db, lease, endOf(report, thrown, notice), Date.now());
  }
  options.onOutcome?.({ mailboxId, durationMs: performance.now() - began, report, thrown });
}

async function connectAndPump(
  options: WorkerOptions,
  lease: Lease,
  onProgress: NonNullable<Parameters<WorkerOptions['pump']>[0]['onProgress']>,
): Promise<PumpReport> {
  const { ports, settings } = await options.connect(lease.mailboxId);
  try {
    return await options.pump({ ...ports, onProgress }, lease, settings);
  } finally {
    await ports.mailbox.close?.().catch(options.onError);
  }
}

/** What a pump's end means for its mailbox. A reported error without a time to retry is one that a person must end. */
function endOf(report: PumpReport | null, thrown: unknown, notice: PumpError | null): PumpEnd {
  if (report !== null) {
    if (report.error === null) return { type: 'done', retryAt: report.retryAt, notice };
    if (report.retryAt === null) return { type: 'stopped', error: report.error };
    return { type: 'failed', error: report.error, retryAt: report.retryAt };
  }
  if (!(thrown instanceof SyncError)) {
    return { type: 'failed', error: { code: 'internal-error', parameters: {} }, retryAt: null };
  }
  const error = { code: thrown.code, parameters: thrown.parameters };
  if (thrown instanceof Denied) return { type: 'stopped', error };
  return { type: 'failed', error, retryAt: thrown instanceof Throttled ? thrown.retryAt : null };
}
