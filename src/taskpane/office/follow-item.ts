import type { OpenItem, Outlook } from './port.ts';

/**
 * How the pane stands with what is open in Outlook.
 * - `reading`: Outlook was asked what is open. `nothing`: nothing is. `unreadable`: Outlook did not say (an OfficeProblem).
 * - `loading`: the item is known, what belongs to it is on its way. `failed`: it did not come.
 * - `shown`: both are there. `refreshing`: it is asked for again, and the value is the last one; `error`: that failed.
 */
export type Followed<T> =
  | { readonly stage: 'reading' }
  | { readonly stage: 'nothing' }
  | { readonly stage: 'unreadable'; readonly error: unknown }
  | { readonly stage: 'loading'; readonly open: OpenItem }
  | { readonly stage: 'failed'; readonly open: OpenItem; readonly error: unknown }
  | {
      readonly stage: 'shown';
      readonly open: OpenItem;
      readonly value: T;
      readonly refreshing: boolean;
      readonly error: unknown;
    };

/** Follows what is open while somebody listens. `state` answers the same object until something changes. */
export interface ItemFollower<T> {
  readonly state: () => Followed<T>;
  /** Calls back after each change. Returns how to stop: with the last listener everything under way ends. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks Outlook and the loader once more; what is shown stays until the answer is there. */
  readonly again: () => void;
  /** Shows what a write answered for an item. If Outlook shows another one by now, nothing happens. */
  readonly show: (open: OpenItem, value: T) => void;
}

/** Loads what belongs to an item; the signal is aborted when the answer is no longer wanted. */
export type ItemLoader<T> = (open: OpenItem, signal: AbortSignal) => Promise<T>;

/**
 * Follows what is open in Outlook: it always ends at the newest item, and an answer that belongs to an earlier one is never
 * shown, however late it comes. What is obsolete is aborted. An answer that never comes holds up nothing but itself.
 */
export function followItem<T>(
  outlook: Pick<Outlook, 'current' | 'onItemChanged'>,
  load: ItemLoader<T>,
): ItemFollower<T> {
  const listeners = new Set<() => void>();
  let state: Followed<T> = { stage: 'reading' };
  // Aborted by whatever makes its answers obsolete: each run has its own, and only the last run's is alive.
  let run = new AbortController();

  const set = (next: Followed<T>) => {
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const begin = (keep: Followed<T> | null) => {
    run.abort();
    run = new AbortController();
    void readAndLoad(run.signal, keep);
  };
  const readAndLoad = async (signal: AbortSignal, keep: Followed<T> | null) => {
    const read = await settled(() => outlook.current());
    if (isObsolete(signal)) return;
    if ('error' in read) set({ stage: 'unreadable', error: read.error });
    else if (read.value === null) set({ stage: 'nothing' });
    else await loadFor(read.value, signal, keep);
  };
  const loadFor = async (open: OpenItem, signal: AbortSignal, keep: Followed<T> | null) => {
    const before = keep?.stage === 'shown' && keep.open.key === open.key ? keep : null;
    set(before ? { ...before, open, refreshing: true, error: null } : { stage: 'loading', open });
    const loaded = await settled(() => load(open, signal));
    if (isObsolete(signal)) return;
    if ('value' in loaded) set({ stage: 'shown', open, value: loaded.value, refreshing: false, error: null });
    else if (before) set({ ...before, open, refreshing: false, error: loaded.error });
    else set({ stage: 'failed', open, error: loaded.error });
  };

  const changed = () => {
    // At once, before Outlook is even asked: what is shown may belong to another item from here on.
    set({ stage: 'reading' });
    begin(null);
  };
  let stopListening: () => void = () => undefined;
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) {
        state = { stage: 'reading' };
        stopListening = outlook.onItemChanged(changed);
        begin(null);
      }
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        run.abort();
        stopListening();
      };
    },
    again: () => {
      const keep = state;
      set(keep.stage === 'shown' ? { ...keep, refreshing: true, error: null } : { stage: 'reading' });
      begin(keep);
    },
    show: (open, value) => {
      if (!('open' in state) || state.open.key !== open.key) return;
      // The write is newer than any answer under way.
      run.abort();
      set({ stage: 'shown', open, value, refreshing: false, error: null });
    },
  };
}

/** A function, since the compiler takes a signal that was not aborted for one that never is. */
const isObsolete = (signal: AbortSignal) => signal.aborted;

type Settled<T> = { readonly value: T } | { readonly error: unknown };

async function settled<T>(call: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await call() };
  } catch (error) {
    return { error };
  }
}
