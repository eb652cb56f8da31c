import { chance, integer, pick, type Random } from '../../../src/server/memory/random.ts';
import type { Step } from '../scenario.ts';
import { nextEdit, type Draft } from './draft.ts';

/**
 * Stories about secrets in which people of the CRM write into what says only that somebody is busy, owners write about single
 * dates what nobody else is to know, and change their minds about whether anything is to be seen at all.
 */
export function secretive(random: Random, step: Step, draft: Draft): Step {
  const hidden = HIDDEN.get(draft) ?? new Set();
  HIDDEN.set(draft, hidden);
  const changed = hide(random, step, draft, [...hidden]);
  if (changed.type === 'privacy') hidden.add(changed.thing);
  return changed;
}

/** Things of which their owners keep something private, by draft. */
const HIDDEN = new WeakMap<Draft, Set<number>>();

function hide(random: Random, step: Step, draft: Draft, hidden: readonly number[]): Step {
  if (hidden.length > 0 && step.type === 'edit' && step.place === 'crm' && chance(random, 0.6))
    return { type: 'meddle', place: 'crm', thing: pick(random, hidden), edit: nextEdit(draft) };
  const owned = 'place' in step && step.place.startsWith('mailbox ') && 'thing' in step;
  if (owned && step.type === 'occurrence' && chance(random, 0.6)) {
    const { place, thing, edit, index } = step;
    return { type: 'privacy', place, thing, edit, index, privacy: 'private' };
  }
  if (owned && step.type === 'edit' && chance(random, 0.2))
    return { type: 'privacy', place: step.place, thing: step.thing, privacy: 'private' };
  if (step.type !== 'touch' && step.type !== 'wait') return step;
  // Who shows everything goes on doing so: what is told then is no secret.
  const users = [...draft.setup.mailboxes.keys()].filter(
    (user) => (draft.setup.mailboxes[user]?.privacy ?? 'in') !== 'in',
  );
  const user = users[integer(random, Math.max(1, users.length))];
  return user === undefined ? step : { type: 'show', user, privacy: pick(random, ['busy', 'out'] as const) };
}
