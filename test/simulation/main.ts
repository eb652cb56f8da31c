import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { pump } from '../../src/sync/pump.ts';
import { storyOf } from './campaign.ts';
import { PROFILES } from './generate/profiles.ts';
import { campaignIn } from './processors.ts';
import type { Server } from './servers.ts';

/** By the option's value which servers users have, in turn. */
const SERVERS: ReadonlyMap<string, readonly Server[]> = new Map([
  ['memory', ['memory']],
  ['ews', ['ews']],
  ['caldav', ['caldav']],
  ['mixed', ['ews', 'caldav']],
]);

const { values } = parseArgs({
  options: {
    scenarios: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    stories: { type: 'string', default: '3' },
    mailbox: { type: 'string', default: 'memory' },
    profile: { type: 'string' },
    processes: { type: 'string', default: String(availableParallelism()) },
  },
});

const [scenarios, seed, stories, processes] = (['scenarios', 'seed', 'stories', 'processes'] as const).map(
  (name) => Number(values[name]),
) as [number, number, number, number];
const servers = SERVERS.get(values.mailbox);
const profile = PROFILES.find((one) => one === values.profile);
if (
  servers === undefined ||
  (profile === undefined && values.profile !== undefined) ||
  ![scenarios, seed, stories, processes - 1].every((value) => Number.isSafeInteger(value) && value >= 0)
) {
  process.stderr.write(
    'Usage: simulate --scenarios N [--seed S] [--stories N] [--mailbox memory|ews|caldav|mixed] [--profile NAME] [--processes N] [--json]\n',
  );
  process.exit(2);
}

const begun = performance.now();
const chosen = profile === undefined ? {} : { profile };
const options = { scenarios, seed, servers, ...chosen, mostFailures: Math.max(stories, 20) };
const result = await campaignIn(processes, options);
const seconds = Math.round(performance.now() - begun) / 1000;
for (const failure of result.failures.slice(0, stories))
  process.stderr.write(`${await storyOf(failure, { pump }, profile, servers)}\n\n`);
const report = {
  scenarios: result.scenarios,
  seed,
  violations: result.failures,
  seconds,
  smaller: result.smaller,
  coverage: result.coverage,
};
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : table(report));
process.exitCode = result.failures.length > 0 ? 1 : 0;

function table({ violations, coverage, ...rest }: typeof report): string {
  const { steps, faults, ...counts } = coverage;
  const lines = (group: object): readonly string[] =>
    Object.entries(group).map(([name, count]) => `  ${name.padEnd(28)} ${String(count)}`);
  const failed = violations.map(
    ({ seed: failing, violations: broken }) =>
      `  seed ${String(failing)}: ${broken.map(({ message }) => message).join('; ')}`,
  );
  return [
    `${String(rest.scenarios)} scenarios from seed ${String(rest.seed)} in ${String(rest.seconds)} s: ${String(violations.length)} failed`,
    ...failed,
    `Played besides, too small to count: ${String(rest.smaller)}`,
    'Visited:',
    ...lines(counts),
    'Steps with an effect:',
    ...lines(steps),
    'Faults that struck:',
    ...lines(faults),
    '',
  ].join('\n');
}
