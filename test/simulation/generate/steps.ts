import { chance, integer, pick, type Random } from '../../../src/server/memory/random.ts';
import type { Step, Stop } from '../scenario.ts';
import type { Draft } from './draft.ts';
import { generateCreate, generateMove } from './moves.ts';

/** What kind of step comes next, and when (0 to 1). */
interface Slot {
  readonly when: number;
  readonly make: (random: Random, draft: Draft) => Step;
}

/** How much happens in a story: the least of it, and how much more there may be. */
export interface Length {
  readonly items: readonly [number, number];
  readonly moves: readonly [number, number];
  readonly pumps: readonly [number, number];
}

/** A dozen items, seventy or eighty things done to them. */
const LONG: Length = { items: [13, 3], moves: [72, 18], pumps: [11, 5] };

/**
 * The steps of a story: items of which two are series at least, things done to them, and pumps of which most go wrong;
 * interleaved at random.
 */
export function generateSteps(random: Random, draft: Draft, length: Length = LONG): Step[] {
  const some = ([least, more]: readonly [number, number]): number => least + integer(random, more);
  const slots: Slot[] = [
    ...times(some(length.items), (index): Slot => {
      // What isn't there nobody can change: things come early, the first one first.
      const when = index === 0 ? 0 : random() ** 3;
      return { when, make: (chosen, story) => generateCreate(chosen, story, index < 2) };
    }),
    ...times(some(length.moves), (): Slot => ({ when: random(), make: generateMove })),
    ...times(some(length.pumps), (): Slot => ({ when: random(), make: generatePump })),
    ...times(integer(random, 4), (): Slot => ({ when: random(), make: generateResume })),
    ...times(integer(random, 3), (): Slot => ({ when: random(), make: generateWait })),
    ...times(integer(random, 3), (): Slot => ({ when: random(), make: generateForget })),
  ];
  return slots.toSorted((a, b) => a.when - b.when).map(({ make }) => make(random, draft));
}

function times(count: number, make: (index: number) => Slot): readonly Slot[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function generatePump(random: Random, { setup }: Draft): Step {
  const faults = pick(random, [0, 0.1, 0.3]);
  const user = integer(random, setup.mailboxes.length);
  const seed = integer(random, 0x7fffffff);
  const skew = SKEWS[seed % 11];
  return {
    type: 'pump',
    user,
    seed,
    faults,
    stop: generateStop(random),
    ...(skew === undefined ? {} : { skew }),
  };
}

/** Some workers' clocks are wrong, by less than a call may take and by more, in milliseconds. */
const SKEWS: readonly (number | undefined)[] = [-600_000, -30_000, 30_000, 600_000];

function generateStop(random: Random): Stop {
  if (chance(random, 0.55)) return null;
  return { after: integer(random, 30), how: pick(random, ['crash', 'pause'] as const) };
}

function generateResume(random: Random, { setup }: Draft): Step {
  const how = pick(random, ['crash', 'pause', 'pause'] as const);
  return { type: 'resume', user: integer(random, setup.mailboxes.length), gates: integer(random, 12), how };
}

function generateWait(random: Random): Step {
  return { type: 'wait', ms: pick(random, [100, 2_000, 30_000, 70_000]) };
}

function generateForget(random: Random, { setup }: Draft): Step {
  const places = ['crm', ...setup.mailboxes.map((_, index) => `mailbox ${String(index)}`)];
  return { type: 'forget', place: pick(random, places) };
}
