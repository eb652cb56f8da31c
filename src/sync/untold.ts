import type { Item, ItemKind } from './item.ts';
import { equal } from './json.ts';
import { isPaired } from './pairing.ts';
import type { Policy } from './policy.ts';
import type { Found, IntentRecord, Link, MailPolicy, Observation, Side } from './ports.ts';
import { reason } from './reasons.ts';
import { rest } from './step.ts';
import type { LinkPlan, PlanContext } from './step.ts';

/** What others were last told of a meeting that was written without telling them. */
export interface Untold {
  /** The mailbox's shared form as it was then; null: they were never told of it. */
  readonly item: Item | null;
}

/**
 * A link whose copy in the mailbox is about to be written. Where the server keeps quiet because it was told so, those whom
 * the meeting concerns still believe what they were last told.
 * @param before the mailbox's form until now; null for a new one
 */
export function writtenQuietly(
  link: Link,
  before: Item | null,
  after: Item,
  mailPolicy: MailPolicy,
  context: PlanContext,
): Link {
  const { kind, settings, silentScheduling } = context;
  if (mailPolicy === 'send' || silentScheduling !== 'per-call' || link.untold != null) return link;
  if (!kind.concernsOthers(after, settings.addresses)) return link;
  return { ...link, untold: { item: before === null ? null : kind.shared(before) } };
}

/** A link that is about to be written, and what others know of its meeting then. */
export function untoldOf(
  link: Link,
  item: Item,
  target: Item,
  side: Side,
  mailPolicy: MailPolicy,
  context: PlanContext,
): Link {
  const known =
    link.untold == null
      ? link
      : {
          ...link,
          untold: link.decision === 'discard' ? null : stillUntold(link, item, context),
          decision: link.decision === 'discard' ? null : link.decision,
        };
  const quietly = side === 'mailbox' && isPaired(link);
  return quietly ? writtenQuietly(known, item, target, mailPolicy, context) : known;
}

/** Whether a new item comes with an import, or again, so that telling others of it is nothing that waits for anybody. */
export function isImported(link: Link): boolean {
  return link.seenIn.crm > 0 || link.base.mailbox !== null || link.observed.mailbox.state !== 'unknown';
}

/** What others were told as things are now: nothing is open where it concerns nobody, or says again what they know. */
function stillUntold(link: Link, item: Item, { kind, settings }: PlanContext): Untold | null {
  const { untold } = link;
  if (untold == null || !kind.concernsOthers(item, settings.addresses)) return null;
  const now = kind.told(kind.shared(item));
  // Who edits their meeting in the mailbox is asked there whether others shall hear of it.
  const { mailbox } = link.base;
  if (mailbox !== null && !equal(kind.told(mailbox), now)) return null;
  return untold.item !== null && equal(kind.told(untold.item), now) ? null : untold;
}

/** The step that tells the others and changes nothing. */
function telling(link: Link, item: Item, version: string, plan: LinkPlan): LinkPlan {
  const { itemRef } = link;
  if (itemRef === null) return plan;
  return {
    ...plan,
    link: { ...plan.link, decision: 'send' },
    event: 'told-in-mailbox',
    step: {
      side: 'mailbox',
      operation: 'update',
      ref: itemRef,
      collection: itemRef.collection,
      correlationKey: link.correlationKey,
      expectedVersion: version,
      mailPolicy: 'send',
      patch: {},
      target: item,
      replaces: {},
      settles: { crm: {}, mailbox: {} },
      agrees: null,
    },
  };
}

/** Whether a step is there to tell others and for nothing else. */
export function isTelling({
  operation,
  mailPolicy,
  patch,
}: Pick<IntentRecord, 'operation' | 'mailPolicy' | 'patch'>): boolean {
  return operation === 'update' && mailPolicy === 'send' && Object.keys(patch).length === 0;
}

/**
 * Whether a step that was there to tell others did so, by what a look found (`stored`: normalised). Its mark on the item says it
 * for certain. Without marks, a new version that says what was told is taken for the server's own; whatever else somebody
 * may have written over it.
 */
export function wasTold(
  { id, expectedVersion, target }: IntentRecord,
  { version, toldBy }: Found,
  stored: Item,
  kind: ItemKind,
): 'yes' | 'no' | 'unknown' {
  if (toldBy !== undefined) return toldBy === id ? 'yes' : 'no';
  if (version === expectedVersion) return 'no';
  const isSame = target !== null && equal(kind.shared(stored), kind.shared(kind.normalise(target)));
  return isSame ? 'yes' : 'unknown';
}

/** What is left to tell once a write is known to have happened. A server may tell of new participants only those. */
export function untoldAfter(link: Link, intent: IntentRecord): Pick<Link, 'untold'> {
  const { untold } = link;
  if (untold == null || intent.side !== 'mailbox' || intent.mailPolicy !== 'send') return {};
  const fields = Object.keys(intent.patch);
  return fields.length > 0 && fields.every((field) => field === 'participants') ? {} : { untold: null };
}

/** Saved on both sides, and the others were not told: that waits until a person says Send or Leave it. */
function notTold(link: Link, plan: LinkPlan, untold: Untold): LinkPlan {
  const why = reason('not-sent', { by: 'written' });
  const settled = { ...plan.link, untold, state: 'not-sent', reason: why, decision: null } as const;
  return { ...rest(link, settled, link.state === 'not-sent' ? plan.event : 'not-told'), lost: plan.lost };
}

/** What becomes of a plan of two sides that hold the same: whether the others know of it is another matter. */
export function asOthersKnow(
  link: Link,
  plan: LinkPlan,
  { item, version }: Extract<Observation, { readonly state: 'present' }>,
  { writable }: Policy,
  context: PlanContext,
): LinkPlan {
  if (link.untold == null) return plan;
  const untold = stillUntold(link, item, context);
  if (untold === null) return { ...plan, link: { ...plan.link, untold } };
  if (link.decision === 'discard')
    return { ...plan, link: { ...plan.link, untold: null }, event: 'left-untold' };
  if (!writable.includes('mailbox')) return plan;
  // What was said before it slept is about another time.
  return link.decision === 'send' && link.state !== 'dormant'
    ? telling(link, item, version, plan)
    : notTold(link, plan, untold);
}
