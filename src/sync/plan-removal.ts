import type { Item } from './item.ts';
import { otherSide } from './leaf.ts';
import { mailPolicyFor, notSent } from './mail-safety.ts';
import { planCreate } from './plan-create.ts';
import { roleOf } from './policy.ts';
import type { Policy } from './policy.ts';
import type { Link, Observation, Side } from './ports.ts';
import { reason } from './reasons.ts';
import type { ReasonCode } from './reasons.ts';
import { unchanged } from './settle.ts';
import { rest } from './step.ts';
import type { LinkPlan, PlanContext } from './step.ts';

type Present = Extract<Observation, { readonly state: 'present' }>;

/** The mailbox's item was deleted, the record lives. */
export function planItemGone(link: Link, record: Present, policy: Policy, context: PlanContext): LinkPlan {
  const copy = link.base.mailbox ?? record.item;
  const role = roleOf({ kind: context.kind, link, items: [copy], siblings: [] }, context.settings);
  // An attendee who throws their copy away ends their own part, not the meeting.
  if (role === 'attendee')
    return rest(link, { state: 'ended', reason: reason('deleted-in-mailbox') }, 'ended');
  return planOtherGone(link, 'mailbox', record, policy, context, role === 'organizer');
}

/** The record was deleted, the mailbox's item lives. */
export function planRecordGone(link: Link, item: Present, policy: Policy, context: PlanContext): LinkPlan {
  return planOtherGone(link, 'crm', item, policy, context, false);
}

/**
 * `goneSide` lost it. Edited on the other side since: the edit wins and the item comes back, unless its authoritative
 * owner deleted it. Otherwise the other side follows, as far as policy, guard and mail safety let it.
 */
function planOtherGone(
  link: Link,
  goneSide: Side,
  living: Present,
  policy: Policy,
  context: PlanContext,
  byOwner: boolean,
): LinkPlan {
  const side = otherSide(goneSide);
  const deleted: ReasonCode = goneSide === 'crm' ? 'deleted-in-crm' : 'deleted-in-mailbox';
  const shared = context.kind.shared(living.item);
  const common = context.fields.crm.filter((field) => context.fields.mailbox.includes(field));
  const edited = !unchanged(link.base[side], shared, common);
  const unassigned = link.reason?.code === 'not-assigned';
  const restore =
    !unassigned && (link.decision === 'reject' || (edited && !byOwner && link.decision !== 'approve'));
  if (restore && policy.writable.includes(goneSide) && (goneSide === 'crm' || link.assigned)) {
    return {
      ...recreate(link, goneSide, living.item, policy, context),
      event: 'restored',
      reason: reason(link.decision === 'reject' ? 'deletion-restored' : 'edit-wins-over-deletion'),
    };
  }
  if (!policy.writable.includes(side))
    return rest(
      link,
      { state: 'dormant', reason: reason(deleted) },
      link.state === 'dormant' ? null : 'dormant',
    );
  if (context.guarded[side] && link.decision !== 'approve') {
    return rest(
      link,
      { state: 'held', reason: reason('deletion-held', { side }) },
      link.state === 'held' ? null : 'held',
    );
  }
  return removal(link, side, living, deleted, context);
}

function removal(
  link: Link,
  side: Side,
  living: Present,
  deleted: ReasonCode,
  context: PlanContext,
): LinkPlan {
  const ref = side === 'crm' ? link.recordRef : link.itemRef;
  if (ref === null) return rest(link, { state: 'ended', reason: reason(deleted) }, 'ended');
  const mailPolicy = side === 'crm' ? 'none' : mailPolicyFor(living.item, link, context);
  if (mailPolicy === 'refused') return notSent(link);
  return {
    link: { ...link, state: 'active', reason: reason(deleted) },
    step: {
      side,
      operation: 'remove',
      ref,
      collection: ref.collection,
      correlationKey: link.correlationKey,
      expectedVersion: living.version,
      mailPolicy,
      patch: {},
      target: null,
      settles: { crm: {}, mailbox: {} },
    },
    lost: [],
    event: null,
    reason: reason(deleted),
  };
}

/** Creates it again under a new key: the old one belongs to the item that was deleted. */
function recreate(link: Link, side: Side, source: Item, policy: Policy, context: PlanContext): LinkPlan {
  return planCreate({ ...link, correlationKey: context.freshKey() }, side, source, policy, context);
}
