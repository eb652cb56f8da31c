import { chance, integer, pick, seededRandom, type Random } from '../../../src/server/memory/random.ts';
import type { Scenario, Setup, Step } from '../scenario.ts';
import { withServers, type Server } from '../servers.ts';
import type { Draft } from './draft.ts';
import { acting, withDelegates } from './acting.ts';
import { deciding, withDecisions } from './deciding.ts';
import { governed, withGovernment } from './governed.ts';
import { generateMove } from './moves.ts';
import { outdated, withContent } from './outdated.ts';
import { overtaken, withTwins } from './overtaken.ts';
import { reconsidering, withSecondThoughts } from './reconsidering.ts';
import { secretive } from './secretive.ts';
import { generateSetup } from './setup.ts';
import { generateSteps, type Length } from './steps.ts';

/**
 * `frozen`: workers freeze all the time, are taken over, and wake up later. `wire`: everything goes wrong on the line, and
 * in the middle of calls that take several requests, such as those about series. The others are in their files.
 */
export type Profile = (typeof PROFILES)[number];

export const PROFILES = [
  ...(['usual', 'frozen', 'wire', 'overtaken', 'outdated', 'deciding', 'secretive'] as const),
  ...(['reconsidering', 'governed', 'acting'] as const),
] as const;

/** The scenario of a seed: always the same one. */
export function generateScenario(
  seed: number,
  profile?: Profile,
  servers: readonly Server[] = ['memory'],
): Scenario {
  const random = seededRandom(seed);
  const setup = withServers(generateSetup(random), servers);
  return storyIn(setup, seed, random, profile ?? profileOf(seed, servers));
}

/** The story of a seed among people with these servers. */
export function storyIn(
  given: Setup,
  seed: number,
  random: Random,
  profile: Profile,
  length?: Length,
): Scenario {
  const { changed, about, prepared = same } = TRAITS[profile];
  const subject = about ?? aboutOf(seed);
  const setup = prepared({ ...withPrivacy(given, subject, seed), ...subject }, seed);
  const draft: Draft = { setup, things: [], guests: [], edit: 0 };
  const steps = generateSteps(random, draft, length).flatMap((step) => changed(random, step, draft));
  return { seed, setup, steps: seed % 5 === 0 ? withRules(seed, setup, steps) : steps };
}

function same(setup: Setup): Setup {
  return setup;
}

/** Where a story is about secrets, most people let nobody see more than when they are busy. */
function withPrivacy(setup: Setup, { secret }: Pick<Setup, 'secret'>, seed: number): Setup {
  if (secret !== true) return setup;
  const random = seededRandom(seed + 0x5ec2e7);
  const mailboxes = setup.mailboxes.map((mailbox) => ({
    ...mailbox,
    privacy: pick(random, ['busy', 'out', 'busy', 'in'] as const),
  }));
  return { ...setup, mailboxes };
}

/** Every ninth scenario ends with a newer version; every eleventh is about secrets, and played twice. */
function aboutOf(seed: number): Pick<Setup, 'upgrade' | 'secret'> {
  if (seed % 11 === 7) return { secret: true };
  return seed % 9 === 4 ? { upgrade: true } : {};
}

/** Every fifth scenario is also about people who change their minds about what is to be synchronised. */
function withRules(seed: number, setup: Setup, steps: readonly Step[]): readonly Step[] {
  const random = seededRandom(seed + 0x5eed);
  const changes = Array.from({ length: 1 + integer(random, 4) }, (): Step => {
    const direction = pick(random, ['both', 'to-crm', 'to-mailbox', 'none'] as const);
    const fromDay = chance(random, 0.4) ? 1 + integer(random, 20) : null;
    return { type: 'rules', user: integer(random, setup.mailboxes.length), direction, fromDay };
  });
  return changes.reduce<readonly Step[]>(
    (story, change) => story.toSpliced(integer(random, story.length + 1), 0, change),
    steps,
  );
}

/**
 * Every sixth scenario is about frozen workers; where there are lines, two of three are about those. In memory every twelfth
 * is about workers that are overtaken, every twenty-fourth about those that wake up with an old answer, and every twelfth about
 * people who decide; secrets have stories of their own.
 */
export function profileOf(seed: number, servers: readonly Server[]): Profile {
  if (seed % 6 === 0) return 'frozen';
  if (!servers.includes('memory')) return seed % 3 === 0 ? 'usual' : 'wire';
  if (aboutOf(seed).secret === true) return 'secretive';
  return IN_TURN[seed % 24] ?? 'usual';
}

const IN_TURN: Readonly<Record<number, Profile>> = {
  ...{ 1: 'deciding', 13: 'deciding' },
  ...{ 3: 'overtaken', 15: 'overtaken' },
  9: 'outdated',
  ...{ 5: 'governed', 17: 'governed' },
  ...{ 8: 'acting', 20: 'acting' },
  ...{ 10: 'reconsidering', 22: 'reconsidering' },
};

/** What is special about a kind of stories. */
interface Traits {
  /** What becomes of each step. */
  readonly changed: (random: Random, step: Step, draft: Draft) => Step | readonly Step[];
  /** What they are about, whatever the seed. */
  readonly about?: Pick<Setup, 'upgrade' | 'secret'>;
  readonly prepared?: (setup: Setup, seed: number) => Setup;
}

const TRAITS: Readonly<Record<Profile, Traits>> = {
  usual: { changed: (_random, step) => step },
  frozen: { changed: frozen },
  wire: { changed: onTheWire },
  overtaken: { changed: overtaken, about: {}, prepared: withTwins },
  outdated: { changed: outdated, about: {}, prepared: withContent },
  deciding: { changed: deciding, about: {}, prepared: withDecisions },
  secretive: { changed: secretive, about: { secret: true } },
  governed: { changed: governed, about: {}, prepared: withGovernment },
  acting: { changed: acting, about: {}, prepared: withDelegates },
  reconsidering: { changed: reconsidering, about: {}, prepared: withSecondThoughts },
};

function onTheWire(random: Random, step: Step, draft: Draft): Step {
  if (step.type === 'create' && chance(random, 0.5)) return { ...step, shape: 'series' };
  if (step.type === 'edit' && chance(random, 0.4)) {
    const { place, thing, edit } = step;
    const index = integer(random, 6);
    return { type: 'occurrence', place, thing, edit, index, exclude: chance(random, 0.35) };
  }
  // Things happen between two pumps.
  if (step.type === 'pump' && chance(random, 0.4)) return generateMove(random, draft);
  if (step.type !== 'pump') return step;
  const stop = chance(random, 0.4) ? { after: integer(random, 9), how: 'wire' as const } : null;
  return { ...step, faults: pick(random, [0, 0.3, 0.6]), stop };
}

function frozen(random: Random, step: Step): Step {
  if (step.type !== 'pump') return step;
  const stop = chance(random, 0.3) ? null : { after: 12 + integer(random, 24), how: 'pause' as const };
  return { ...step, faults: 0, stop };
}
