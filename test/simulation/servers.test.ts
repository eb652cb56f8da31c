import { pump } from '../../src/sync/pump.ts';
import { playSeed, storyOf } from './campaign.ts';
import { addCoverage, emptySum } from './coverage.ts';
import { OPEN_OVER_SERVERS } from './open-stories.ts';

const SEED = 20_261_121;

/** The same stories over real adapters and the sandbox's faces. Few providers make few of them large; all are judged. */
describe('simulation over servers', () => {
  it.each([
    ['Exchange', 60, ['ews']],
    ['Exchange and CalDAV on one groupware', 30, ['ews', 'caldav']],
  ] as const)(
    'keeps every promise with %s, but for the stories that are open',
    async (name, scenarios, servers) => {
      const coverage = emptySum();
      const failed: number[] = [];
      for (let seed = SEED; seed < SEED + scenarios; seed += 1) {
        const played = await playSeed({ pump }, seed, { servers });
        addCoverage(coverage, played.coverage);
        const { violations } = played;
        if (violations.length === 0) continue;
        if (!OPEN_OVER_SERVERS[name].includes(seed))
          throw new Error(await storyOf({ seed, violations }, { pump }, { servers }));
        failed.push(seed);
      }
      expect(failed).toEqual(OPEN_OVER_SERVERS[name]);
      const { steps, crashes, wireFaults } = coverage;
      expect(Math.min(steps['edit'] ?? 0, steps['meet'] ?? 0, crashes, wireFaults)).toBeGreaterThan(0);
    },
    300_000,
  );
});
