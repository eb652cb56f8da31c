import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Pump, PumpPorts, PumpReport, PumpSettings } from '../../sync/settings.ts';
import type { OpenDatabase } from '../storage/database.ts';
import { createLeases } from '../storage/ledger/leases.ts';
import { requestPump } from '../storage/pump-requests.ts';
import { createPumpRun, type PumpRun } from './run.ts';
import { openPumpJobs } from './queue.ts';
import { startSchedule } from './schedule.ts';
import { startWatchers } from './watchers.ts';

/** What one mailbox's pump needs; made anew for each pump. */
export interface Connection {
  readonly ports: PumpPorts;
  readonly settings: PumpSettings;
}

/** A pump that ended, for logs and metrics. */
export interface PumpOutcome {
  readonly mailboxId: string;
  readonly durationMs: number;
  /** Null when it threw. */
  readonly report: PumpReport | null;
  /** What it threw; LeaseLost means that another worker has the mailbox. */
  readonly thrown: unknown;
}

/** What a worker works with. */
export interface WorkerOptions {
  readonly database: OpenDatabase;
  readonly pump: Pump;
  /** Builds the ports of a mailbox. SyncErrors that it throws count like errors of the pump. */
  readonly connect: (mailboxId: string) => Promise<Connection>;
  /** Mailboxes pumped at the same time by this process; default 4. */
  readonly concurrency?: number;
  readonly onOutcome?: (outcome: PumpOutcome) => void;
  /** Failures that belong to no pump: a lost connection, for example. */
  readonly onError: (error: unknown) => void;
  /** How often due mailboxes are looked for, in milliseconds. */
  readonly tickMs?: number;
}

/** A process's share in the work. */
export interface Worker {
  readonly id: string;
  /**
   * Takes no more mailboxes, lets pumps go on for `patienceMs` (default 5000), then takes their leases away, which
   * ends them at their next step; those mailboxes are asked to be pumped again.
   */
  stop(patienceMs?: number): Promise<void>;
}

/** Starts working: jobs are made, leased, pumped and recorded until `stop`. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const id = `${hostname()}:${process.pid}:${randomUUID()}`;
  const { database, onError } = options;
  const leases = createLeases(database.db);
  const running = new Set<PumpRun>();
  const jobs = await openPumpJobs({ url: database.url, onError });
  const schedule = await startSchedule({
    db: database.db,
    url: database.url,
    jobs,
    onError,
    ...(options.tickMs === undefined ? {} : { tickMs: options.tickMs }),
  });
  const watchers = startWatchers({ database, connect: options.connect, onError });
  let stopping = false;
  const again = (mailboxId: string): Promise<void> =>
    requestPump(database.db, { mailboxIds: [mailboxId], forced: true }).catch(onError);

  await jobs.work(options.concurrency ?? 4, async (mailboxId) => {
    if (stopping) return again(mailboxId);
    const run = createPumpRun(options, leases, id, mailboxId);
    running.add(run);
    try {
      await run.finished;
    } finally {
      running.delete(run);
      watchers.pumped(mailboxId);
    }
  });

  return {
    id,
    async stop(patienceMs = 5_000) {
      if (stopping) return;
      stopping = true;
      await Promise.all([watchers.stop(), schedule.stop()]);
      const timer = setTimeout(() => {
        for (const run of running) run.cutShort().then(() => again(run.mailboxId), onError);
      }, patienceMs);
      await jobs.stop(patienceMs + 10_000);
      clearTimeout(timer);
    },
  };
}
