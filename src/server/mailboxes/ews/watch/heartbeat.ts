/** Notices that a connection which was alive has died without a word. */
export interface Heartbeat {
  /** Aborted when the other side has been silent for too long. */
  readonly signal: AbortSignal;
  /** Something was heard. `isBeat`: nothing but a sign of life, which comes in regular intervals. */
  heard(isBeat: boolean): void;
  /** Stops listening. */
  end(): void;
}

/** Missed beats after which nobody is there any more. */
const MISSED = 3;

/**
 * Learns from the first beats how often they come: a server that sends none is never missed. `leastMs`: silence that
 * says nothing, however fast the beats came one after another.
 */
export function createHeartbeat(leastMs: number): Heartbeat {
  const dead = new AbortController();
  let last: number | null = null;
  let longest: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: dead.signal,
    heard(isBeat) {
      const now = performance.now();
      if (isBeat) {
        if (last !== null) longest = Math.max(longest ?? 0, now - last);
        last = now;
      }
      if (longest === null) return;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          dead.abort();
        },
        Math.max(MISSED * longest, leastMs),
      ).unref();
    },
    end() {
      clearTimeout(timer);
    },
  };
}
