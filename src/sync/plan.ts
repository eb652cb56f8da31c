import { dated } from './agreed-since.ts';
import type { Item } from './item.ts';
import { policyFor } from './policy.ts';
import type { Policy } from './policy.ts';
import { planCreate } from './plan-create.ts';
import { planRecordGone, planItemGone } from './plan-removal.ts';
import { planAgreement } from './plan-agreement.ts';
import { reason } from './reasons.ts';
import { itemOf, rest } from './step.ts';
import type { LinkPlan, PlanContext } from './step.ts';
import type { Link } from './ports.ts';

/**
 * Decides what has to happen so that both sides of a link agree: at most one step, and the link as it is from now on.
 * Pure: it knows what was observed and what was agreed on, and neither clock nor network.
 */
export function planLink(link: Link, context: PlanContext): LinkPlan {
  return dated(link, planUndated(link, context), context);
}

function planUndated(link: Link, context: PlanContext): LinkPlan {
  const { mailbox, crm } = link.observed;
  const isMissing = mailbox.state === 'missing' || crm.state === 'missing';
  // Set aside, and now it is not listed any more: that deserves a look.
  if (link.state === 'quarantined' && isMissing)
    return { ...rest(link, {}), link: { ...link, state: 'active', reason: null } };
  if (link.state === 'ended' || link.state === 'quarantined') return rest(link, {});
  const known = [itemOf(mailbox), itemOf(crm)].filter((item): item is Item => item !== null);
  // Something is there that was not read yet: nothing can be said of it.
  if (isPending(mailbox.state) || isPending(crm.state)) return { ...rest(link, {}), link };
  if (known.length === 0) return isHidden(link) ? asleep(link) : rest(link, ended(link), 'ended');

  const policy = policyFor(
    { kind: context.kind, link, items: known, siblings: context.siblings, witnesses: context.witnesses },
    context.settings,
  );
  if (policy.dormant !== null)
    return rest(link, { state: 'dormant', reason: policy.dormant }, eventOf(link, 'dormant'));
  if (isHidden(link)) return asleep(link);
  return planActive(link, policy, context);
}

function planActive(link: Link, policy: Policy, context: PlanContext): LinkPlan {
  const { mailbox, crm } = link.observed;
  if (mailbox.state === 'present' && crm.state === 'present')
    return planAgreement(link, mailbox, crm, policy, context);
  if (mailbox.state === 'present') {
    return crm.state === 'gone'
      ? planRecordGone(link, mailbox, policy, context)
      : planCreate(link, 'crm', mailbox.item, policy, context);
  }
  if (crm.state !== 'present') return rest(link, ended(link), 'ended');
  return mailbox.state === 'gone'
    ? planItemGone(link, crm, policy, context)
    : planCreate(link, 'mailbox', crm.item, policy, context);
}

function ended(link: Link): Partial<Link> {
  const both = link.observed.mailbox.state === 'gone' && link.observed.crm.state === 'gone';
  return { state: 'ended', reason: both ? { code: 'deleted-on-both-sides', parameters: {} } : link.reason };
}

function asleep(link: Link): LinkPlan {
  return rest(link, { state: 'dormant', reason: reason('hidden-from-view') }, eventOf(link, 'dormant'));
}

function isPending(state: string): boolean {
  return state === 'unread' || state === 'missing';
}

/** It exists on a side that does not show it: absence there proves nothing, and another one would be a twin. */
function isHidden(link: Link): boolean {
  const { mailbox, crm } = link.observed;
  return (
    (link.itemRef !== null && mailbox.state === 'unknown') ||
    (link.recordRef !== null && crm.state === 'unknown')
  );
}

function eventOf(link: Link, event: string): string | null {
  return link.state === event ? null : event;
}
