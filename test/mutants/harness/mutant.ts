import type { Server } from '../../simulation/servers.ts';

/** A failure that is put back. */
export interface Mutant {
  /** Name of its file in test/mutants, without `.ts`. */
  readonly name: string;
  /** The failure, in a few words. */
  readonly failure: string;
  /** The one module of the product that it replaces, from the root of the project. */
  readonly replaces: string;
  /** What the mailboxes must be, in turn, for the module to take part at all; default: all in memory. */
  readonly servers?: readonly Server[];
}

/** What became of the hunt for a mutant. */
export interface Catch {
  readonly name: string;
  readonly caught: boolean;
  /** How many scenarios were played until it was caught, or in vain; those that are too small to count came on top. */
  readonly scenarios: number;
  /** The seed of the first of them; they count up. */
  readonly seed: number;
  /** The seed that caught it, or null. */
  readonly caughtBy: number | null;
  /** The promise that was broken, for people to read; null when none was. */
  readonly violation: string | null;
}
