import { addCoverage, emptySum, type Coverage } from './coverage.ts';
import { generateScenario, type Profile } from './generate/profiles.ts';
import type { Violation } from './journal.ts';
import type { Engine } from './processes.ts';
import { runScenario } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Server } from './servers.ts';
import { shrink } from './shrink.ts';
import { generateWholeScenario } from './whole/stories.ts';
import { isFull } from './size.ts';
import { record } from './workers.ts';

/** A scenario that broke a promise. */
export interface Failure {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

/** What to play. */
export interface CampaignOptions {
  /** How many stories; those that are too small to count come on top. */
  readonly scenarios: number;
  /** The first seed; the others count up from it. */
  readonly seed: number;
  /** Ends early after so many failures. */
  readonly mostFailures: number;
  readonly profile?: Profile;
  /** Default: all in memory. */
  readonly servers?: readonly Server[];
  /** Default: the engine alone, against whatever servers there are. */
  readonly level?: Level;
}

/** The engine with nothing of the server around it, or the whole server. */
export type Level = 'engine' | 'whole';

/** Which story a seed has. */
export type Telling = Pick<CampaignOptions, 'profile' | 'servers' | 'level'>;

/** The story of a seed. */
function scenarioOf(seed: number, { profile, servers, level }: Telling): Scenario {
  return level === 'whole' ? generateWholeScenario(seed, profile) : generateScenario(seed, profile, servers);
}

/** One story that was played. */
export interface Played {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly coverage: Coverage;
  /** Whether it was large enough to count. */
  readonly isFull: boolean;
}

/** What a campaign came to. */
export interface CampaignResult {
  /** Stories that count. */
  readonly scenarios: number;
  /** Stories that were played, judged, and are too small to count. */
  readonly smaller: number;
  readonly seed: number;
  readonly failures: readonly Failure[];
  readonly coverage: Coverage;
}

/** Plays so many scenarios, with seeds from `seed` on. */
export async function campaign(engine: Engine, options: CampaignOptions): Promise<CampaignResult> {
  const tally = createTally(options);
  for (let { seed } = options; !tally.isDone(); seed += 1) tally.add(await playSeed(engine, seed, options));
  return tally.result();
}

/** Plays the story of a seed. Errors get no stack meanwhile: making them costs more than the story. */
export async function playSeed(engine: Engine, seed: number, telling: Telling): Promise<Played> {
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    const { violations, coverage, size } = await runScenario(scenarioOf(seed, telling), engine);
    return { seed, violations, coverage, isFull: telling.level === 'whole' || isFull(size) };
  } finally {
    Error.stackTraceLimit = depth;
  }
}

/** Adds stories up. */
export interface Tally {
  /** Stories in the order of their seeds; those that come after the last one that was wanted are left out. */
  add(played: Played): void;
  isDone(): boolean;
  result(): CampaignResult;
}

/** An empty tally. Throws RangeError once nearly all stories are too small to count. */
export function createTally({ scenarios, seed, mostFailures }: CampaignOptions): Tally {
  const coverage = emptySum();
  const failures: Failure[] = [];
  let [full, smaller] = [0, 0];
  const isDone = (): boolean => full >= scenarios || failures.length >= mostFailures;
  return {
    isDone,
    add: ({ seed: at, violations, coverage: visited, isFull: counts }) => {
      if (isDone()) return;
      if (counts) full += 1;
      else smaller += 1;
      if (smaller > 100 + 20 * scenarios) throw new RangeError('Hardly any story is large enough to count');
      addCoverage(coverage, visited);
      if (violations.length > 0) failures.push({ seed: at, violations });
    },
    result: () => ({ scenarios: full, smaller, seed, failures, coverage }),
  };
}

/** The story of a failing scenario, as short as it can be made, for people to read. */
export async function storyOf(failure: Failure, engine: Engine, telling: Telling = {}): Promise<string> {
  const small: Scenario = await shrink(scenarioOf(failure.seed, telling), engine);
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
