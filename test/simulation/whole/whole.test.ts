import { availableParallelism } from 'node:os';
import { storyOf } from '../campaign.ts';
import { closeEngines, engineOf } from '../levels.ts';
import { campaignIn } from '../processors.ts';
import { runScenario } from '../run.ts';
import { BROKEN_SERVERS, PRIVATE_MEETING } from './broken-servers.ts';
import { OPEN_ON_THE_WHOLE } from './open-stories.ts';

const SEED = 20_261_121;
const SCENARIOS = 150;
const PROCESSES = Math.min(2, availableParallelism());

describe('simulation on the whole server', () => {
  afterAll(closeEngines);

  it(`keeps every promise in ${String(SCENARIOS)} scenarios, but for those that are open, and goes everywhere`, async () => {
    const { failures, coverage } = await campaignIn(PROCESSES, {
      scenarios: SCENARIOS,
      seed: SEED,
      mostFailures: OPEN_ON_THE_WHOLE.length + 10,
      level: 'whole',
    });
    const failed = failures.map(({ seed }) => seed).sort((a, b) => a - b);
    const unexpected = failures.find(({ seed }) => !OPEN_ON_THE_WHOLE.includes(seed));
    if (unexpected !== undefined) {
      const { engine } = await engineOf('whole');
      throw new Error(await storyOf(unexpected, engine, { level: 'whole' }));
    }
    expect(failed).toEqual(OPEN_ON_THE_WHOLE);
    const { steps, faults, crashes, takeovers, zombies, wireFaults, wireDeaths, conflicts } = coverage;
    const visited = {
      ...{ crashes, takeovers, zombies, wireFaults, wireDeaths, conflicts },
      ...Object.fromEntries(['edit', 'meet', 'delete', 'rules', 'forget'].map((step) => [step, steps[step]])),
      ...Object.fromEntries(
        ['cut-before', 'cut-after', 'die-before', 'die-after'].map((how) => [how, faults[`database ${how}`]]),
      ),
    };
    expect(Object.entries(visited).filter(([, times]) => (times ?? 0) === 0)).toEqual([]);
  }, 1_800_000);

  it.each(Object.entries(BROKEN_SERVERS))(
    'finds a server guilty that %s',
    async (_fault, { breakPorts, verdict }) => {
      const { engine } = await engineOf('whole');
      expect((await runScenario(PRIVATE_MEETING, engine)).violations).toEqual([]);
      const { violations } = await runScenario(PRIVATE_MEETING, { ...engine, breakPorts });
      expect(violations.map(({ invariant, message }) => `${invariant}: ${message}`)).toContainEqual(
        expect.stringMatching(verdict),
      );
    },
    120_000,
  );
});
