import { pump } from '../../src/sync/pump.ts';
import { BROKEN_ENGINES } from './broken-engines.ts';
import { campaign } from './campaign.ts';
import type { Engine } from './processes.ts';

const SEED = 20_261_121;

const UNFENCED = 'goes on although another worker has taken over';
/** Bugs that show only where work overlaps: people or workers come between a look and a write. */
const NEEDS_OVERLAP = [
  UNFENCED,
  'looks before its calls are over',
  'overwrites without looking at the version',
];

/** A simulation that finds nothing in a broken engine proves nothing about a whole one. */
describe('simulation', () => {
  const broken: readonly (readonly [string, Engine])[] = [
    ...Object.entries(BROKEN_ENGINES).map(([bug, breakPorts]) => [bug, { pump, breakPorts }] as const),
    [UNFENCED, { pump, unfenced: true }],
  ];
  it.each(broken)(
    'catches an engine that %s',
    async (bug, engine) => {
      const profile = NEEDS_OVERLAP.includes(bug) ? 'frozen' : 'usual';
      // Some bugs show in one of some hundred scenarios only; most within the first.
      const { failures } = await campaign(engine, { scenarios: 1_500, seed: SEED, mostFailures: 1, profile });
      expect(failures).not.toEqual([]);
    },
    300_000,
  );
});
