import { chance, type Random } from '../../../src/server/memory/random.ts';
import type { Setup, Step } from '../scenario.ts';
import type { Draft } from './draft.ts';

/** Somebody who has no mailbox here, and whose calendar others keep. */
const BOSS = 'mailto:boss@firm.example';

/**
 * Stories of people who act for others: most meetings are called in the name of somebody without a mailbox here, by whoever
 * keeps their calendar; and some may act for a colleague whose own mailbox speaks for itself.
 */
export function acting(random: Random, step: Step, { setup }: Draft): Step {
  if (step.type !== 'meet' || setup.actingFor?.[step.user]?.includes(BOSS) !== true) return step;
  return chance(random, 0.6) ? { ...step, chair: BOSS } : step;
}

/**
 * One user keeps the boss's calendar, and now and then another one a colleague's. (Of two who keep the same one each would have the
 * meeting as its organiser has it, and none as somebody who is invited: see docs/decisions/018.)
 */
export function withDelegates(setup: Setup, seed: number): Setup {
  const count = setup.mailboxes.length;
  const actingFor = setup.mailboxes.map((_, user) => {
    const colleague = (user + 1) % count;
    const forColleague = (user + seed) % 3 === 0 ? [`mailto:user${String(colleague)}@firm.example`] : [];
    return [...(user === seed % count ? [BOSS] : []), ...forColleague];
  });
  return { ...setup, synchronised: true, actingFor };
}
