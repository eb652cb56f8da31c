import { chance, integer, pick, seededRandom, type Random } from '../../../src/server/memory/random.ts';
import { RULINGS } from '../rulings.ts';
import type { MailboxSetup, Setup, Step } from '../scenario.ts';
import type { Draft } from './draft.ts';

/**
 * Stories in which people have a say: administrators make rules, users have items left alone, answer what waits for their word
 * before the end, say "send", and are called to meetings by somebody from outside.
 */
export function deciding(random: Random, step: Step, draft: Draft): Step | readonly Step[] {
  const user = integer(random, draft.setup.mailboxes.length);
  if (step.type === 'meet' && chance(random, 0.5)) return fromOutside(step, draft);
  if ('thing' in step && outsiders(draft).has(step.thing)) return asOutsider(step);
  if (step.type === 'touch' || step.type === 'wait' || (step.type === 'edit' && chance(random, 0.15)))
    return pick(random, [ruling, marking])(random, user, draft);
  if (step.type === 'pump' && chance(random, 0.35)) {
    const answer = pick(random, ['approve', 'reject'] as const);
    return [{ type: 'decide', user: step.user, answer }, onTime(step)];
  }
  return step.type === 'pump' ? onTime(step) : step;
}

/** Deletions wait for a word, mails for another one; what was there before the start waits to be edited. */
export function withDecisions(setup: Setup, seed: number): Setup {
  const random = seededRandom(seed + 0xdec1de);
  return {
    ...setup,
    ...(chance(random, 0.5) ? { guardFew: 0, strict: true as const } : {}),
    patient: true,
    ...(chance(random, 0.5) ? { sends: true as const } : {}),
    ...(chance(random, 0.3) ? { existing: true as const } : {}),
  };
}

function ruling(random: Random, user: number): Step {
  const rulings = Array.from({ length: integer(random, 3) }, () => integer(random, RULINGS.length));
  return { type: 'ruling', user, rulings };
}

/** One of those who have it: nobody else could have it left alone. */
function marking(random: Random, user: number, draft: Draft): Step {
  const { thing, owners, attendees } = pick(random, draft.things);
  const theirs = [...owners, ...attendees];
  const whose = theirs.includes(user) ? user : (theirs[user % theirs.length] ?? user);
  return { type: 'mark', user: whose, thing, mark: chance(random, 0.7) ? 'off' : null };
}

/** Whoever waits for so long as a server wants needs a clock that is right. */
function onTime(step: Extract<Step, { readonly type: 'pump' }>): Step {
  const { skew: _skew, ...pump } = step;
  return pump;
}

const CALLED = new WeakMap<Draft, Set<number>>();

/** Things that somebody from outside called to. */
export function outsiders(draft: Draft): Set<number> {
  const known = CALLED.get(draft) ?? new Set();
  CALLED.set(draft, known);
  return known;
}

/** The same meeting, called by somebody from outside; of those invited only people whose servers keep what they are sent. */
export function fromOutside(step: Extract<Step, { readonly type: 'meet' }>, draft: Draft): Step {
  const attendees = [step.user, ...step.attendees].filter((user) => keepsAll(draft.setup.mailboxes[user]));
  if (attendees.length === 0) return step;
  outsiders(draft).add(step.thing);
  const { thing, edit, shape } = step;
  return { type: 'invited', place: 'outside', thing, edit, shape, attendees };
}

function keepsAll(mailbox: MailboxSetup | undefined): boolean {
  const { mangling, hiddenLooksGone = true } = mailbox ?? {};
  return !hiddenLooksGone && mangling?.drops === false && mangling.titleLength === null && !mangling.oneLine;
}

/** What the chair does to it happens in their own calendar; of what users do, only that they answer or leave. */
export function asOutsider(step: Step): Step | readonly Step[] {
  if (step.type === 'answer' || step.type === 'deliver') return step;
  const isLeaving = step.type === 'delete' && step.place !== 'crm';
  if (isLeaving) return step;
  if (step.type === 'edit') {
    const fields = step.fields.filter((field) => field !== 'keywords');
    return fields.length === 0 ? [] : { ...step, fields, place: 'outside' };
  }
  return step.type === 'occurrence' || step.type === 'move' ? { ...step, place: 'outside' } : [];
}
