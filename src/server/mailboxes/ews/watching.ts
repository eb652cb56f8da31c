import { setTimeout as sleep } from 'node:timers/promises';
import { SyncError, Throttled } from '../../../sync/errors.ts';
import type { MailboxEnvironment } from '../provider.ts';
import type { AccountConnection } from './account-connection.ts';
import { calendarFolders } from './folders.ts';
import { isShutOut, REFUSED_PAUSE_MS } from './watch/watch.ts';
import type { Ews } from './wire.ts';

/** Pauses in milliseconds: the first one, doubled with each failure, and the longest. */
export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

const PAUSES: Pauses = { firstMs: 1_000, longestMs: 300_000 };

/**
 * Watches all calendars of an account, from when it can be reached on: until then it is tried ever more rarely. Hints
 * are a convenience: an account that can't be reached gives none, and is looked at in its time. Returns how to stop.
 */
export function watchCalendars(
  connection: AccountConnection,
  environment: MailboxEnvironment,
  onHint: (collection: string) => void,
  pauses: Pauses = PAUSES,
): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const reached = async (): Promise<Ews | null> => {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        const context = { deadline: environment.now() + environment.callTimeoutMs };
        return (await connection.ready(context)).ews;
      } catch (error) {
        if (!(error instanceof SyncError)) throw error;
        const pause = pauseAfter(error, failures, pauses, environment.now());
        // Ending a pause is no failure.
        await sleep(pause, null, { signal, ref: false }).catch(() => null);
      }
    }
    return null;
  };
  const begin = async (): Promise<void> => {
    const ews = await reached();
    if (ews === null || signal.aborted) return;
    const stop = ews.watch(
      async (context) => (await calendarFolders(ews, context)).map(({ id }) => id),
      onHint,
    );
    signal.addEventListener('abort', stop, { once: true });
  };
  void begin();
  return () => {
    stopping.abort();
  };
}

function pauseAfter(error: SyncError, failures: number, { firstMs, longestMs }: Pauses, now: number): number {
  if (isShutOut(error)) return REFUSED_PAUSE_MS;
  if (error instanceof Throttled) return Math.max(error.retryAt - now, firstMs);
  return Math.min(firstMs * 2 ** failures, longestMs);
}
