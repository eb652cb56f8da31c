import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { pump } from '../../src/sync/pump.ts';
import { storyOf, type CampaignResult, type Level } from './campaign.ts';
import { playDates } from './dates/main.ts';
import { PROFILES } from './generate/profiles.ts';
import { closeEngines, engineOf } from './levels.ts';
import { campaignIn } from './processors.ts';
import type { Server } from './servers.ts';
import { inOwnRun } from './whole/own-run.ts';

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
    level: { type: 'string', default: 'engine' },
    profile: { type: 'string' },
    processes: { type: 'string', default: String(availableParallelism()) },
    crm: { type: 'string', default: 'series' },
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
  !isLevel(values.level) ||
  ![scenarios, seed, stories, processes - 1].every((value) => Number.isSafeInteger(value) && value >= 0)
) {
  process.stderr.write(
    'Usage: simulate --scenarios N [--seed S] [--stories N] [--level engine|whole] [--mailbox memory|ews|caldav|mixed] [--profile NAME] [--crm series|occurrences] [--processes N] [--json]\n',
  );
  process.exit(2);
}

const { level } = values;
const begun = performance.now();
const result = await played();
const report = {
  scenarios: result.scenarios,
  seed,
  violations: result.failures,
  seconds: result.seconds,
  smaller: result.smaller,
  coverage: result.coverage,
};
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : table(report));
process.exitCode = result.failures.length > 0 ? 1 : 0;

function played(): Promise<CampaignResult & { readonly seconds: number }> {
  if (values.crm === 'occurrences') return playDates({ pump }, { scenarios, seed, stories });
  return level === 'whole' ? inOwnRun(() => play('whole')) : play('engine');
}

/** Plays, and tells the failing stories. */
async function play(level: Level): Promise<CampaignResult & { readonly seconds: number }> {
  const chosen = profile === undefined ? {} : { profile };
  const telling = { level, ...(servers === undefined ? {} : { servers }), ...chosen };
  const options = { scenarios, seed, ...telling, mostFailures: Math.max(stories, 20) };
  const ended = await campaignIn(processes, options);
  const seconds = Math.round(performance.now() - begun) / 1000;
  for (const failure of ended.failures.slice(0, stories))
    process.stderr.write(`${await storyOf(failure, (await engineOf(level)).engine, telling)}\n\n`);
  await closeEngines();
  return { ...ended, seconds };
}

function isLevel(text: string): text is Level {
  return text === 'engine' || text === 'whole';
}

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
