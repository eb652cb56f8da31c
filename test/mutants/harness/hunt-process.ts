import { register } from 'node:module';
import { parseArgs } from 'node:util';
import type { Server } from '../../simulation/servers.ts';

/** What this process found, as one line of JSON. */
export interface Found {
  /** The scenario that broke a promise, or null. */
  readonly seed: number | null;
  /** How many were played that are large enough to count. */
  readonly scenarios: number;
  readonly violations: readonly string[];
}

const { values } = parseArgs({
  options: {
    replaced: { type: 'string' },
    mutant: { type: 'string' },
    servers: { type: 'string', multiple: true, default: ['memory'] },
    seed: { type: 'string' },
    scenarios: { type: 'string' },
  },
});

if (values.replaced !== undefined && values.mutant !== undefined)
  await replace(values.replaced, values.mutant);
// Only now: nothing of the product may be here before its module is replaced.
const { pump } = await import('../../../src/sync/pump.ts');
const { campaign } = await import('../../simulation/campaign.ts');
const { failures, scenarios } = await campaign(
  { pump },
  {
    seed: Number(values.seed),
    scenarios: Number(values.scenarios),
    mostFailures: 1,
    servers: values.servers as readonly Server[],
  },
);
const [failure] = failures;
const violations = (failure?.violations ?? []).map(({ invariant, message }) => `${invariant}: ${message}`);
const found: Found = { seed: failure?.seed ?? null, scenarios, violations };
process.stdout.write(`${JSON.stringify(found)}\n`);

/** Has a module replaced by another one, by their URLs, and makes sure that it is. */
async function replace(replaced: string, mutant: string): Promise<void> {
  register('./replace-module.js', import.meta.url, { data: { replaced, mutant } });
  if ((await import(replaced)) !== (await import(mutant))) throw new Error(`${replaced} was not replaced`);
}
