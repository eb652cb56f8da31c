import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Found } from './hunt-process.ts';
import type { Catch, Mutant } from './mutant.ts';

const REGISTER = fileURLToPath(new URL('../../support/register-typescript.js', import.meta.url));
const PROCESS = fileURLToPath(new URL('hunt-process.ts', import.meta.url));

/**
 * Plays scenarios with the mutant in the product's place until one breaks a promise, at most so many. A scenario in which
 * the product itself breaks one says nothing of the mutant: it does not count as a catch, and the hunt goes on after it.
 *
 * @throws Error when a process ends with an error: a mutant that can't even be loaded is none
 */
export async function hunt(mutant: Mutant, seed: number, most: number): Promise<Catch> {
  const { name, servers } = mutant;
  for (let from = seed; from < seed + most;) {
    const found = await play(name, servers, from, seed + most - from);
    if (found.seed === null) break;
    const whole = await play(null, servers, found.seed, 1);
    if (whole.seed === null) {
      const [violation = null] = found.violations;
      return { name, caught: true, scenarios: found.seed - seed + 1, seed, violation };
    }
    from = found.seed + 1;
  }
  return { name, caught: false, scenarios: most, seed, violation: null };
}

/** Plays scenarios in a process of its own, because a module can't be replaced once it was loaded. Null: nothing replaced. */
export async function play(
  mutant: string | null,
  servers: Mutant['servers'],
  seed: number,
  scenarios: number,
): Promise<Found> {
  const options = [
    ...(mutant === null ? [] : ['--mutant', mutant]),
    ...(servers ?? []).flatMap((server) => ['--servers', server]),
    ...['--seed', String(seed), '--scenarios', String(scenarios)],
  ];
  const child = spawn(process.execPath, ['--import', REGISTER, PROCESS, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`${mutant ?? 'The product'} could not be played: ${errors.trim()}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Found;
}
