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
 * One user keeps the boss's calendar, now and then two do, and some keep a colleague's. Whoever is invited by the
 * other delegate has an invitation (docs/decisions/018).
 */
export function withDelegates(setup: Setup, seed: number): Setup {
  const count = setup.mailboxes.length;
  const actingFor = setup.mailboxes.map((_, user) => {
    const colleague = (user + 1) % count;
    const forColleague = (user + seed) % 3 === 0 ? [`mailto:user${String(colleague)}@firm.example`] : [];
    const keepsBosss = user === seed % count || (seed % 7 < 3 && colleague === seed % count);
    return [...(keepsBosss ? [BOSS] : []), ...forColleague];
  });
  return { ...setup, synchronised: true, actingFor };
}
