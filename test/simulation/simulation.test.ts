import { availableParallelism } from 'node:os';
import { pump } from '../../src/sync/pump.ts';
import { campaign, storyOf } from './campaign.ts';
import { unvisited } from './coverage.ts';
import { generateScenario } from './generate/profiles.ts';
import { OPEN_STORIES } from './open-stories.ts';
import { campaignIn } from './processors.ts';
import { runScenario } from './run.ts';
import { record } from './workers.ts';

const SEED = 20_261_121;
const SCENARIOS = 3_000;
const PROCESSES = Math.min(2, availableParallelism());

describe('simulation', () => {
  it(`keeps every promise in ${String(SCENARIOS)} scenarios, but for those that are open, and goes everywhere`, async () => {
    const { failures, coverage } = await campaignIn(PROCESSES, {
      scenarios: SCENARIOS,
      seed: SEED,
      mostFailures: OPEN_STORIES.length + 20,
    });
    const failed = failures.map(({ seed }) => seed).sort((a, b) => a - b);
    const unexpected = failures.find(({ seed }) => !OPEN_STORIES.includes(seed));
    if (unexpected !== undefined) throw new Error(await storyOf(unexpected, { pump }));
    expect(failed).toEqual(OPEN_STORIES);
    expect(unvisited(coverage)).toEqual([]);
  }, 600_000);

  it('comes to the same, however many processes play', async () => {
    const options = { scenarios: 12, seed: SEED, mostFailures: 20 };
    const alone = await campaign({ pump }, options);
    expect(alone.scenarios).toBe(12);
    expect(await campaignIn(3, options)).toEqual(alone);
  }, 60_000);

  it('plays a seed the same way every time', async () => {
    record(true);
    const play = async () => (await runScenario(generateScenario(SEED + 7), { pump })).trace;
    const [once, twice] = [await play(), await play()];
    record(false);
    expect(once.length).toBeGreaterThan(20);
    expect(twice).toEqual(once);
  });
});
