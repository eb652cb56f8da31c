import { Denied, LeaseLost, SyncError, Throttled } from '../../sync/errors.ts';
import type { Lease } from '../../sync/ports.ts';
import type { PumpPorts, PumpReport } from '../../sync/settings.ts';
import type { Leases } from '../storage/ledger/leases.ts';
import { beginPump, endPump, keepQuiet, type PumpEnd, type PumpError } from '../storage/pump-state.ts';
import { notifyProgress } from '../storage/progress-channel.ts';
import { requestPumpAskedFor } from '../storage/pump-requests.ts';
import { goneNotice } from './gone-notice.ts';
import { edgeOf, reportProgress } from './progress.ts';
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
    const timer = setInterval(() => {
      leases.renew(held, LEASE_TTL_MS).catch(options.onError);
    }, RENEW_MS);
    let ended = false;
    try {
      const begun = await beginPump(options.database.db, mailboxId, edgeOf(mailboxId));
      if (begun) ended = await pumpOnce(options, held);
    } finally {
      clearInterval(timer);
      if (!ended) await leases.release(held);
    }
    if (ended) return;
    // It was lost, or could not begin: whoever asked meanwhile, or watches, is not to wait for an end that nobody writes down.
    await requestPumpAskedFor(options.database.db, mailboxId);
    await notifyProgress(options.database.db, edgeOf(mailboxId)).catch(options.onError);
  };
  return {
    mailboxId,
    finished: run().catch(options.onError),
    async cutShort() {
      if (lease !== null) await leases.release(lease);
    },
  };
}

/** False: the lease was lost, and somebody else writes down how it ended. */
async function pumpOnce(options: WorkerOptions, lease: Lease): Promise<boolean> {
  const { mailboxId } = lease;
  const { db } = options.database;
  const began = performance.now();
  const progress = reportProgress(db, mailboxId, options.onError);
  let report: PumpReport | null = null;
  let thrown: unknown = null;
  let kept: Promise<void> = Promise.resolve();
  const onQuiet = (forMs: number): void => {
    kept = kept.then(() => keepQuiet(db, mailboxId, forMs)).catch(options.onError);
  };
  try {
    report = await connectAndPump(options, lease, {
      onQuiet,
      onProgress: (step) => {
        progress.report(step);
      },
    });
  } catch (error) {
    thrown = error;
    if (error instanceof Throttled) onQuiet(error.retryAt - Date.now());
  }
  await Promise.all([kept, progress.said()]);
  let ended = false;
  if (!(thrown instanceof LeaseLost)) {
    const notice = await goneNotice(db, mailboxId, report?.gone ?? []);
    ended = await endPump(db, lease, endOf(report, thrown, notice), Date.now(), edgeOf(mailboxId));
  }
  options.onOutcome?.({ mailboxId, durationMs: performance.now() - began, report, thrown });
  return ended;
}

async function connectAndPump(
  options: WorkerOptions,
  lease: Lease,
  told: Pick<PumpPorts, 'onProgress' | 'onQuiet'>,
): Promise<PumpReport> {
  const { ports, settings } = await options.connect(lease.mailboxId);
  try {
    return await options.pump({ ...ports, ...told }, lease, settings);
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
