import { LeaseLost } from '../../src/sync/errors.ts';
import type { Violation } from './journal.ts';
import type { Process, Setting } from './processes.ts';
import type { Holding } from './scenario.ts';
import { isRecording } from './workers.ts';

/** A scenario being played. */
export interface Play extends Setting {
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
  holding?: Holding,
): Promise<void> {
  const { coverage, trace, violations, ledger } = play;
  const { worker } = process.handle;
  const from = worker.trace.length;
  if (worker.reached !== '' && !ledger.isCurrent(process.lease)) coverage.zombies += 1;
  await process.handle.run(gates, how, holding);
  await quiet();
  await play.world.server?.look();
  if (worker.state === 'crashed') coverage.crashes += 1;
  if (worker.state === 'stuck') coverage.pauses += 1;
  if (isRecording()) trace.push(...linesOf(process, from));
  const replaced = process.thrown instanceof LeaseLost && !ledger.isCurrent(process.lease);
  if (process.thrown !== null && !replaced) {
    const message = process.thrown instanceof Error ? (process.thrown.stack ?? '') : 'no error';
    violations.push({ invariant: 'I5', message: `the pump threw: ${message}` });
  }
}

function linesOf(process: Process, from: number): readonly string[] {
  const { worker } = process.handle;
  const name = `  user ${String(worker.user)}, epoch ${String(process.lease.epoch)}`;
  const labels = worker.trace.slice(from).filter((label) => !label.startsWith('ledger'));
  return [...labels.map((label) => `${name}: ${label}`), `${name} is ${worker.state} ${ending(process)}`];
}

function ending({ handle, report, thrown }: Process): string {
  if (thrown instanceof Error) return `with ${thrown.name}: ${thrown.message}`;
  return report === null ? `at: ${handle.worker.reached}` : JSON.stringify(report);
}

/** Everything that a dying process still does in its last breath, such as a roll-back. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
