import type { Engine } from '../processes.ts';
import { dateCampaign, dateStory } from './campaign.ts';

/** Plays stories about a CRM without series and tells of those that fail. Returns what `--json` writes. */
export async function playDates(
  engine: Engine,
  {
    scenarios,
    seed,
    stories,
  }: { readonly scenarios: number; readonly seed: number; readonly stories: number },
) {
  const begun = performance.now();
  const options = { scenarios, seed, mostFailures: Math.max(stories, 20) };
  const { failures, coverage, ...played } = await dateCampaign(engine, options);
  const seconds = Math.round(performance.now() - begun) / 1000;
  for (const failure of failures.slice(0, stories))
    process.stderr.write(`${await dateStory(failure.seed, engine)}\n\n`);
  return { scenarios: played.scenarios, seed, failures, seconds, smaller: 0, coverage };
}
