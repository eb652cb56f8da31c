import type { Kysely } from 'kysely';
import { listen } from '../storage/notifications.ts';
import {
  PUMP_REQUEST_CHANNEL,
  requestAbandonedPumps,
  requestDuePumps,
  takePumpRequests,
} from '../storage/pump-requests.ts';
import type { Database } from '../storage/tables.ts';
import type { PumpJobs } from './queue.ts';

/** Makes jobs of what is asked for, of what is due, and of what a worker that died left unfinished. */
export interface Schedule {
  stop(): Promise<void>;
}

/** What a schedule works with. */
export interface ScheduleOptions {
  readonly db: Kysely<Database>;
  /** For a connection of its own. A secret. */
  readonly url: string;
  readonly jobs: Pick<PumpJobs, 'send'>;
  readonly onError: (error: unknown) => void;
  /** How often it is looked what is due or abandoned, in milliseconds; default 2000. Requests are heard of at once. */
  readonly tickMs?: number;
}

/** Starts it. Any number of processes may: every request and every due mailbox is handled by one of them. */
export async function startSchedule(options: ScheduleOptions): Promise<Schedule> {
  const { db, jobs, onError } = options;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  const round = async (): Promise<void> => {
    await requestAbandonedPumps(db);
    await requestDuePumps(db);
    const send = async (ids: readonly string[]): Promise<void> => {
      for (const id of ids) await jobs.send(id);
    };
    while ((await takePumpRequests(db, send)) > 0);
  };
  const wanted = (): boolean => again && !stopped;
  const wake = (): void => {
    if (stopped) return;
    again = true;
    running ??= (async () => {
      while (wanted()) {
        again = false;
        await round().catch(onError);
      }
      running = null;
    })();
  };

  const listener = await listen({
    url: options.url,
    channel: PUMP_REQUEST_CHANNEL,
    onNotification: wake,
    onConnected: wake,
    onError,
  });
  const timer = setInterval(wake, options.tickMs ?? 2_000);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await listener.close();
      await running;
    },
  };
}
