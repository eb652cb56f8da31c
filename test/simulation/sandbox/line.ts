import { chance, seededRandom } from '../../../src/server/memory/random.ts';
import type { Faults, FaultRule } from '../../../src/sandbox/main.ts';
import type { Mailbox } from '../../../src/sync/ports.ts';
import { count } from '../coverage.ts';
import type { Visit } from '../shelf.ts';
import { death, wireFault } from './wire-faults.ts';

const VERBS = ['collections', 'changes', 'read', 'find', 'create', 'update', 'remove'] as const;

/**
 * An adapter whose requests fare badly: faults lie in wait for single ones, and where the process is to die in the
 * middle of a call, no further request arrives and the call never ends.
 *
 * @param connect the adapter; calls back with every request
 */
export function troubledLine(
  faults: Faults,
  visit: Visit,
  connect: (onRequest: () => void) => Mailbox,
): Mailbox {
  let requests = 0;
  const mailbox = connect(() => {
    requests += 1;
  });
  const isDead = (): boolean => visit.diesAfter !== null && requests > visit.diesAfter;
  const wrapped: Record<string, unknown> = { ...mailbox };
  for (const verb of VERBS) {
    const call = wrapped[verb] as (...parameters: unknown[]) => Promise<unknown>;
    wrapped[verb] = async (...parameters: unknown[]) => {
      const rule = nextRule(visit, requests);
      const lift = rule === null ? null : faults.add(rule);
      const waiting = faults.pending();
      try {
        return await call(...parameters);
      } finally {
        if (rule !== null && faults.pending() < waiting) countFault(visit, rule);
        lift?.();
        if (isDead()) {
          visit.coverage.wireDeaths += 1;
          await visit.die();
        }
      }
    };
  }
  return wrapped as unknown as Mailbox;
}

/** What lies in wait for the next call. */
function nextRule({ rate, random, diesAfter, line }: Visit, requests: number): FaultRule | null {
  if (line !== null) {
    const after = (line.after ?? 0) - requests;
    return after < 0 ? null : { ...line, after };
  }
  if (diesAfter !== null) return death(seededRandom(diesAfter), Math.max(0, diesAfter - requests));
  return rate > 0 && chance(random, rate) ? wireFault(random) : null;
}

function countFault({ coverage }: Visit, { fault }: FaultRule): void {
  coverage.wireFaults += 1;
  count(coverage.faults, `wire ${fault.kind}`);
}
