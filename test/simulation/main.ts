import { parseArgs } from 'node:util';
import { pump } from '../../src/sync/pump.ts';
import { campaign, storyOf } from './campaign.ts';
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
  },
});

const [scenarios, seed, stories] = [Number(values.scenarios), Number(values.seed), Number(values.stories)];
const servers = SERVERS.get(values.mailbox);
if (
  servers === undefined ||
  ![scenarios, seed, stories].every((value) => Number.isSafeInteger(value) && value >= 0)
) {
  process.stderr.write(
    'Usage: simulate --scenarios N [--seed S] [--stories N] [--mailbox memory|ews|caldav|mixed] [--json]\n',
  );
  process.exit(2);
}

const begun = performance.now();
const result = await campaign({ pump }, { scenarios, seed, servers, mostFailures: Math.max(stories, 20) });
const seconds = Math.round(performance.now() - begun) / 1000;
for (const failure of result.failures.slice(0, stories))
  process.stderr.write(`${await storyOf(failure, { pump }, undefined, servers)}\n\n`);
const report = {
  scenarios: result.scenarios,
  seed,
  violations: result.failures,
  seconds,
  coverage: result.coverage,
};
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : table(report));
process.exitCode = result.failures.length > 0 ? 1 : 0;

function table({ violations, coverage, ...rest }: typeof report): string {
  const counts = Object.entries(coverage).map(([name, count]) => `  ${name.padEnd(22)} ${String(count)}`);
  const failed = violations.map(
    ({ seed: failing, violations: broken }) =>
      `  seed ${String(failing)}: ${broken.map(({ message }) => message).join('; ')}`,
  );
  const head = `${String(rest.scenarios)} scenarios from seed ${String(rest.seed)} in ${String(rest.seconds)} s`;
  return [`${head}: ${String(violations.length)} failed`, ...failed, 'Visited:', ...counts, ''].join('\n');
}
