import { synchronised } from './agreed-fields.ts';
import { recordKey } from './identity.ts';
import type { Item, Patch } from './item.ts';
import { isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { otherSide } from './leaf.ts';
import { mailPolicyFor, notSent } from './mail-safety.ts';
import { observe } from './observation.ts';
import { isUnassigned } from './policy.ts';
import type { Policy } from './policy.ts';
import type { Link, Side } from './ports.ts';
import { reason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import { rest } from './step.ts';
import type { LinkPlan, PlanContext } from './step.ts';
import { isImported, writtenQuietly } from './untold.ts';

/** Plans the counterpart that a link lacks on `side`; `source` is the other side's item. */
export function planCreate(
  link: Link,
  side: Side,
  source: Item,
  policy: Policy,
  context: PlanContext,
): LinkPlan {
  const collection = context.createIn[side];
  const why = isOver(link, side, source, context)
    ? reason('deleted-in-crm')
    : whyNot(link, side, policy, context);
  if (why !== null || collection === undefined) {
    const kept = why ?? reason('direction-none');
    return rest(link, { state: 'dormant', reason: kept }, link.reason?.code === kept.code ? null : 'dormant');
  }
  const joined = side === 'crm' ? joining(link, source, context) : null;
  if (joined !== null) return joined;
  const item = created(link, side, source, context);
  const mailPolicy = side === 'crm' ? 'none' : mailPolicyFor([item], link, context);
  if (mailPolicy === 'refused') return notSent(link);
  const isNews = side === 'mailbox' && !isImported(link);
  const quiet = isNews ? writtenQuietly(link, null, item, mailPolicy, context) : link;
  const shared = context.kind.shared(source);
  const base = { [side]: context.kind.shared(item), [otherSide(side)]: shared } as Record<Side, Item>;
  const known: Link = { ...quiet, ...told(link, side, shared) };
  // What an older base says beside that is over.
  const whole = (one: Side): Patch => ({ ...removing(known.base[one] ?? {}), ...base[one] });
  return {
    link: { ...known, state: 'active', reason: policy.reason },
    step: {
      side,
      operation: 'create',
      ref: null,
      collection,
      correlationKey: keyFor(link, side),
      expectedVersion: null,
      mailPolicy,
      patch: {},
      replaces: {},
      target: item,
      settles: { crm: whole('crm'), mailbox: whole('mailbox') },
      agrees: { normaliser: context.kind.normaliserVersion, fields: synchronised(context) },
    },
    lost: [],
    event: null,
    reason: policy.reason,
  };
}

/** The patch that takes every property away. */
function removing(base: JsonObject): Patch {
  return Object.fromEntries(Object.keys(base).map((name): [string, Json] => [name, null]));
}

/** What a copy is about to tell a new record stays known, whatever the copy says by the time the answer arrives. */
function told(link: Link, side: Side, shared: Item): Partial<Link> {
  return side === 'crm' && link.base.crm === null ? { base: { crm: null, mailbox: shared } } : {};
}

/**
 * An invitation to a meeting that has a record joins that, even if it was taken for one without when it was first seen.
 * Should the record have been deleted meanwhile, that is not undone by making another one.
 */
function joining(link: Link, source: Item, { kind, settings, joinable }: PlanContext): LinkPlan | null {
  const isInvited = kind.role(source, settings.addresses) === 'attendee';
  if (joinable == null || link.recordRef !== null || !isInvited) return null;
  return rest(
    { ...observe(link, 'crm', { state: 'unread', version: '' }), recordRef: joinable },
    { dirty: true },
  );
}

/**
 * An invitation to a meeting that was deleted elsewhere, record and all, does not bring it back. Whether its organiser does is seen
 * when their copy can be read.
 */
function isOver(link: Link, side: Side, source: Item, { kind, settings, witnesses }: PlanContext): boolean {
  if (side === 'mailbox' || link.recordRef !== null) return false;
  const deleted = witnesses.some(
    (other) =>
      other.observed.crm.state === 'gone' &&
      !isUnassigned(other) &&
      (other.role === 'organizer' || DELETED.includes(other.reason?.code ?? '')),
  );
  const lives = witnesses.some(
    ({ state, observed: { crm } }) => state !== 'ended' && crm.state !== 'gone' && crm.state !== 'unknown',
  );
  return deleted && !lives && kind.role(source, settings.addresses) === 'attendee';
}

/** Why a link may say that its record was deleted; `not-sent`: taking its copy away as well would mail others. */
const DELETED: readonly string[] = ['deleted-in-crm', 'deleted-on-both-sides', 'deletion-held', 'not-sent'];

function whyNot(link: Link, side: Side, policy: Policy, context: PlanContext): Reason | null {
  if (!policy.writable.includes(side)) return policy.reason ?? reason('direction-none');
  if (side === 'mailbox' && !link.assigned) return reason('not-assigned');
  const collection = context.createIn[side];
  if (side === 'mailbox' && collection !== undefined && context.settings.readOnly.includes(collection))
    return reason('collection-read-only');
  return null;
}

/** The item as it is created: what the side can hold, and in a mailbox the personal properties that it had there before. */
function created(link: Link, side: Side, source: Item, context: PlanContext): Item {
  const { kind } = context;
  const shared = kind.shared(source);
  const held = Object.fromEntries(
    Object.entries(shared).filter(
      ([name]) => kind.fields[name] === undefined || context.fields[side].includes(name),
    ),
  ) as Item;
  // What a person copied must not collide with its original.
  const named: Item = isCopy(link) ? { ...held, uid: link.correlationKey } : held;
  if (side === 'crm') return named;
  const personal = Object.fromEntries(
    Object.entries(link.personal).filter(([name]) => context.fields.mailbox.includes(name)),
  );
  return kind.withPersonal(named, personal as Record<string, Json> as Item);
}

/** One record per meeting: every mailbox asks for the same key. A record that was there before needs a new one. */
function keyFor(link: Link, side: Side): string {
  if (side === 'mailbox' || link.identity === null || isObject(link.base.crm ?? undefined))
    return link.correlationKey;
  return recordKey(link.kind, link.identity);
}

function isCopy(link: Link): boolean {
  return link.identity?.includes(';copy=') === true;
}
