import type { Item } from './item.ts';
import type { Link, MailPolicy } from './ports.ts';
import { UNASSIGNED, isUnassigned } from './policy.ts';
import { reason } from './reasons.ts';
import { rest } from './step.ts';
import type { LinkPlan, PlanContext } from './step.ts';

/**
 * Whether a write in the mailbox may happen, and what it may mail. Nobody is mailed unless a person asked for it: where
 * a server can't be kept quiet, a write that concerns others waits.
 */
export function mailPolicyFor(
  /** The item before and after the write: whoever is taken off it would be told as well. */
  items: readonly Item[],
  link: Link,
  context: PlanContext,
  /** Two sides meet for the first time: no setting sends mails for that, only a person. */
  pairing = false,
): MailPolicy | 'refused' {
  const asked = link.decision === 'send' || (context.settings.mailPolicy === 'send' && !pairing);
  if (!items.some((item) => context.kind.concernsOthers(item, context.settings.addresses))) return 'none';
  if (asked) return 'send';
  return context.silentScheduling === 'no' ? 'refused' : 'none';
}

/** Saved in the CRM, not sent: the mailbox's copy stays as it is until a person says Send or Discard. */
export function notSent(link: Link): LinkPlan {
  const why = reason('not-sent', isUnassigned(link) ? UNASSIGNED : {});
  // Discarded is discarded: the decision stays, so that nobody is asked again for the same thing.
  if (link.decision === 'discard')
    return rest(link, { state: 'dormant', reason: why }, link.state === 'dormant' ? null : 'discarded');
  return rest(link, { state: 'not-sent', reason: why }, link.state === 'not-sent' ? null : 'not-sent');
}
