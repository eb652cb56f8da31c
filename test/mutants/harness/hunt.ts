import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { pump } from '../../../src/sync/pump.ts';
import { playSeed } from '../../simulation/campaign.ts';
import type { Server } from '../../simulation/servers.ts';
import type { Found } from './hunt-process.ts';
import type { Catch, Mutant } from './mutant.ts';

const ROOT = new URL('../../../', import.meta.url);
const REGISTER = fileURLToPath(new URL('../../support/register-typescript.js', import.meta.url));
const PROCESS = fileURLToPath(new URL('hunt-process.ts', import.meta.url));

/**
 * Plays scenarios with the mutant in the product's place until one shows what the mutant is about, at most so many. A scenario
 * in which the product itself, as it is in this process, breaks any promise says nothing of the mutant: it does not count as
 * a catch, and the hunt goes on after it.
 *
 * @throws Error when a process ends with an error: a mutant that can't even be loaded is none
 */
export async function hunt(mutant: Mutant, seed: number, most: number): Promise<Catch> {
  const { name, servers = ['memory'] } = mutant;
  let played = 0;
  for (let from = seed; played < most;) {
    const { seed: caughtBy, scenarios, violation } = await play(mutant, servers, from, most - played);
    played += scenarios;
    if (caughtBy === null) break;
    const { violations } = await playSeed({ pump }, caughtBy, { servers });
    if (violations.length === 0)
      return { name, caught: true, scenarios: Math.max(1, played), seed, caughtBy, violation };
    from = caughtBy + 1;
  }
  return { name, caught: false, scenarios: played, seed, caughtBy: null, violation: null };
}

/** Plays scenarios in a process of its own, because a module can't be replaced once it was loaded. */
async function play(
  mutant: Mutant,
  servers: readonly Server[],
  seed: number,
  scenarios: number,
): Promise<Found> {
  const options = [
    ...urlsOf(mutant),
    ...signOf(mutant),
    ...servers.flatMap((server) => ['--servers', server]),
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
  if (code !== 0) throw new Error(`${mutant.name} could not be played: ${errors.trim()}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Found;
}

function urlsOf({ name, replaces }: Mutant): readonly string[] {
  const mutant = new URL(`../${name}.ts`, import.meta.url).href;
  return ['--replaced', new URL(replaces, ROOT).href, '--mutant', mutant];
}

function signOf({ shows: { promise, message } }: Mutant): readonly string[] {
  return ['--promise', promise, `--message=${message.source}`];
}
