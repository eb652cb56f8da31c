import { pump } from '../../src/sync/pump.ts';
import { campaign, storyOf } from './campaign.ts';
import { generateScenario } from './generate/profiles.ts';
import { runScenario } from './run.ts';
import { record } from './workers.ts';

const SEED = 20_261_121;
const SCENARIOS = 2_000;

describe('simulation', () => {
  it(`keeps every promise in ${String(SCENARIOS)} scenarios`, async () => {
    const { failures, coverage } = await campaign(
      { pump },
      { scenarios: SCENARIOS, seed: SEED, mostFailures: 1 },
    );
    const [failure] = failures;
    if (failure !== undefined) throw new Error(await storyOf(failure, { pump }));
    for (const [what, times] of Object.entries(coverage)) {
      if (times === 0 && !what.startsWith('wire')) throw new Error(`The scenarios never came to: ${what}`);
    }
  }, 300_000);

  it('plays a seed the same way every time', async () => {
    record(true);
    const play = async () => (await runScenario(generateScenario(SEED + 7), { pump })).trace;
    const [once, twice] = [await play(), await play()];
    record(false);
    expect(once.length).toBeGreaterThan(20);
    expect(twice).toEqual(once);
  });
});
