import { localFromMs, localMs } from '../kinds/event/local-time.ts';

/** Starts at an even distance: the first one, the seconds between them, and how many there are. */
export type Run = readonly [first: string, seconds: number, count: number];

/** Local date-times, ascending, as few runs as reading them once finds. */
export function runsOf(starts: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  for (const start of starts) {
    const [first, seconds, count] = runs.at(-1) ?? ['', 0, 0];
    const distance = count === 0 ? null : secondsBetween(first, start);
    const follows = distance !== null && distance > 0 && (count === 1 || distance === seconds * count);
    if (follows) runs[runs.length - 1] = [first, distance / count, count + 1];
    else runs.push([start, 0, 1]);
  }
  return runs;
}

/** The local date-times of runs. */
export function startsOf(runs: readonly Run[]): readonly string[] {
  return runs.flatMap(([first, seconds, count]) => {
    const at = localMs(first);
    if (at === null || count === 1) return [first];
    return Array.from({ length: count }, (_, index) => localFromMs(at + index * seconds * 1000));
  });
}

function secondsBetween(from: string, to: string): number | null {
  const [a, b] = [localMs(from), localMs(to)];
  return a === null || b === null ? null : (b - a) / 1000;
}
