import { integer, pick, type Random } from '../../../src/server/memory/random.ts';
import type { Fault, FaultRule } from '../../../src/sandbox/main.ts';

/** What can go wrong on the way: before the effect, after it, and with what a listing says. */
const FAULTS: readonly Fault[] = [
  { kind: 'cut-before' },
  { kind: 'cut-after' },
  { kind: 'lose-acknowledgement' },
  { kind: 'truncate-answer', bytes: 300 },
  { kind: 'throttle', retryAfterSeconds: 5 },
  { kind: 'unavailable', retryAfterSeconds: 20 },
  { kind: 'unavailable', retryAfterSeconds: null },
  { kind: 'server-busy', backOffMilliseconds: 10_000 },
  { kind: 'server-busy', backOffMilliseconds: null },
  { kind: 'item-error', code: 'ErrorInternalServerTransientError' },
  { kind: 'item-error', code: 'ErrorMailboxStoreUnavailable' },
  { kind: 'item-error', code: 'ErrorIrresolvableConflict' },
  { kind: 'no-version' },
  { kind: 'churn-versions' },
  { kind: 'repeat-changes' },
  { kind: 'reorder-changes' },
  { kind: 'forget-cursors' },
];

/** A fault at random, at one of the requests to come. */
export function wireFault(random: Random): FaultRule {
  return { fault: pick(random, FAULTS), after: pick(random, [0, 0, 0, 1, 2, integer(random, 6)]) };
}

/** From its `after`th request on the line is dead, because the process is. */
export function death(random: Random, after: number): FaultRule {
  const fault: Fault = { kind: pick(random, ['cut-before', 'cut-after'] as const) };
  return { fault, after, times: Infinity };
}
