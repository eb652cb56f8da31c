import type { Kysely } from 'kysely';
import type { Progress } from '../../sync/settings.ts';
import { listen } from '../storage/notifications.ts';
import { notifyProgress, PROGRESS_CHANNEL } from '../storage/progress-channel.ts';
import type { Database } from '../storage/tables.ts';

/** How far a mailbox's pump is; `phase` null: it began or ended. */
export interface PumpProgress {
  readonly mailboxId: string;
  readonly phase: Progress['phase'] | null;
  readonly done: number;
}

/** Says how far a pump is, no more often than `everyMs`. */
export interface ProgressReporter {
  report(progress: Progress): void;
  /** Resolves when what was reported until now has been said: what is said then comes after it. */
  said(): Promise<void>;
}

/** What is said when a mailbox's pump begins or ends. */
export function edgeOf(mailboxId: string): string {
  return textOf({ mailboxId, phase: null, done: 0 });
}

function textOf(progress: PumpProgress): string {
  return JSON.stringify(progress);
}

/** Publishes one pump's progress. Failures are passed to `onError` and harm nothing else. */
export function reportProgress(
  db: Kysely<Database>,
  mailboxId: string,
  onError: (error: unknown) => void,
  everyMs = 250,
): ProgressReporter {
  let lastAt = -Infinity;
  let lastPhase: string | null = null;
  let sending: Promise<void> = Promise.resolve();
  return {
    report({ phase, done }) {
      const now = performance.now();
      if (phase === lastPhase && now - lastAt < everyMs) return;
      lastAt = now;
      lastPhase = phase;
      // One after the other, so that nobody hears of an older state later.
      sending = sending.then(() => notifyProgress(db, textOf({ mailboxId, phase, done }))).catch(onError);
    },
    said: () => sending,
  };
}

/** Hears the progress of all mailboxes over one connection. */
export interface ProgressFeed {
  /** Calls back on each sign of progress of the mailbox; returns how to stop. */
  subscribe(mailboxId: string, onProgress: (progress: PumpProgress) => void): () => void;
  close(): Promise<void>;
}

/** Opens the feed. After a lost connection every subscriber is told `phase: null`, because it may have missed the end. */
export async function openProgressFeed(options: {
  readonly url: string;
  readonly onError: (error: unknown) => void;
}): Promise<ProgressFeed> {
  const subscribers = new Map<string, Set<(progress: PumpProgress) => void>>();
  const tell = (progress: PumpProgress): void => {
    for (const subscriber of subscribers.get(progress.mailboxId) ?? []) subscriber(progress);
  };
  const listener = await listen({
    url: options.url,
    channel: PROGRESS_CHANNEL,
    onNotification: (payload) => tell(JSON.parse(payload) as PumpProgress),
    onConnected: () => {
      for (const mailboxId of subscribers.keys()) tell({ mailboxId, phase: null, done: 0 });
    },
    onError: options.onError,
  });
  return {
    subscribe(mailboxId, onProgress) {
      const known = subscribers.get(mailboxId) ?? new Set();
      subscribers.set(mailboxId, known.add(onProgress));
      return () => {
        known.delete(onProgress);
        if (known.size === 0) subscribers.delete(mailboxId);
      };
    },
    close: () => listener.close(),
  };
}
