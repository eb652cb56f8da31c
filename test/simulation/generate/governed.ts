import { chance, integer, pick, seededRandom, type Random } from '../../../src/server/memory/random.ts';
import { ALL_RULINGS, RULINGS } from '../rulings.ts';
import type { Setup, Step } from '../scenario.ts';
import type { Draft } from './draft.ts';

/**
 * Stories of administrators who say what may be seen: of private things at most this, of a category or a domain no more than when
 * they are, of some users nothing at all; and who change their minds. Workers know who else is synchronised.
 */
export function governed(random: Random, step: Step, draft: Draft): Step | readonly Step[] {
  const { setup } = draft;
  const user = integer(random, setup.mailboxes.length);
  if (step.type === 'edit' && step.place !== 'crm' && chance(random, 0.15))
    return { ...step, fields: ['keywords'] };
  const isNews =
    step.type === 'touch' || step.type === 'wait' || (step.type === 'edit' && chance(random, 0.15));
  if (!isNews) return step;
  if (setup.limit !== undefined && chance(random, 0.5)) {
    const privacy = pick(random, ['busy', 'out'] as const);
    return { type: 'limit', user: chance(random, 0.5) ? user : null, privacy };
  }
  if (chance(random, 0.2)) return marked(random, user, draft);
  return { type: 'ruling', user, rulings: rulings(random, setup) };
}

/** Where nothing private is to be shown the story is about secrets: only there rules about what is marked private play a part. */
export function withGovernment(setup: Setup, seed: number): Setup {
  const random = seededRandom(seed + 0x60e2);
  if (chance(random, 0.5)) return { ...setup, synchronised: true };
  const mailboxes = setup.mailboxes.map((mailbox) => ({
    ...mailbox,
    privacy: pick(random, ['in', 'in', 'busy', 'out'] as const),
  }));
  const limit = pick(random, ['busy', 'out'] as const);
  return { ...setup, mailboxes, synchronised: true, secret: true, limit };
}

function rulings(random: Random, { limit }: Setup): readonly number[] {
  const known = [...ALL_RULINGS.keys()].filter(
    (index) => limit !== undefined || ALL_RULINGS[index]?.when.private !== true,
  );
  const about = known.filter((index) => index >= RULINGS.length);
  return Array.from({ length: integer(random, 3) }, () => pick(random, chance(random, 0.7) ? about : known));
}

function marked(random: Random, user: number, { things }: Draft): Step {
  const { thing } = pick(random, things);
  return { type: 'mark', user, thing, mark: chance(random, 0.7) ? 'off' : null };
}
