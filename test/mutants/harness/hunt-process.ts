import { register } from 'node:module';
import { parseArgs } from 'node:util';
import type { Violation } from '../../simulation/journal.ts';
import type { Server } from '../../simulation/servers.ts';

/** What this process found, as one line of JSON. */
export interface Found {
  /** The scenario in which it showed, or null. */
  readonly seed: number | null;
  /** How many were played that are large enough to count. */
  readonly scenarios: number;
  /** Of that scenario, the first that was looked for. */
  readonly violation: Violation | null;
}

const { values } = parseArgs({
  options: {
    replaced: { type: 'string', default: '' },
    mutant: { type: 'string', default: '' },
    promise: { type: 'string' },
    message: { type: 'string', default: '' },
    servers: { type: 'string', multiple: true, default: ['memory'] },
    seed: { type: 'string' },
    scenarios: { type: 'string' },
  },
});

await replace(values.replaced, values.mutant);
// Only now: nothing of the product may be here before its module is replaced.
const { pump } = await import('../../../src/sync/pump.ts');
const { playSeed } = await import('../../simulation/campaign.ts');
process.stdout.write(`${JSON.stringify(await look())}\n`);

/** Plays until what is looked for shows. */
async function look(): Promise<Found> {
  const most = Number(values.scenarios);
  const servers = values.servers as readonly Server[];
  const message = new RegExp(values.message);
  const isSign = (violation: Violation): boolean =>
    violation.invariant === values.promise && message.test(violation.message);
  let scenarios = 0;
  // Where hardly any story is large enough, the others end it as well.
  let smaller = 0;
  for (let seed = Number(values.seed); scenarios < most && smaller < 20 * most; seed += 1) {
    const { violations, isFull } = await playSeed({ pump }, seed, { servers });
    if (isFull) scenarios += 1;
    else smaller += 1;
    const violation = violations.find(isSign);
    if (violation !== undefined) return { seed, scenarios, violation };
  }
  return { seed: null, scenarios, violation: null };
}

/** Has a module replaced by another one, by their URLs, and makes sure that it is. */
async function replace(replaced: string, mutant: string): Promise<void> {
  register('./replace-module.js', import.meta.url, { data: { replaced, mutant } });
  if ((await import(replaced)) !== (await import(mutant))) throw new Error(`${replaced} was not replaced`);
}
