import type { ObservedEvent } from './history-events.ts';
import type { Item, ItemKind } from './item.ts';
import { equal } from './json.ts';
import { refOf } from './look.ts';
import { isProvisional, lastRead, sameRef } from './observation.ts';
import { isReduced, unreadWrite } from './own-write.ts';
import { isWithheld } from './policy.ts';
import { shownWithheld } from './policy/privacy.ts';
import type { IntentRecord, Link, Side } from './ports.ts';
import { reason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import type { PumpSettings } from './settings.ts';

/** What the history says of one look at a link's side. */
export interface Seen {
  readonly event: ObservedEvent | 'quarantined' | 'dormant';
  readonly reason: Reason | null;
}

/** Whose look it was. */
export interface Look {
  readonly side: Side;
  readonly kind: ItemKind;
  readonly settings: PumpSettings;
  /** The step on this side whose outcome is not known yet. */
  readonly open: IntentRecord | undefined;
}

/**
 * What somebody did with a link's item on one side, told from what was known of it before and after a look: names of
 * properties, never their values. Null: nothing, or nothing but our own write; or its owner keeps it out of the CRM, and
 * what they do with it is nobody's business. Where it is not known any more what was there before, nothing is claimed.
 * Pure.
 */
export function whatWasSeen(before: Link | undefined, after: Link, look: Look): Seen | null {
  const { side, kind, settings } = look;
  if (after.state === 'ended') return null;
  if (isWithheld(after) && shownWithheld(after, kind, settings).privacy === 'out') return null;
  if (isNewly('quarantined', before, after) || isNewly('dormant', before, after))
    return { event: after.state === 'dormant' ? 'dormant' : 'quarantined', reason: after.reason };
  const now = after.observed[side];
  if (now.state === 'gone') return before === undefined ? null : whatIsGone(before, after, look);
  if (now.state !== 'present') return null;
  if (before === undefined || isNew(before, side))
    return isOwn(look, 'create') ? null : { event: `appeared-in-${side}`, reason: null };
  const fields = changedFields(before, after, now, look);
  if (fields.length > 0) return { event: `changed-in-${side}`, reason: reason('edited', { fields }) };
  const moved = side === 'mailbox' && before.itemRef !== null && !sameRef(before.itemRef, after.itemRef);
  return moved ? { event: 'moved-in-mailbox', reason: null } : null;
}

function isNewly(state: Link['state'], before: Link | undefined, after: Link): boolean {
  return after.state === state && before?.state !== state;
}

/** Whether nothing was known of it on this side but an id, or that it is away. */
function isNew(before: Link, side: Side): boolean {
  return (
    refOf(before, side) === null || before.observed[side].state === 'gone' || isProvisional(before, side)
  );
}

function isOwn({ open }: Look, operation: IntentRecord['operation']): boolean {
  return open?.operation === operation;
}

function whatIsGone(before: Link, after: Link, look: Look): Seen | null {
  if (before.observed[look.side].state === 'gone' || isProvisional(before, look.side)) return null;
  if (isOwn(look, 'remove')) return null;
  if (look.side === 'mailbox') return { event: 'deleted-in-mailbox', reason: null };
  const isTaken = after.reason?.code === 'not-assigned';
  return { event: isTaken ? 'taken-out-in-crm' : 'deleted-in-crm', reason: null };
}

/** The shared properties that somebody changed; of an item that became private, or no longer is, no more than that. */
function changedFields(
  before: Link,
  after: Link,
  now: Extract<Link['observed'][Side], { readonly state: 'present' }>,
  { side, kind, open }: Look,
): readonly string[] {
  const { was } = lastRead(before.observed[side]);
  if (was === undefined) return [];
  if (side === 'mailbox' && isWithheld(before) !== isWithheld(after)) return ['privacy'];
  const [old, item] = [kind.shared(kind.normalise(was)), kind.shared(now.item)];
  const changed = Object.keys(kind.fields).filter(
    (field) => kind.fields[field]?.scope === 'shared' && !equal(old[field], item[field]),
  );
  const own = ownOf(before, side, now.version, open);
  return changed.filter((field) => !(field in own.sent) || !(own.whole || isOurs(field, own.sent, item)));
}

/** What our own write sent that this look may be the first to show; `whole`: its version is that write's. */
function ownOf(before: Link, side: Side, version: string, open: IntentRecord | undefined) {
  const seen = before.observed[side];
  const unread = unreadWrite(seen);
  if (unread !== undefined)
    return { sent: unread as Item, whole: 'version' in seen && seen.version === version };
  const target = open?.operation === 'update' ? open.target : null;
  const sent = Object.fromEntries(
    Object.keys(open?.patch ?? {}).map((field) => [field, target?.[field] ?? null]),
  );
  return { sent: (target === null ? {} : sent) as Item, whole: false };
}

function isOurs(field: string, sent: Item, stored: Item): boolean {
  const value = sent[field] ?? undefined;
  return equal(value, stored[field]) || isReduced(value, stored[field]);
}
