import type { Item } from './item.ts';
import type { Link, MailPolicy } from './ports.ts';
import { reason } from './reasons.ts';
import { rest } from './step.ts';
import type { LinkPlan, PlanContext } from './step.ts';

/**
 * Whether a write in the mailbox may happen, and what it may mail. Nobody is mailed unless a person asked for it: where
 * a server can't be kept quiet, a write that concerns others waits.
 */
export function mailPolicyFor(item: Item, link: Link, context: PlanContext): MailPolicy | 'refused' {
  const asked = link.decision === 'send' || context.settings.mailPolicy === 'send';
  if (!context.kind.concernsOthers(item, context.settings.addresses)) return 'none';
  if (asked) return 'send';
  return context.silentScheduling === 'no' ? 'refused' : 'none';
}

/** Saved in the CRM, not sent: the mailbox's copy stays as it is until a person says Send or Discard. */
export function notSent(link: Link): LinkPlan {
  return rest(
    link,
    { state: 'not-sent', reason: reason('not-sent') },
    link.state === 'not-sent' ? null : 'not-sent',
  );
}
