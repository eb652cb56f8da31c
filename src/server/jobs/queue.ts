import { PgBoss } from 'pg-boss';

/** The jobs of this process: one queue, one job at a time per mailbox, over all processes. */
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

const QUEUE = 'pump';

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
    // How soon a dead worker's job is noticed.
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  });
  boss.on('error', options.onError);
  await boss.start();
  await boss.createQueue(QUEUE, { policy: 'stately', ...JOB_OPTIONS });
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
          // Completing a job says nothing on the channel, and a request that came meanwhile was passed over.
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
