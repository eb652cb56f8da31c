import { synchronised, unagreed } from './agreed-fields.ts';
import { occurrenceOf } from './identity.ts';
import type { Item, ItemKind } from './item.ts';
import { otherSide } from './leaf.ts';
import { mailPolicyFor, notSent } from './mail-safety.ts';
import { planCreate } from './plan-create.ts';
import { UNASSIGNED, isUnassigned, roleOf } from './policy.ts';
import type { Policy } from './policy.ts';
import { isEmptied } from './policy/privacy.ts';
import type { Link, Observation, Side } from './ports.ts';
import { reason } from './reasons.ts';
import type { Reason, ReasonCode } from './reasons.ts';
import { unchanged } from './settle.ts';
import { rest } from './step.ts';
import type { LinkPlan, PlanContext } from './step.ts';

type Present = Extract<Observation, { readonly state: 'present' }>;

/** The mailbox's item was deleted, the record lives. */
export function planItemGone(link: Link, record: Present, policy: Policy, context: PlanContext): LinkPlan {
  const copy = link.base.mailbox ?? record.item;
  const role = roleOf({ kind: context.kind, link, items: [copy], siblings: [] }, context.settings);
  // An attendee who throws their copy away ends their own part, not the meeting.
  if (role === 'attendee') {
    const folded = planFolding(link, record, policy, context);
    return folded ?? rest(link, { state: 'ended', reason: reason('deleted-in-mailbox') }, 'ended');
  }
  return planOtherGone(link, 'mailbox', record, policy, context, role === 'organizer');
}

/**
 * A date that its owner was invited to alone is part of their series now: once that is on record, the date's own record
 * goes. Null where there is no such series, where somebody else has the date alone, and where the record was changed.
 */
function planFolding(link: Link, record: Present, policy: Policy, context: PlanContext): LinkPlan | null {
  const { series, kind, siblings, guarded } = context;
  if (series === undefined || !hasDate(series, link, kind) || !policy.writable.includes('crm')) return null;
  if (siblings.some(({ state }) => state !== 'ended')) return null;
  if (isEdited(link, 'crm', kind.shared(record.item), context)) return null;
  const paired = series.base.crm !== null && series.base.mailbox !== null;
  if (!paired || series.observed.crm.state !== 'present') return { ...rest(link, {}), link };
  if (guarded.crm && link.decision !== 'approve') {
    const held = { state: 'held', reason: reason('deletion-held', { side: 'crm' }) } as const;
    return rest(link, held, link.state === 'held' ? null : 'held');
  }
  return removal(link, 'crm', record, reason('part-of-series'), context);
}

/** Whether a synchronised series has this date of its own. */
function hasDate({ state, observed }: Link, { identity }: Link, kind: ItemKind): boolean {
  const date = occurrenceOf(identity);
  const isActive = state === 'active' || state === 'awaiting-organizer';
  if (date === null || !isActive || observed.mailbox.state !== 'present') return false;
  return kind.hasDate(observed.mailbox.item, date.recurrenceId);
}

/** The record was deleted, the mailbox's item lives. */
export function planRecordGone(link: Link, item: Present, policy: Policy, context: PlanContext): LinkPlan {
  const role = roleOf({ kind: context.kind, link, items: [item.item], siblings: [] }, context.settings);
  // What invitees say of a meeting that is gone does not bring it back, and their copies are not ours to remove.
  if (role === 'attendee' && link.decision !== 'reject') {
    const why = isUnassigned(link) ? reason('not-assigned') : reason('deleted-in-crm');
    return rest(link, { state: 'dormant', reason: why }, link.state === 'dormant' ? null : 'dormant');
  }
  // Two people's own items of one identity share a record: when it ends with its owner's, the other's is not to go.
  if (role === 'sole' && !link.assigned && !isUnassigned(link))
    return rest(
      link,
      { state: 'dormant', reason: reason('deleted-in-crm') },
      link.state === 'dormant' ? null : 'dormant',
    );
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
  const edited = isEdited(link, side, shared, context);
  const unassigned = isUnassigned(link);
  const why = unassigned ? reason('not-assigned') : reason(deleted);
  // What a person approved was the deletion of what they saw: an edit that came since lifts the hold all the same.
  const kept = link.decision === 'reject' || (edited && !byOwner);
  const restorable =
    !unassigned && policy.writable.includes(goneSide) && (goneSide === 'crm' || link.assigned);
  if (kept && restorable) {
    return {
      ...recreate(link, goneSide, living.item, policy, context),
      event: 'restored',
      reason: reason(link.decision === 'reject' ? 'deletion-restored' : 'edit-wins-over-deletion'),
    };
  }
  // Somebody's copy of a record that is not for them: its end is not the record's.
  if (goneSide === 'mailbox' && !link.assigned && !byOwner)
    return rest(link, { state: 'ended', reason: why }, 'ended');
  // A person said no: the decision stays, or the next look would forget it. An edit that wins and can't be put back waits.
  if (!policy.writable.includes(side) || link.decision === 'reject' || (kept && !unassigned))
    return rest(link, { state: 'dormant', reason: why }, link.state === 'dormant' ? null : 'dormant');
  if (context.guarded[side] && link.decision !== 'approve') {
    return rest(
      link,
      { state: 'held', reason: reason('deletion-held', { side, ...(unassigned ? UNASSIGNED : {}) }) },
      link.state === 'held' ? null : 'held',
    );
  }
  return removal(link, side, living, why, context);
}

/**
 * Whether a side was changed since both agreed: in what they agreed on, and in today's spelling. That nothing but its times is seen any
 * more of what is private is no change.
 */
function isEdited(link: Link, side: Side, now: Item, context: PlanContext): boolean {
  const { base, agreed } = link;
  if (base.crm === null || base.mailbox === null) return true;
  const fields = synchronised(context);
  const baseless = unagreed({ agreed }, fields, context);
  const known = fields.filter((field) => !baseless.includes(field));
  const before = context.kind.normalise(base[side] ?? now);
  const isSeenBusy = side === 'mailbox' && isEmptied(link);
  return !unchanged(isSeenBusy ? context.kind.busyOnly(before) : before, now, known);
}

function removal(link: Link, side: Side, living: Present, why: Reason, context: PlanContext): LinkPlan {
  const ref = side === 'crm' ? link.recordRef : link.itemRef;
  if (ref === null) return rest(link, { state: 'ended', reason: why }, 'ended');
  const mailPolicy = side === 'crm' ? 'none' : mailPolicyFor([living.item], link, context);
  if (mailPolicy === 'refused') return notSent(link);
  return {
    link: { ...link, state: 'active', reason: why },
    step: {
      side,
      operation: 'remove',
      ref,
      collection: ref.collection,
      correlationKey: link.correlationKey,
      expectedVersion: living.version,
      mailPolicy,
      patch: {},
      replaces: {},
      target: null,
      settles: { crm: {}, mailbox: {} },
      agrees: null,
    },
    lost: [],
    event: null,
    reason: why,
  };
}

/** Creates it again under a new key: the old one belongs to the item that was deleted. */
function recreate(link: Link, side: Side, source: Item, policy: Policy, context: PlanContext): LinkPlan {
  return planCreate({ ...link, correlationKey: context.freshKey() }, side, source, policy, context);
}
