/** Times of one class of questions, milliseconds. */
export interface Times {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** What took longest. */
  readonly slowest: string;
}

/** Asks every question `rounds` times, one after the other, after one round that is not counted. */
export async function timesOf(
  texts: readonly string[],
  rounds: number,
  ask: (text: string) => Promise<unknown>,
): Promise<Times> {
  for (const text of texts) await ask(text);
  const times: { readonly text: string; readonly ms: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const text of texts) {
      const from = performance.now();
      await ask(text);
      times.push({ text, ms: performance.now() - from });
    }
  }
  times.sort((a, b) => a.ms - b.ms);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)]?.ms ?? 0;
  return {
    count: times.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    slowest: times.at(-1)?.text ?? '',
  };
}
