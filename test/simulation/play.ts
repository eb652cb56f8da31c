import { LeaseLost } from '../../src/sync/errors.ts';
import type { Coverage } from './coverage.ts';
import type { Violation } from './journal.ts';
import type { SimulatedLedger } from './ledger.ts';
import type { Engine, Process } from './processes.ts';
import type { World } from './world.ts';

/** A scenario being played. */
export interface Play {
  readonly world: World;
  readonly ledger: SimulatedLedger;
  readonly engine: Engine;
  readonly coverage: Coverage;
  readonly violations: Violation[];
  readonly trace: string[];
  /** By user: processes that are stuck, oldest first. */
  readonly stuck: Process[][];
}

/** Lets a process go on, and notes what became of it. */
export async function advance(
  play: Play,
  process: Process,
  gates: number,
  how: 'crash' | 'pause',
): Promise<void> {
  const { coverage, trace, violations, ledger } = play;
  const { worker } = process.handle;
  const from = worker.trace.length;
  if (from > 0 && !ledger.isCurrent(process.lease)) coverage.zombies += 1;
  await process.handle.run(gates, how);
  await quiet();
  const name = `user ${String(worker.user)}, epoch ${String(process.lease.epoch)}`;
  for (const label of worker.trace.slice(from))
    if (!label.startsWith('ledger')) trace.push(`  ${name}: ${label}`);
  if (worker.state === 'crashed') coverage.crashes += 1;
  if (worker.state === 'stuck') coverage.pauses += 1;
  trace.push(`  ${name} is ${worker.state} ${ending(process)}`);
  const replaced = process.thrown instanceof LeaseLost && !ledger.isCurrent(process.lease);
  if (process.thrown !== null && !replaced) {
    const message = process.thrown instanceof Error ? (process.thrown.stack ?? '') : String(process.thrown);
    violations.push({ invariant: 'I5', message: `the pump threw: ${message}` });
  }
}

function ending({ handle, report, thrown }: Process): string {
  if (thrown !== null) return `with ${String(thrown)}`;
  return report === null ? `at: ${handle.worker.trace.at(-1) ?? 'the start'}` : JSON.stringify(report);
}

/** Everything that a dying process still does in its last breath, such as a roll-back. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
