import { chance, integer, pick, type Random } from '../../../src/server/memory/random.ts';
import type { Holding, Setup, Step } from '../scenario.ts';
import { TAGGED } from '../values.ts';
import { newThing, nextEdit, type Draft, type DraftThing } from './draft.ts';
import { withTwins } from './overtaken.ts';

/**
 * Stories about workers that know less than there is. One asks for something that is made only after the next one has begun.
 * Another falls asleep with an answer in its hand, and wakes up when that is no longer true: what it holds was changed, told to
 * the other side by the next worker, and there somebody who had seen it went on from there. All of it is about one and the
 * same thing; by chance the two would hardly ever meet.
 */
export function outdated(random: Random, step: Step, draft: Draft): Step | readonly Step[] {
  const deleted = DELETED.get(draft) ?? new Set();
  DELETED.set(draft, deleted);
  if (step.type === 'delete') deleted.add(step.thing);
  if (step.type !== 'pump' || chance(random, 0.4)) return step;
  if (chance(random, 0.25)) return underway(random, step, draft);
  const own = draft.things.filter((thing) => isOwn(thing) && !deleted.has(thing.thing));
  if (own.length === 0) return step;
  const thing = pick(random, own);
  const story = asleep(random, step, draft, thing);
  if (story.some(({ type }) => type === 'delete')) deleted.add(thing.thing);
  return story;
}

/** What a worker asked for is still on its way when the next one begins. */
function underway(
  random: Random,
  { skew: _onTime, ...step }: Extract<Step, { type: 'pump' }>,
  draft: Draft,
): readonly Step[] {
  const { user } = step;
  const thing = newThing(draft, { owners: [user], attendees: [], isSeries: false });
  const pump = { ...step, faults: 0, stop: null } as const;
  return [
    { type: 'create', place: 'crm', thing, edit: nextEdit(draft), shape: 'single', users: [user] },
    { ...pump, late: true },
    { ...pump, seed: integer(random, 0x7fffffff) },
  ];
}

/** Things that people deleted, by draft. */
const DELETED = new WeakMap<Draft, Set<number>>();

/** Whether it is one person's, and no meeting. */
function isOwn({ attendees, owners }: DraftThing): boolean {
  return attendees.length === 0 && owners.length === 1;
}

function asleep(
  random: Random,
  step: Extract<Step, { type: 'pump' }>,
  draft: Draft,
  { thing, owners: [user = step.user] }: DraftThing,
): readonly Step[] {
  const sides = ['crm', `mailbox ${String(user)}`] as const;
  const [here, there] = chance(random, 0.5) ? sides : [sides[1], sides[0]];
  const { skew: _onTime, ...given } = step;
  const pump = (): typeof given => ({
    ...given,
    user,
    seed: integer(random, 0x7fffffff),
    faults: 0,
    stop: null,
  });
  const fields = [pick(random, TAGGED)];
  const edit = (place: string): Step => ({ type: 'edit', place, thing, edit: nextEdit(draft), fields });
  const holding: Holding = { side: here === 'crm' ? 'crm' : 'mailbox', thing };
  const frozen: Step = { ...pump(), stop: { after: 0, how: 'pause', holding } };
  const back: Step = { type: 'resume', user, gates: 400, how: 'pause' };
  const goesOn: Step = chance(random, 0.5) ? { type: 'delete', place: there, thing } : edit(there);
  return [pump(), edit(here), frozen, edit(here), pump(), goesOn, back, pump()];
}

/**
 * Most servers tell what has changed with its content: an answer that says only that something did does not grow old. And those
 * that make a second item when they are asked late do so.
 */
export function withContent(given: Setup, seed: number): Setup {
  const setup = withTwins(given);
  const mailboxes = setup.mailboxes.map((mailbox, user) =>
    mailbox.server === 'memory' && (seed + user) % 4 !== 0 ? { ...mailbox, inline: true } : mailbox,
  );
  return { ...setup, mailboxes, crm: seed % 4 === 0 ? setup.crm : { ...setup.crm, inline: true } };
}
