import { chance, integer, pick, seededRandom, type Random } from '../../../src/server/memory/random.ts';
import { generateSetup } from '../generate/setup.ts';
import type { Mangling, Setup, Stop } from '../scenario.ts';
import { RULES } from './calendar.ts';
import type { DateField, DateStep, DateStory } from './story.ts';

const FIELDS: readonly DateField[] = ['title', 'description', 'place', 'duration', 'start'];
const UNCHANGED: Mangling = { titleLength: null, oneLine: false, drops: false };
const DAY_MS = 86_400_000;

/** What is being made up. */
interface Draft {
  readonly users: number;
  things: number;
  edits: number;
}

/** The story of a seed: always the same one. */
export function generateDates(seed: number): DateStory {
  const random = seededRandom(seed);
  const setup = simplified(generateSetup(random), 1 + integer(random, 2));
  const draft: Draft = { users: setup.mailboxes.length, things: 0, edits: 0 };
  const steps: DateStep[] = [create(random, draft, true), create(random, draft, true)];
  for (let left = 25 + integer(random, 30); left > 0; left -= 1) steps.push(step(random, draft));
  return { seed, setup, steps };
}

/**
 * Each side with its own bad habits, but for those that hide or change what is there, which are judged elsewhere. Exceptions
 * are written together: where a mailbox does not mind versions, a write that takes effect late undoes what people did to other
 * dates meanwhile, and nobody could tell.
 */
function simplified(setup: Setup, users: number): Setup {
  return {
    ...setup,
    mailboxes: setup.mailboxes
      .slice(0, users)
      .map((mailbox) => ({ ...mailbox, conditional: true, hiddenLooksGone: false, mangling: UNCHANGED })),
    crm: { ...setup.crm, hiddenLooksGone: false, mangling: UNCHANGED, recurrence: 'occurrences' },
  };
}

function step(random: Random, draft: Draft): DateStep {
  const at = random();
  if (at < 0.26) return pump(random, draft);
  if (at < 0.3) return wait(random);
  if (at < 0.33) return forget(random, draft);
  if (at < 0.36) return resume(random, draft);
  if (at < 0.42) return create(random, draft, chance(random, 0.6));
  const thing = integer(random, draft.things);
  const index = integer(random, 12);
  const edit = (draft.edits += 1);
  const field = pick(random, FIELDS);
  if (at < 0.5) return { type: 'edit', thing, edit, field };
  if (at < 0.54)
    return { type: 'repeat', thing, rule: chance(random, 0.8) ? integer(random, RULES.length) : null };
  if (at < 0.57) return { type: pick(random, ['delete', 'touch', 'garble'] as const), thing };
  if (at < 0.7) return { type: 'date', thing, index, edit, field };
  if (at < 0.76) return { type: 'date-out', thing, index };
  if (at < 0.92) return { type: 'record', thing, index, edit, field };
  return { type: 'record-out', thing, index };
}

function create(random: Random, draft: Draft, recurs: boolean): DateStep {
  const thing = draft.things;
  draft.things += 1;
  draft.edits += 1;
  const [user, edit] = [integer(random, draft.users), draft.edits];
  // Some begin before the window, some reach beyond it.
  const day = pick(random, [-400, -20, -3, 1, 5, 10, 30, 340, 362, 400]);
  if (!recurs && chance(random, 0.5))
    return { type: 'create', inCrm: true, user, thing, edit, day, shape: 'single', rule: null };
  const shape = pick(random, ['timed', 'timed', 'floating', 'all-day'] as const);
  return {
    type: 'create',
    inCrm: false,
    user,
    thing,
    edit,
    day,
    shape,
    rule: recurs ? integer(random, RULES.length) : null,
  };
}

function pump(random: Random, { users }: Draft): DateStep {
  const stop: Stop = chance(random, 0.55)
    ? null
    : { after: integer(random, 30), how: pick(random, ['crash', 'pause'] as const) };
  const faults = pick(random, [0, 0.1, 0.3]);
  return { type: 'pump', user: integer(random, users), seed: integer(random, 0x7fffffff), faults, stop };
}

function resume(random: Random, { users }: Draft): DateStep {
  const how = pick(random, ['crash', 'pause', 'pause'] as const);
  return { type: 'resume', user: integer(random, users), gates: integer(random, 12), how };
}

function forget(random: Random, { users }: Draft): DateStep {
  const places = ['crm', ...Array.from({ length: users }, (_, user) => `mailbox ${String(user)}`)];
  return { type: 'forget', place: pick(random, places) };
}

function wait(random: Random): DateStep {
  return { type: 'wait', ms: pick(random, [2_000, 70_000, DAY_MS, 3 * DAY_MS, 20 * DAY_MS]) };
}
