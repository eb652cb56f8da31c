/** Where the sandbox takes its time from. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** A clock that stands still until it is told to move. */
export interface SettableClock extends Clock {
  /** Sets the time, epoch milliseconds. */
  set(at: number): void;
  /** Moves the time by milliseconds, backwards if negative. */
  advance(by: number): void;
}

/** The machine's clock. */
export function systemClock(): Clock {
  return { now: () => Date.now() };
}

/** A clock for tests that begins at `start` (epoch milliseconds) and moves only when told to. */
export function settableClock(start: number): SettableClock {
  let at = start;
  return {
    now: () => at,
    set: (next) => {
      at = next;
    },
    advance: (by) => {
      at += by;
    },
  };
}
