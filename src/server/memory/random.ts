/** A source of numbers in [0, 1): deterministic, seeded, fast. */
export type Random = () => number;

/**
 * sfc32 (Chris Doty-Humphrey's Small Fast Counter, passes PractRand), seeded by splitmix32: the same seed gives the
 * same numbers on every machine.
 *
 * @param seed any integer; its low 32 bits count
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
  let [a, b, c, counter] = [next(), next(), next(), 1];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}

/** A whole number in [0, below). */
export function integer(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** One of the entries; throws RangeError on an empty list. */
export function pick<T>(random: Random, entries: readonly T[]): T {
  const entry = entries[integer(random, entries.length)];
  if (entry === undefined) throw new RangeError('Nothing to pick from');
  return entry;
}

/** True with this probability. */
export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}
