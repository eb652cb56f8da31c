import { PgBoss } from 'pg-boss';

/**
 * The jobs of this process: one queue over all processes. It may hand the same mailbox to two workers at a time; its lease
 * decides which of them has it.
 */
export interface PumpJobs {
  /** Queues a pump unless one is waiting already. One that is under way doesn't count: another one follows it. */
  send(mailboxId: string): Promise<void>;
  /** Carries out jobs, `concurrency` at once. `work` must not throw. */
  work(concurrency: number, work: (mailboxId: string) => Promise<void>): Promise<void>;
  /** Takes no more jobs, waits up to `patienceMs` for those under way, closes connections. */
  stop(patienceMs: number): Promise<void>;
}

/** How jobs are kept. */
export interface PumpJobsOptions {
  /** A secret. */
  readonly url: string;
  readonly onError: (error: unknown) => void;
}

const QUEUE = 'mailbox';

/** A job whose worker gave no sign for this long is given to another; pg-boss takes no less than ten. */
const HEARTBEAT_SECONDS = 10;

const JOB_OPTIONS = {
  notify: true,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  // The heartbeat says whether a worker lives; a first import may well take hours.
  expireInSeconds: 23 * 3600,
  // A job ends without success only when its process dies, and that must never use up its chances.
  retryLimit: 10_000,
  retryDelay: 0,
  retryBackoff: false,
  retentionSeconds: 24 * 3600,
  deleteAfterSeconds: 60,
} as const;

/** Opens the queue; creates or updates pg-boss's schema. Several processes may do so at once. */
export async function openPumpJobs(options: PumpJobsOptions): Promise<PumpJobs> {
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: 'liaison jobs',
    max: 4,
    useListenNotify: true,
    schedule: false,
    // For jobs whose worker died before it had the mailbox's lease; of the others the schedule takes care.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', options.onError);
  await boss.start();
  // One waiting job a mailbox. The policies that allow one active job as well would do what the leases do, and badly: each
  // process passes over the mailboxes that were active when it last looked at the statistics, up to a minute ago, and
  // a waiting job of an active mailbox that it doesn't know of blocks all those behind.
  await boss.createQueue(QUEUE, { policy: 'short', ...JOB_OPTIONS });
  await boss.updateQueue(QUEUE, JOB_OPTIONS);

  let workerId: string | null = null;
  return {
    async send(mailboxId) {
      await boss.send(QUEUE, { mailboxId }, { singletonKey: mailboxId });
    },
    async work(concurrency, work) {
      const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 };
      workerId = await boss.work<{ mailboxId: string }>(
        QUEUE,
        { localConcurrency: concurrency, heartbeatRefreshSeconds: 2, ...polling },
        async (jobs) => {
          for (const { data } of jobs) await work(data.mailboxId);
          // Those that came while every worker was busy were announced to nobody.
          setImmediate(() => {
            if (workerId !== null) boss.notifyWorker(workerId);
          });
        },
      );
    },
    async stop(patienceMs) {
      workerId = null;
      await boss.stop({ graceful: true, close: true, timeout: patienceMs });
    },
  };
}
