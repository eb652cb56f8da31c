import { pump } from '../../src/sync/pump.ts';
import { storyOf, type CampaignResult, type Level } from './campaign.ts';
import { playDates } from './dates/main.ts';
import { closeEngines, engineOf } from './levels.ts';
import { BadOption, readOptions, type SimulationOptions } from './options.ts';
import { campaignIn } from './processors.ts';
import { inOwnRun } from './whole/own-run.ts';

const { scenarios, seed, stories, processes, servers, profile, level, crm, json } = asked();
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
process.stdout.write(json ? `${JSON.stringify(report)}\n` : table(report));
process.exitCode = result.failures.length > 0 ? 1 : 0;

function played(): Promise<CampaignResult & { readonly seconds: number }> {
  if (crm === 'occurrences') return playDates({ pump }, { scenarios, seed, stories });
  return level === 'whole' ? inOwnRun(() => play('whole')) : play('engine');
}

/** Plays, and tells the failing stories. */
async function play(level: Level): Promise<CampaignResult & { readonly seconds: number }> {
  const telling = { level, servers, ...(profile === null ? {} : { profile }) };
  const options = { scenarios, seed, ...telling, mostFailures: Math.max(stories, 20) };
  const ended = await campaignIn(processes, options);
  const seconds = Math.round(performance.now() - begun) / 1000;
  for (const failure of ended.failures.slice(0, stories))
    process.stderr.write(`${await storyOf(failure, (await engineOf(level)).engine, telling)}\n\n`);
  await closeEngines();
  return { ...ended, seconds };
}

function asked(): SimulationOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error: unknown) {
    if (!(error instanceof BadOption)) throw error;
    process.stderr.write(`simulate: ${error.message}\n`);
    process.exit(2);
  }
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
