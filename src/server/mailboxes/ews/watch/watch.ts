import { setTimeout as sleep } from 'node:timers/promises';
import { Denied, Gone, SyncError, Throttled, Unavailable } from '../../../../sync/errors.ts';
import type { CallContext } from '../../../../sync/ports.ts';
import { getStreamingEvents } from '../calls/get-streaming-events.ts';
import type { StreamEars } from '../calls/get-streaming-events.ts';
import { subscribe } from '../calls/subscribe.ts';
import { unsubscribe } from '../calls/unsubscribe.ts';
import type { Soap } from '../soap/soap.ts';
import { createHeartbeat } from './heartbeat.ts';

/** What a watcher works with. Times in milliseconds. */
export interface WatchOptions {
  readonly soap: Soap;
  /** Ids of the folders to watch. */
  readonly folders: (context: CallContext) => Promise<readonly string[]>;
  readonly onHint: (folderId: string) => void;
  /** How long one call may take. */
  readonly callMs: number;
  /** Between hints where the server doesn't stream; default a minute. */
  readonly pollMs?: number;
  /** The first pause after a failure, doubled with each further one up to `longestPauseMs`; default 1 s, 5 minutes. */
  readonly pauseMs?: number;
  readonly longestPauseMs?: number;
  /** How long one connection lasts, in minutes; default 10. */
  readonly minutes?: number;
  /** The shortest silence after which a connection with a heartbeat counts as dead; default 90 s. */
  readonly silenceMs?: number;
  /** The pause after the account was refused; default half an hour. */
  readonly refusedPauseMs?: number;
}

/** Watching that is under way. */
export interface Watching {
  stop(): void;
  /** Resolves when it ended after `stop`; never rejects. */
  readonly ended: Promise<void>;
}

/** A connection that ends sooner is no way of listening. */
const SHORTEST_CONNECTION_MS = 5_000;
const LONGEST_GOODBYE_MS = 5_000;
/**
 * A password that was refused is refused again, and after a few times nobody can sign in with that account any more:
 * directories count failures in periods of half an hour, mostly.
 */
export const REFUSED_PAUSE_MS = 1_800_000;
/** How many rounds of polling before streaming is tried again. */
const POLLS = 15;

/**
 * Streams until stopped. After each subscription, and after each further connection, every folder is hinted at once,
 * so that nothing that happened in between is missed. Failures pause it ever longer; a server that refuses to stream
 * is polled.
 */
export function watchFolders(options: WatchOptions): Watching {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { pauseMs = 1_000, longestPauseMs = 300_000, pollMs = 60_000 } = options;
  const { refusedPauseMs = REFUSED_PAUSE_MS } = options;
  const pause = (milliseconds: number): Promise<unknown> =>
    // Ending a pause is no failure.
    sleep(milliseconds, null, { signal, ref: false }).catch(() => null);

  const isOver = (): boolean => signal.aborted;

  const poll = async (): Promise<void> => {
    for (let round = 0; round < POLLS && !isOver(); round += 1) {
      try {
        for (const folder of await options.folders(callContext(options))) options.onHint(folder);
      } catch (error) {
        if (isShutOut(error)) await pause(refusedPauseMs);
      }
      await pause(pollMs);
    }
  };

  /** What an error asks for; false when it asks for nothing. */
  const heeded = async (error: unknown): Promise<boolean> => {
    if (isRefusal(error) && !isOver()) await poll();
    else if (isShutOut(error)) await pause(refusedPauseMs);
    else if (error instanceof Throttled) await pause(Math.max(error.retryAt - options.soap.now(), 0));
    else return false;
    return true;
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!isOver()) {
      // What takes long before there is a subscription is a failure all the same.
      let began = Infinity;
      const onSubscribed = (): void => {
        began = options.soap.now();
      };
      const isHeeded = await streamOnce(options, signal, onSubscribed).then(() => false, heeded);
      failures = isHeeded || options.soap.now() - began > SHORTEST_CONNECTION_MS ? 0 : failures + 1;
      if (!isOver()) await pause(Math.min(pauseMs * 2 ** Math.max(failures - 1, 0), longestPauseMs));
    }
  };
  const ended = run();
  return {
    ended,
    stop() {
      stopping.abort();
    },
  };
}

/** One subscription, and connections until one fails or it is lost. Throws what ended it. */
async function streamOnce(
  options: WatchOptions,
  signal: AbortSignal,
  onSubscribed: () => void,
): Promise<void> {
  const { soap, onHint } = options;
  const folders = await options.folders(callContext(options));
  if (folders.length === 0) throw new Unavailable({ code: 'no-calendars' }, 'none');
  const all = (): void => {
    for (const folder of folders) onHint(folder);
  };
  const refs = folders.map((id) => ({ id }));
  const subscriptionId = await subscribe(soap, refs, callContext(options));
  try {
    onSubscribed();
    all();
    for (let connections = 0; !signal.aborted; connections += 1) {
      let isHinted = connections === 0;
      const ears: StreamEars = {
        onSign() {
          if (!isHinted) all();
          isHinted = true;
        },
        onEvents(ids) {
          const known = ids.filter((id) => folders.includes(id));
          for (const id of known) onHint(id);
          // The same folder may go by several ids; what we were told concerns one that we watch.
          if (known.length === 0) all();
        },
      };
      if (!(await listen(options, subscriptionId, signal, ears))) return;
    }
  } finally {
    // What can't be ended ends by itself after half an hour.
    const deadline = soap.now() + Math.min(options.callMs, LONGEST_GOODBYE_MS);
    await unsubscribe(soap, subscriptionId, { deadline }).catch(() => undefined);
  }
}

/** One connection. False when the subscription is lost, or when connections end at once: both need a pause. */
async function listen(
  { soap, minutes = 10, silenceMs = 90_000 }: WatchOptions,
  subscriptionId: string,
  signal: AbortSignal,
  ears: StreamEars,
): Promise<boolean> {
  const began = soap.now();
  const heartbeat = createHeartbeat(silenceMs);
  const listening = { subscriptionId, minutes, signal, heartbeat };
  const end = await getStreamingEvents(soap, listening, ears).finally(() => {
    heartbeat.end();
  });
  if (end.type === 'failed') throw end.error;
  return end.type === 'closed' && soap.now() - began > SHORTEST_CONNECTION_MS;
}

/** The server doesn't want to stream, now or at all; a failure that passes, or that hits all calls, is something else. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof SyncError)) return false;
  if (error instanceof Throttled || error instanceof Unavailable || error instanceof Gone) return false;
  return !(error instanceof Denied) || error.scope === 'item';
}

/** The account itself is refused. */
export function isShutOut(error: unknown): boolean {
  return error instanceof Denied && error.scope === 'mailbox';
}

function callContext({ soap, callMs }: WatchOptions): CallContext {
  return { deadline: soap.now() + callMs };
}
