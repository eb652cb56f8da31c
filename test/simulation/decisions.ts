import type { Rule } from '../../src/sync/policy/rule.ts';
import { noteLeft } from './left-alone.ts';
import type { Play } from './play.ts';
import { mailboxId } from './processes.ts';
import { ALL_RULINGS } from './rulings.ts';
import type { Step } from './scenario.ts';
import { useOther } from './use-other.ts';

type Decision = Extract<
  Step,
  { readonly type: 'ruling' | 'show' | 'limit' | 'decide' | 'mark' | 'use-other' }
>;

/** What was decided about a user's items, beside which way they travel. */
export interface Decided {
  readonly rules: readonly Rule[];
  readonly privacy: 'busy' | 'out' | null;
  /** The administrator's word on it. */
  readonly limit: 'busy' | 'out' | null;
}

/** Nothing was decided. */
export const UNDECIDED: Decided = { rules: [], privacy: null, limit: null };

/** A user or the administrator decides something. Returns whether it made a difference. */
export async function decide(play: Play, step: Decision): Promise<boolean> {
  const { decided } = play.world;
  if (step.type === 'limit') {
    for (const user of step.user === null ? play.world.mailboxes.keys() : [step.user])
      decided.set(user, { ...(decided.get(user) ?? UNDECIDED), limit: step.privacy });
    return true;
  }
  const before = decided.get(step.user) ?? UNDECIDED;
  switch (step.type) {
    case 'ruling':
      decided.set(step.user, { ...before, rules: step.rulings.flatMap((index) => ALL_RULINGS[index] ?? []) });
      return true;
    case 'show':
      decided.set(step.user, { ...before, privacy: step.privacy });
      return true;
    case 'mark':
      return play.ledger.mark?.(mailboxId(step.user), step.thing, step.mark) ?? false;
    case 'use-other':
      return useOther(play, step);
    case 'decide':
      return answer(play, step.user, refusable(play) ? step.answer : 'approve');
  }
}

/** Whether it is clear what a refusal is about (DESIGN 5.9: a person says no to one held deletion): nothing was deleted twice. */
function refusable({ world, ledger }: Play): boolean {
  const deletions = (thing: number): number =>
    world.journal.filter((entry) => entry.type === 'deleted' && entry.thing === thing).length;
  return [...ledger.waiting()].every((thing) => deletions(thing) === 1);
}

/**
 * A user answers what waits for their word: deletions, and what is saved in the CRM and not sent. A deletion that is refused
 * didn't happen; where the server mails as it likes, nothing could be restored without mailing, so nobody refuses there.
 */
export async function answer(play: Play, user: number, given: 'approve' | 'reject'): Promise<boolean> {
  const { world, ledger } = play;
  const { setup } = world.scenario;
  const told = setup.sends === true ? 'send' : setup.discards === true ? 'discard' : null;
  const unsent = told === null ? [] : (ledger.answerUnsent?.(mailboxId(user), told) ?? []);
  if (told === 'discard') noteLeft(play, user, unsent);
  else for (const thing of unsent) world.allowed.push({ user, thing, at: world.clock.now });
  const wanted = setup.mailboxes[user]?.silentScheduling === 'no' ? 'approve' : given;
  const held = await ledger.decide(mailboxId(user), wanted);
  if (wanted === 'reject') for (const thing of held) world.journal.push({ type: 'kept', thing });
  return held.length + unsent.length > 0;
}
