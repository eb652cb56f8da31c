import { pump } from '../../src/sync/pump.ts';
import { BROKEN_DATES } from './dates/broken-engines.ts';
import { dateCampaign, dateStory } from './dates/campaign.ts';
import type { Engine } from './processes.ts';

const SEED = 20_261_122;
const SCENARIOS = 300;

/** Where these stories have to go. */
const VISITED = [
  ...([
    'midSeriesExceptions',
    'conflicts',
    'deletesRacingEdits',
    'heldDeletions',
    'crashes',
    'zombies',
  ] as const),
  ...(['cameBack', 'beyond', 'left'] as const),
];

/** Stories in which the CRM knows no series: each date has a record of its own. */
describe('simulation with a CRM without series', () => {
  it(`keeps every promise in ${String(SCENARIOS)} scenarios`, async () => {
    const { failures, coverage } = await dateCampaign(
      { pump },
      { scenarios: SCENARIOS, seed: SEED, mostFailures: 1 },
    );
    const [failure] = failures;
    if (failure !== undefined) throw new Error(await dateStory(failure.seed, { pump }));
    expect(VISITED.filter((name) => coverage[name] === 0)).toEqual([]);
  }, 300_000);

  it.each(Object.entries(BROKEN_DATES))(
    'catches an engine that %s',
    async (_bug, breakPorts) => {
      const engine: Engine = { pump, breakPorts };
      const { failures } = await dateCampaign(engine, { scenarios: 200, seed: SEED, mostFailures: 1 });
      expect(failures).not.toEqual([]);
    },
    120_000,
  );
});
