import { addCoverage, emptyCoverage, type Coverage } from './coverage.ts';
import { generateScenario, type Profile } from './generate/profiles.ts';
import type { Violation } from './journal.ts';
import type { Engine } from './processes.ts';
import { runScenario } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Server } from './servers.ts';
import { shrink } from './shrink.ts';
import { record } from './workers.ts';

/** A scenario that broke a promise. */
export interface Failure {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

/** What a campaign came to. */
export interface CampaignResult {
  readonly scenarios: number;
  readonly seed: number;
  readonly failures: readonly Failure[];
  readonly coverage: Coverage;
}

/** Plays so many scenarios, with seeds from `seed` on. Ends early after `mostFailures`. */
export async function campaign(
  engine: Engine,
  options: {
    readonly scenarios: number;
    readonly seed: number;
    readonly mostFailures: number;
    readonly profile?: Profile;
    /** Default: all in memory. */
    readonly servers?: readonly Server[];
  },
): Promise<CampaignResult> {
  const coverage = emptyCoverage();
  const failures: Failure[] = [];
  let played = 0;
  for (; played < options.scenarios && failures.length < options.mostFailures; played += 1) {
    const seed = options.seed + played;
    const outcome = await runScenario(generateScenario(seed, options.profile, options.servers), engine);
    addCoverage(coverage, outcome.coverage);
    if (outcome.violations.length > 0) failures.push({ seed, violations: outcome.violations });
  }
  return { scenarios: played, seed: options.seed, failures, coverage };
}

/** The story of a failing scenario, as short as it can be made, for people to read. */
export async function storyOf(
  failure: Failure,
  engine: Engine,
  profile?: Profile,
  servers?: readonly Server[],
): Promise<string> {
  const small: Scenario = await shrink(generateScenario(failure.seed, profile, servers), engine);
  record(true);
  const { violations, trace } = await runScenario(small, engine).finally(() => {
    record(false);
  });
  return [
    `Seed ${String(failure.seed)}: ${failure.violations.map(({ invariant }) => invariant).join(', ')}`,
    ...violations.map(({ invariant, message }) => `${invariant}: ${message}`),
    `Setup: ${JSON.stringify(small.setup)}`,
    `Steps (${String(small.steps.length)}):`,
    ...small.steps.map((step) => `  ${JSON.stringify(step)}`),
    'What happened:',
    ...trace.map((line) => `  ${line}`),
  ].join('\n');
}
