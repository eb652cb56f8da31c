import { equal } from './json.ts';
import { SIDES } from './leaf.ts';
import type { Link } from './ports.ts';
import type { LinkPlan, PlanContext } from './step.ts';

/**
 * A plan for a link that says since when the two sides have agreed on what they agree on: of several mailboxes' links to one
 * record the latest knows best what it said. What was only looked at was so when the lease was given, or later; a worker that
 * froze meanwhile has seen old things. What is written to the record it says from now on.
 */
export function dated(before: Link, plan: LinkPlan, { time }: Pick<PlanContext, 'time'>): LinkPlan {
  const { link, step } = plan;
  const looked = Math.max(time.looked, before.agreed.at ?? 0);
  const at = isAnew(before, link) ? looked : before.agreed.at;
  const settles = step !== null && step.agrees !== null;
  if (at === link.agreed.at && !settles) return plan;
  const { at: _at, ...agreed } = link.agreed;
  return {
    ...plan,
    link: { ...link, agreed: at === undefined ? agreed : { ...agreed, at } },
    step: settles
      ? { ...step, agrees: { ...step.agrees, at: step.side === 'crm' ? time.now : looked } }
      : step,
  };
}

/** Whether it agrees on something else than before. */
function isAnew(before: Link, { base }: Link): boolean {
  return !SIDES.every((side) => equal(base[side] ?? undefined, before.base[side] ?? undefined));
}
