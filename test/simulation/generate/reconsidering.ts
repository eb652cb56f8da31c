import { chance, integer, pick, seededRandom, type Random } from '../../../src/server/memory/random.ts';
import type { Setup, Step } from '../scenario.ts';
import { asOutsider, fromOutside, outsiders } from './deciding.ts';
import { nextEdit, type Draft } from './draft.ts';
import { generateRare } from './moves.ts';

/**
 * Stories of people who think again: they use the value that lost a conflict, have what was not sent left out of their mailbox (or
 * sent), make single events of series, and change in their own copies what others called them to. Some are called to single
 * dates of series which they never see.
 */
export function reconsidering(random: Random, step: Step, draft: Draft): Step | readonly Step[] {
  const user = integer(random, draft.setup.mailboxes.length);
  if (step.type === 'meet' && chance(random, 0.5)) {
    const called = fromOutside(step, draft);
    return called.type === 'invited' && chance(random, 0.5) ? { ...called, shape: 'date' } : called;
  }
  if ('thing' in step && outsiders(draft).has(step.thing)) return asOutsider(step);
  if (step.type === 'edit' && chance(random, 0.2)) return known(generateRare(random, draft), draft);
  if (step.type === 'edit' && chance(random, 0.2)) return disputed(random, step, draft);
  if (step.type === 'touch' || step.type === 'wait') return { type: 'use-other', user };
  if (step.type !== 'pump' || !chance(random, 0.4)) return step;
  const answer = pick(random, ['approve', 'reject'] as const);
  return [step, { type: 'use-other', user: step.user }, { type: 'decide', user: step.user, answer }];
}

/** The same is written on both sides, by people who know nothing of each other; and its owner wants what lost after all. */
function disputed(
  random: Random,
  step: Extract<Step, { readonly type: 'edit' }>,
  draft: Draft,
): Step | readonly Step[] {
  const user = pick(random, draft.things.find(({ thing }) => thing === step.thing)?.owners ?? [0]);
  const other = {
    ...step,
    place: step.place === 'crm' ? `mailbox ${String(user)}` : 'crm',
    edit: nextEdit(draft),
  };
  const pump = { type: 'pump', user, seed: integer(random, 0x7fffffff), faults: 0, stop: null } as const;
  return [step, other, pump, { type: 'use-other', user }];
}

/** What a chair from outside called to, nobody here makes something else of. */
function known(step: Step, draft: Draft): Step | readonly Step[] {
  return 'thing' in step && outsiders(draft).has(step.thing) ? asOutsider(step) : step;
}

/** Most leave their mailboxes as they are where nobody could be kept from being told; the others have it sent. */
export function withSecondThoughts(setup: Setup, seed: number): Setup {
  const random = seededRandom(seed + 0x7417c);
  return { ...setup, ...(chance(random, 0.7) ? { discards: true as const } : { sends: true as const }) };
}
