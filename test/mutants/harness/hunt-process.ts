import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Server } from '../../simulation/servers.ts';
import { MUTANTS } from '../catalogue.ts';

/** What this process found, as one line of JSON. */
export interface Found {
  /** The scenario that broke a promise, or null. */
  readonly seed: number | null;
  readonly violations: readonly string[];
}

const ROOT = new URL('../../../', import.meta.url);

const { values } = parseArgs({
  options: {
    mutant: { type: 'string' },
    servers: { type: 'string', multiple: true, default: ['memory'] },
    seed: { type: 'string' },
    scenarios: { type: 'string' },
  },
});

if (values.mutant !== undefined) await put(values.mutant);
// Only now: nothing of the product may be here before its module is replaced.
const { pump } = await import('../../../src/sync/pump.ts');
const { campaign } = await import('../../simulation/campaign.ts');
const { failures } = await campaign(
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
process.stdout.write(`${JSON.stringify({ seed: failure?.seed ?? null, violations } satisfies Found)}\n`);

/** Replaces a module, and makes sure that it is replaced. */
async function put(name: string): Promise<void> {
  const mutant = MUTANTS.find((candidate) => candidate.name === name);
  if (mutant === undefined) throw new RangeError(`No mutant is called "${name}"`);
  const replaced = new URL(mutant.replaces, ROOT).href;
  const url = new URL(`../${name}.ts`, import.meta.url).href;
  register('./replace-module.js', import.meta.url, { data: { replaced, mutant: url } });
  if ((await import(replaced)) !== (await import(url)))
    throw new Error(`${pathToFileURL(mutant.replaces).pathname} was not replaced`);
}
