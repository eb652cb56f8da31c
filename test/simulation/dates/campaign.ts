import { addCoverage, emptySum, type Coverage } from '../coverage.ts';
import type { Violation } from '../journal.ts';
import type { Engine } from '../processes.ts';
import { record } from '../workers.ts';
import { generateDates } from './generate.ts';
import { runDates, type Visited } from './run.ts';
import type { DateStep, DateStory } from './story.ts';

/** What a campaign came to. */
export interface DateCampaign {
  readonly scenarios: number;
  readonly failures: readonly { readonly seed: number; readonly violations: readonly Violation[] }[];
  readonly coverage: Coverage & Visited;
}

const VISITED = ['dates', 'cameBack', 'beyond', 'left'] as const;

/** Plays so many stories, with seeds from `seed` on; ends early after `mostFailures`. */
export async function dateCampaign(
  engine: Engine,
  options: { readonly scenarios: number; readonly seed: number; readonly mostFailures: number },
): Promise<DateCampaign> {
  const failures: { seed: number; violations: readonly Violation[] }[] = [];
  const coverage = { ...emptySum(), dates: 0, cameBack: 0, beyond: 0, left: 0 };
  let seed = options.seed;
  for (; seed < options.seed + options.scenarios && failures.length < options.mostFailures; seed += 1) {
    const played = await runDates(generateDates(seed), engine);
    addCoverage(coverage, played.coverage);
    for (const name of VISITED) coverage[name] += played.visited[name];
    if (played.violations.length > 0) failures.push({ seed, violations: played.violations });
  }
  return { scenarios: seed - options.seed, failures, coverage };
}

/** A failing story, with as few steps as it fails with, for people to read. */
export async function dateStory(seed: number, engine: Engine): Promise<string> {
  const small = await shrunk(generateDates(seed), engine);
  record(true);
  const { violations, trace } = await runDates(small, engine).finally(() => {
    record(false);
  });
  return [
    `Seed ${String(seed)}:`,
    ...violations.map(({ invariant, message }) => `${invariant}: ${message}`),
    `Setup: ${JSON.stringify(small.setup)}`,
    ...small.steps.map((step) => `  ${JSON.stringify(step)}`),
    'What happened:',
    ...trace.map((line) => `  ${line}`),
  ].join('\n');
}

/** Leaves out steps, in ever smaller pieces, as long as one of the same promises is broken. */
async function shrunk(story: DateStory, engine: Engine): Promise<DateStory> {
  const wanted = (await runDates(story, engine)).violations.map(({ invariant }) => invariant);
  const fails = async (steps: readonly DateStep[]): Promise<boolean> =>
    (await runDates({ ...story, steps }, engine)).violations.some(({ invariant }) =>
      wanted.includes(invariant),
    );
  let { steps } = story;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < steps.length;) {
      const fewer = [...steps.slice(0, at), ...steps.slice(at + size)];
      if (await fails(fewer)) steps = fewer;
      else at += size;
    }
  }
  return { ...story, steps };
}
