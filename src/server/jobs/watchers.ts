import { SyncError } from '../../sync/errors.ts';
import type { Mailbox } from '../../sync/ports.ts';
import type { OpenDatabase } from '../storage/database.ts';
import { requestPump } from '../storage/pump-requests.ts';
import { createWatchLocks } from '../storage/watch-locks.ts';
import { watchableMailboxes } from '../storage/watched-mailboxes.ts';
import type { WatchableMailbox } from '../storage/watched-mailboxes.ts';
import { createHints } from './hints.ts';

/** A process's share in watching: each mailbox that can say when something changes is watched by one process. */
export interface Watchers {
  /** A mailbox was pumped: if it is a new one, it is looked at now rather than in a while. */
  pumped(mailboxId: string): void;
  /** Ends all connections. */
  stop(): Promise<void>;
}

/** What watchers work with. */
export interface WatcherOptions {
  readonly database: OpenDatabase;
  /** Builds the adapter of a mailbox. SyncErrors that it throws are the pump's to report. */
  readonly connect: (mailboxId: string) => Promise<{ readonly ports: { readonly mailbox: Mailbox } }>;
  readonly onError: (error: unknown) => void;
  /** How often it is looked which mailboxes there are, in milliseconds; default 3000. */
  readonly lookMs?: number;
  /** How long one adapter watches before it is made anew, in milliseconds; default an hour. */
  readonly renewMs?: number;
}

interface Watched {
  readonly version: string;
  readonly since: number;
  stop(): Promise<void>;
}

/**
 * Starts watching: a hint makes a pump due at once. Hints are a convenience: without them, and while nobody watches,
 * mailboxes are pumped in their interval.
 */
export function startWatchers(options: WatcherOptions): Watchers {
  const { database, onError, lookMs = 3_000, renewMs = 3_600_000 } = options;
  const watched = new Map<string, Watched>();
  /** Kinds of mailboxes that can't tell. */
  const silent = new Set<string>();
  const hints = createHints((mailboxIds) => requestPump(database.db, { mailboxIds }).catch(onError));
  const locks = createWatchLocks({
    url: database.url,
    onLost: () => {
      for (const id of [...watched.keys()]) void unwatch(id);
    },
  });
  const stopping = new AbortController();

  const unwatch = async (id: string): Promise<void> => {
    const entry = watched.get(id);
    watched.delete(id);
    await entry?.stop().catch(onError);
    await locks.release(id).catch(onError);
  };

  const watch = async ({ id, kind, version }: WatchableMailbox): Promise<void> => {
    if (!(await locks.acquire(id))) return;
    const mailbox = await open(options, id);
    const stop = mailbox?.watch?.(() => {
      hints.add(id);
    });
    if (mailbox !== null && stop !== undefined && !stopping.signal.aborted) {
      watched.set(id, { version, since: performance.now(), stop: () => ended(mailbox, stop) });
      return;
    }
    if (mailbox !== null && stop === undefined) silent.add(kind);
    stop?.();
    await mailbox?.close?.();
    await locks.release(id);
  };

  let known: ReadonlySet<string> = new Set();
  const look = async (): Promise<void> => {
    const wanted = new Map((await watchableMailboxes(database.db)).map((mailbox) => [mailbox.id, mailbox]));
    known = new Set(wanted.keys());
    for (const [id, { version, since }] of [...watched]) {
      const isOld = performance.now() - since > renewMs;
      if (wanted.get(id)?.version !== version || isOld) await unwatch(id);
    }
    for (const mailbox of wanted.values()) {
      if (stopping.signal.aborted) return;
      if (!watched.has(mailbox.id) && !silent.has(mailbox.kind)) await watch(mailbox);
    }
  };

  const rounds = startRounds(() => look().catch(onError), lookMs);
  return {
    pumped(mailboxId) {
      if (!known.has(mailboxId)) rounds.begin();
    },
    async stop() {
      stopping.abort();
      await rounds.stop();
      await Promise.all([...watched.keys()].map(unwatch));
      await hints.close();
      await locks.close();
    },
  };
}

/** Does something at once, whenever it is asked for, and every so often; never twice at a time. */
function startRounds(work: () => Promise<void>, everyMs: number): { begin(): void; stop(): Promise<void> } {
  let running: Promise<void> | null = null;
  let isAskedFor = false;
  let isOver = false;
  const begin = (): void => {
    isAskedFor = !isOver;
    running ??= (async () => {
      while (isAskedFor) {
        isAskedFor = false;
        await work();
      }
      running = null;
    })();
  };
  const timer = setInterval(begin, everyMs);
  begin();
  return {
    begin,
    async stop() {
      isOver = true;
      isAskedFor = false;
      clearInterval(timer);
      await running;
    },
  };
}

/** Null: it can't be watched now, for a reason that its pump says. */
async function open({ connect }: WatcherOptions, id: string): Promise<Mailbox | null> {
  try {
    return (await connect(id)).ports.mailbox;
  } catch (error) {
    if (error instanceof SyncError) return null;
    throw error;
  }
}

async function ended(mailbox: Mailbox, stop: () => void): Promise<void> {
  stop();
  await mailbox.close?.();
}
