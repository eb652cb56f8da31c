import type { Violation } from '../../simulation/journal.ts';
import type { Server } from '../../simulation/servers.ts';

/** A failure that is put back. */
export interface Mutant {
  /** Name of its file in test/mutants, without `.ts`. */
  readonly name: string;
  /** The failure, in a few words. */
  readonly failure: string;
  /** The one module of the product that it replaces, from the root of the project. */
  readonly replaces: string;
  /** How it shows: the promise that it breaks, and what the judge says of it. Whatever else goes wrong is no catch. */
  readonly shows: Sign;
  /** What the mailboxes must be, in turn, for the module to take part at all; default: all in memory. */
  readonly servers?: readonly Server[];
}

/** What a failure looks like to the judge. */
export interface Sign {
  readonly promise: Violation['invariant'];
  readonly message: RegExp;
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
  /** What the judge said of it; null when nothing was. */
  readonly violation: Violation | null;
}
