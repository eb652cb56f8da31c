import { pump } from '../../src/sync/pump.ts';
import { campaign, storyOf } from './campaign.ts';

const SEED = 20_261_121;

/** The same scenarios over real adapters and the sandbox's faces. */
describe('simulation over servers', () => {
  it.each([
    ['Exchange', 60, ['ews']],
    ['Exchange and CalDAV on one groupware', 30, ['ews', 'caldav']],
  ] as const)(
    'keeps every promise with %s',
    async (_name, scenarios, servers) => {
      const { failures, coverage } = await campaign(
        { pump },
        { scenarios, seed: SEED, mostFailures: 1, servers },
      );
      const [failure] = failures;
      if (failure !== undefined) throw new Error(await storyOf(failure, { pump }, undefined, servers));
      expect(
        Math.min(
          coverage.steps['edit'] ?? 0,
          coverage.steps['meet'] ?? 0,
          coverage.crashes,
          coverage.wireFaults,
        ),
      ).toBeGreaterThan(0);
    },
    300_000,
  );
});
