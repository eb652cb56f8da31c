import { availableParallelism } from 'node:os';
import { pump } from '../../src/sync/pump.ts';
import { campaign, storyOf } from './campaign.ts';
import { unvisited } from './coverage.ts';
import { generateScenario } from './generate/profiles.ts';
import { campaignIn } from './processors.ts';
import { runScenario } from './run.ts';
import { record } from './workers.ts';

const SEED = 20_261_121;
const SCENARIOS = 3_000;
const PROCESSES = Math.min(2, availableParallelism());

/** The seeds that are always played, and those of a run that looks elsewhere (PROPERTY_SEED, as other properties have it). */
function seeds(): readonly number[] {
  const given = process.env['PROPERTY_SEED'];
  if (given === undefined) return [SEED];
  return [SEED, given === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(given)];
}

describe('simulation', () => {
  it.each(seeds())(
    `keeps every promise in ${String(SCENARIOS)} scenarios from seed %i, and goes everywhere`,
    async (seed) => {
      const { failures, coverage } = await campaignIn(PROCESSES, {
        scenarios: SCENARIOS,
        seed,
        mostFailures: 1,
      });
      const [failure] = failures;
      if (failure !== undefined) throw new Error(await storyOf(failure, { pump }));
      expect(unvisited(coverage)).toEqual([]);
    },
    600_000,
  );

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
