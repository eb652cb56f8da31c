import { equal } from './json.ts';
import { SIDES } from './leaf.ts';
import type { Link } from './ports.ts';
import type { LinkPlan, PlanContext } from './step.ts';

/**
 * A plan for a link that says since when the two sides have agreed on what they agree on: of several mailboxes' links to one
 * record the latest knows best what it said. They were looked at after the lease was given; a worker that froze meanwhile has
 * seen old things.
 */
export function dated(before: Link, plan: LinkPlan, { since }: Pick<PlanContext, 'since'>): LinkPlan {
  const { link, step } = plan;
  const at = isAnew(before, link) ? since : before.agreed.at;
  const settles = step !== null && step.agrees !== null;
  if (at === link.agreed.at && !settles) return plan;
  const { at: _at, ...agreed } = link.agreed;
  return {
    ...plan,
    link: { ...link, agreed: at === undefined ? agreed : { ...agreed, at } },
    step: settles ? { ...step, agrees: { ...step.agrees, at: since } } : step,
  };
}

/** Whether it agrees on something else than before. */
function isAnew(before: Link, { base }: Link): boolean {
  return !SIDES.every((side) => equal(base[side] ?? undefined, before.base[side] ?? undefined));
}
