import { pump } from '../../src/sync/pump.ts';
import { REGRESSIONS } from './regressions.ts';
import { REGRESSIONS_IN_JOINS } from './regressions-in-joins.ts';
import { REGRESSIONS_IN_SERIES } from './regressions-in-series.ts';
import { REGRESSIONS_OF_DECISIONS } from './regressions-of-decisions.ts';
import { REGRESSIONS_OF_IDENTITY } from './regressions-of-identity.ts';
import { runScenario } from './run.ts';
import type { Scenario } from './scenario.ts';

const ALL = {
  ...REGRESSIONS,
  ...REGRESSIONS_IN_JOINS,
  ...REGRESSIONS_IN_SERIES,
  ...REGRESSIONS_OF_DECISIONS,
  ...REGRESSIONS_OF_IDENTITY,
};

/** More calls and transactions than a pump of these stories makes. */
const GATES = 200;

/** Who freezes in a transaction, or before it, has done the same: of every three such points one will do. */
const EVERY = { crash: 1, pause: 3 } as const;

/** What is broken in the story as it is, and with each of its pumps ending or freezing after its calls and transactions. */
async function brokenIn(story: Scenario): Promise<readonly string[]> {
  const broken = new Set<string>();
  const play = async (steps: Scenario['steps']): Promise<boolean> => {
    const { violations, coverage } = await runScenario({ ...story, steps }, { pump });
    for (const { invariant, message } of violations) broken.add(`${invariant}: ${message}`);
    return coverage.crashes + coverage.pauses > 0;
  };
  await play(story.steps);
  for (const [index, step] of story.steps.entries()) {
    if (step.type !== 'pump' || step.stop !== null) continue;
    for (const how of ['crash', 'pause'] as const) {
      // Until the pump is through before anything stops it.
      for (let after = 0; after < GATES; after += EVERY[how])
        if (!(await play(story.steps.with(index, { ...step, faults: 0, stop: { after, how } })))) break;
    }
  }
  return [...broken];
}

describe('stories that once ended badly', () => {
  it.each(Object.entries(ALL))(
    '%s',
    async (_name, story) => {
      expect(await brokenIn(story)).toEqual([]);
    },
    60_000,
  );
});
