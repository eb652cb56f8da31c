/** What is counted and timed for a whole groupware. */
export interface Counters {
  /** A version or a position in a feed: greater than any before, never the same twice. */
  readonly nextNumber: () => number;
  /** The number of a new item, from 1: small, and greater than any before. */
  readonly nextSerial: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Something in a feed changed. */
  readonly changed: () => void;
}
