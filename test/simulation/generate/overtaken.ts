import { chance, integer, type Random } from '../../../src/server/memory/random.ts';
import type { Setup, Step } from '../scenario.ts';
import type { Draft } from './draft.ts';
import { generateMove } from './moves.ts';

/**
 * Stories in which a worker is taken over while its call is still on its way, and comes back afterwards: what it asked for may
 * arrive late, and the next worker begins at once.
 */
export function overtaken(random: Random, step: Step, draft: Draft): Step | readonly Step[] {
  if (step.type !== 'pump' || chance(random, 0.4)) return step;
  const { skew: _onTime, ...pump } = step;
  const next: Step = { ...pump, seed: integer(random, 0x7fffffff), faults: 0, stop: null };
  const meanwhile = chance(random, 0.6) ? [generateMove(random, draft)] : [];
  // The answer does not come in time, and the effect comes afterwards.
  if (chance(random, 0.5)) return [{ ...pump, faults: 0.3, stop: null }, ...meanwhile, next];
  const stop = { after: 8 + integer(random, 28), how: 'pause' as const };
  const back: Step = { type: 'resume', user: step.user, gates: 400, how: 'pause' };
  const frozen: Step = { ...pump, faults: 0, stop };
  if (chance(random, 0.4)) return [frozen, ...meanwhile, next, back];
  // By the time it wakes up, another one has found out what became of its call, and people have gone on from there.
  const move = (): Step => generateMove(random, draft);
  const again: Step = { ...next, seed: integer(random, 0x7fffffff) };
  return [frozen, { type: 'wait', ms: 30_000 }, next, move(), move(), again, back, move()];
}

/** Exchange makes as many items of one UID and one extended property as it is asked to. */
export function withTwins(setup: Setup): Setup {
  const mailboxes = setup.mailboxes.map((mailbox) =>
    mailbox.server === 'memory' && !mailbox.clientChosenIds ? { ...mailbox, twins: true as const } : mailbox,
  );
  return { ...setup, mailboxes };
}
