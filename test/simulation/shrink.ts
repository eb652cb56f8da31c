import type { Violation } from './journal.ts';
import type { Engine } from './processes.ts';
import { PLAIN_CRM, PLAIN_MAILBOX } from './plain-servers.ts';
import { runScenario } from './run.ts';
import type { Scenario, Setup, Step } from './scenario.ts';

/** How many runs shrinking may cost, and of stories on the whole server, which take longer. */
const MOST_RUNS = 1_000;
const MOST_RUNS_OF_THE_WHOLE = 200;

/**
 * The smallest scenario found that still breaks one of the same promises about the same thing: steps are left out, in ever
 * smaller pieces, then what is left is made simpler.
 */
export async function shrink(scenario: Scenario, engine: Engine): Promise<Scenario> {
  const wanted = new Set((await runScenario(scenario, engine)).violations.map(promiseOf));
  const mostRuns = engine.createWorld === undefined ? MOST_RUNS : MOST_RUNS_OF_THE_WHOLE;
  let runs = 0;
  let { setup } = scenario;
  const fails = async (steps: readonly Step[], given: Setup = setup): Promise<boolean> => {
    runs += 1;
    const { violations } = await runScenario({ ...scenario, setup: given, steps }, engine);
    return violations.some((violation) => wanted.has(promiseOf(violation)));
  };
  let { steps } = scenario;
  // A story that needs no second run, and no newer version in the end, is shrunk in half the time.
  for (const simpler of [withoutSecret, withoutUpgrade]) {
    const candidate = simpler(setup);
    if (candidate !== setup && (await fails(steps, candidate))) setup = candidate;
  }
  // Then whole things and whole users: most of a large story is about something else.
  for (const concerns of groupsOf(scenario)) {
    const candidate = steps.filter((step) => !concerns(step));
    if (candidate.length < steps.length && runs < mostRuns && (await fails(candidate))) steps = candidate;
  }
  for (let size = Math.ceil(steps.length / 2); size >= 1 && runs < mostRuns;) {
    const smaller = await without(steps, size, fails);
    if (smaller.length === steps.length && size === 1) break;
    size = smaller.length < steps.length ? Math.min(size, smaller.length) : Math.floor(size / 2);
    steps = smaller;
  }
  for (const [index, step] of steps.entries()) {
    for (const simpler of simplerThan(step)) {
      const candidate = steps.with(index, simpler);
      if (runs >= mostRuns || !(await fails(candidate))) continue;
      steps = candidate;
      break;
    }
  }
  for (const plainer of plainerThan(setup)) {
    const candidate = plainer(setup);
    if (runs < mostRuns && (await fails(steps, candidate))) setup = candidate;
  }
  return { ...scenario, setup, steps };
}

/** What was broken, without the values that broke it. */
function promiseOf({ invariant, message }: Violation): string {
  return `${invariant} ${message.split(/ (?:in|is|was|went|came) /)[0] ?? ''}`;
}

function withoutSecret(setup: Setup): Setup {
  const { secret, ...rest } = setup;
  return secret === undefined ? setup : rest;
}

function withoutUpgrade(setup: Setup): Setup {
  const { upgrade, ...rest } = setup;
  return upgrade === undefined ? setup : rest;
}

/** What tells steps about one thing, and steps of one user, from the others. */
function groupsOf({ setup, steps }: Scenario): readonly ((step: Step) => boolean)[] {
  const things = new Set(steps.flatMap((step) => ('thing' in step ? [step.thing] : [])));
  const isBy = (step: Step, user: number): boolean =>
    ('user' in step && step.user === user) || ('place' in step && step.place === `mailbox ${String(user)}`);
  return [
    ...[...things].map((thing) => (step: Step) => 'thing' in step && step.thing === thing),
    ...setup.mailboxes.map((_, user) => (step: Step) => isBy(step, user)),
  ];
}

async function without(
  steps: readonly Step[],
  size: number,
  fails: (steps: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  let left = steps;
  for (let start = 0; start < left.length;) {
    const candidate = [...left.slice(0, start), ...left.slice(start + size)];
    if (await fails(candidate)) left = candidate;
    else start += size;
  }
  return left;
}

/** The same step with less in it, the simplest first. */
function simplerThan(step: Step): readonly Step[] {
  if (step.type === 'pump') {
    const { skew: _skew, ...onTime } = step;
    return [
      { ...onTime, faults: 0, stop: null },
      ...(step.skew === undefined ? [] : [onTime]),
      { ...step, faults: 0 },
      { ...step, stop: null },
    ];
  }
  if (step.type === 'edit')
    return step.fields.length > 1 ? step.fields.map((field) => ({ ...step, fields: [field] })) : [];
  if (step.type === 'create') return [{ ...step, shape: 'single' }];
  return [];
}

/** Ways to make the servers better behaved, a trait at a time. */
function plainerThan(setup: Setup): readonly ((setup: Setup) => Setup)[] {
  const { server: _server, provider: _provider, ...ofMailbox } = PLAIN_MAILBOX;
  const traits = Object.entries({ ...ofMailbox, ...PLAIN_CRM });
  const ofCrm = traits
    .filter(([trait]) => trait in setup.crm)
    .map(([trait, value]) => (now: Setup): Setup => ({ ...now, crm: { ...now.crm, [trait]: value } }));
  const ofMailboxes = traits.map(([trait, value]) => (now: Setup): Setup => ({
    ...now,
    mailboxes: now.mailboxes.map((mailbox) =>
      mailbox.server === 'memory' && trait in mailbox ? { ...mailbox, [trait]: value } : mailbox,
    ),
  }));
  return [...ofCrm, ...ofMailboxes];
}
