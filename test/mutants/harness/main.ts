import { parseArgs } from 'node:util';
import { MUTANTS } from '../catalogue.ts';
import { hunt } from './hunt.ts';
import type { Catch, Mutant } from './mutant.ts';

/** A mutant has to be caught within so many scenarios. */
const MOST = 20_000;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    scenarios: { type: 'string', default: String(MOST) },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});

const [seed, most, workers] = [Number(values.seed), Number(values.scenarios), Number(values.workers)];
const unknown = values.only.filter((name) => !MUTANTS.some((mutant) => mutant.name === name));
if (
  unknown.length > 0 ||
  ![seed, most, workers].every((value) => Number.isSafeInteger(value) && value >= 0) ||
  most < 1 ||
  most > MOST ||
  workers < 1 ||
  workers > 2
) {
  process.stderr.write(
    'Usage: simulate:mutants [--only NAME]... [--seed S] [--scenarios 1-20000] [--workers 1|2] [--json]\n' +
      `Mutants: ${MUTANTS.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(2);
}

const chosen = MUTANTS.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
const width = Math.max(...chosen.map(({ name }) => name.length));
const caught = await huntAll(chosen);
if (values.json) {
  const mutants = caught.map(({ name, caught: is, scenarios, seed: from }) => ({
    name,
    caught: is,
    scenarios,
    seed: from,
  }));
  process.stdout.write(`${JSON.stringify({ mutants })}\n`);
}
process.exitCode = caught.every((found) => found.caught) ? 0 : 1;

/** Hunts mutants, as many at a time as there are workers; the results are in the order of the mutants. */
async function huntAll(mutants: readonly Mutant[]): Promise<readonly Catch[]> {
  const waiting = [...mutants.entries()];
  const results: Catch[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, mutant] = next;
      const result = await hunt(mutant, seed, most).catch((error: unknown) => unplayed(mutant, error));
      results[index] = result;
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}

/** One that can't be played is not caught, and keeps no other one from being hunted. */
function unplayed({ name }: Mutant, error: unknown): Catch {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return { name, caught: false, scenarios: 0, seed, caughtBy: null, violation: null };
}

/** A line for people as soon as something is known; with --json nothing else may stand on standard output. */
function tell({ name, scenarios, seed: from, caughtBy, violation }: Catch): void {
  const what =
    caughtBy === null
      ? `NOT caught in ${String(scenarios)} from seed ${String(from)}`
      : `caught by seed ${String(caughtBy)}, in ${String(scenarios)}: ${told(violation)}`;
  const line = `${name.padEnd(width)}  ${what.replace(/\s+/g, ' ').slice(0, 200)}\n`;
  (values.json ? process.stderr : process.stdout).write(line);
}

function told(violation: Catch['violation']): string {
  return violation === null ? '' : `${violation.invariant}: ${violation.message}`;
}
