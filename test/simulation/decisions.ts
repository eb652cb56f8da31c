import type { Rule } from '../../src/sync/policy/rule.ts';
import type { Play } from './play.ts';
import { mailboxId } from './processes.ts';
import { RULINGS } from './rulings.ts';
import type { Step } from './scenario.ts';

type Decision = Extract<Step, { readonly type: 'ruling' | 'show' | 'decide' | 'mark' }>;

/** What was decided about a user's items, beside which way they travel. */
export interface Decided {
  readonly rules: readonly Rule[];
  readonly privacy: 'busy' | 'out' | null;
}

/** Nothing was decided. */
export const UNDECIDED: Decided = { rules: [], privacy: null };

/** A user or the administrator decides something. Returns whether it made a difference. */
export async function decide(play: Play, step: Decision): Promise<boolean> {
  const { decided } = play.world;
  const before = decided.get(step.user) ?? UNDECIDED;
  switch (step.type) {
    case 'ruling':
      decided.set(step.user, { ...before, rules: step.rulings.flatMap((index) => RULINGS[index] ?? []) });
      return true;
    case 'show':
      decided.set(step.user, { ...before, privacy: step.privacy });
      return true;
    case 'mark':
      return play.ledger.mark?.(mailboxId(step.user), step.thing, step.mark) ?? false;
    case 'decide':
      return answer(play, step.user, refusable(play) ? step.answer : 'approve');
  }
}

/** Whether it is clear what a refusal is about: nothing that waits was deleted more than once. */
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
  const sent = setup.sends === true ? (ledger.send?.(mailboxId(user)) ?? []) : [];
  for (const thing of sent) world.allowed.push({ user, thing, at: world.clock.now });
  const wanted = setup.mailboxes[user]?.silentScheduling === 'no' ? 'approve' : given;
  const held = await ledger.decide(mailboxId(user), wanted);
  if (wanted === 'reject') for (const thing of held) world.journal.push({ type: 'kept', thing });
  return held.length + sent.length > 0;
}
