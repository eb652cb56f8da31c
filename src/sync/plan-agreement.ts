import { synchronised } from './agreed-fields.ts';
import { basesOf } from './bases.ts';
import type { Item } from './item.ts';
import { equal } from './json.ts';
import { SIDES } from './leaf.ts';
import type { MergeInput, MergeOptions } from './leaf.ts';
import { mailPolicyFor, notSent } from './mail-safety.ts';
import { leftAsItIs } from './left-as-it-is.ts';
import { merge } from './merge.ts';
import type { Merge } from './merge.ts';
import type { Policy } from './policy.ts';
import { awaitsOrganizer, isPaired, isPairing } from './pairing.ts';
import type { Agreed, Link, Observation, Side } from './ports.ts';
import { lostValues, unresolvedValues } from './lost-values.ts';
import { reason } from './reasons.ts';
import { ownOnly, ownSettled, untoldOfOneself } from './own-answer.ts';
import { doubting } from './own-write.ts';
import { patchBetween, settledBases, settledFields, unchanged } from './settle.ts';
import { rest } from './step.ts';
import type { LinkPlan, PlanContext } from './step.ts';
import { asOthersKnow, untoldOf } from './untold.ts';

type Present = Extract<Observation, { readonly state: 'present' }>;

/** Both sides hold the item: merges them and plans the first write that is needed, the record before the mailbox. */
export function planAgreement(
  link: Link,
  item: Present,
  record: Present,
  policy: Policy,
  context: PlanContext,
): LinkPlan {
  const { kind } = context;
  const now = { crm: kind.shared(record.item), mailbox: kind.shared(item.item) };
  const basic = {
    kind,
    fields: synchronised(context),
    writable: policy.writable,
    organizer: 'mailbox',
  } as const;
  const awaits = awaitsOrganizer(link, item.item, context);
  const answer = policy.onlyOwn && !awaits ? null : firstAnswer(link, item, now, basic, context);
  if (answer !== null) return update(link, 'crm', item, record, answer, policy, context);
  if (awaits) return rest(link, { state: 'awaiting-organizer', reason: reason('awaiting-organizer') });
  const { input, ...known } = policy.onlyOwn
    ? { input: ownOnly(link, now, context) }
    : basesOf(link, item.item, now, basic.fields, context);
  const options: MergeOptions = { ...basic, ...known };
  if (link.decision === 'discard' && link.untold == null) {
    // What was said of something else, before both sides were there or while it slept, is no answer to this.
    const isAnswer = link.state === 'not-sent' && !policy.onlyOwn;
    if (!isAnswer) return planAgreement({ ...link, decision: null }, item, record, policy, context);
    const left = leftAsItIs(link, input, options, context);
    const plan = planAgreement(left.link, item, record, policy, context);
    const event = plan.step === null ? (plan.event ?? 'discarded') : plan.event;
    return { ...plan, lost: [...left.lost, ...plan.lost], event };
  }
  const found = isEcho(link, input, options) ? { leaves: [], target: input.now } : merge(input, options);
  const side = SIDES.find(
    (candidate) => !equalIn(input.now[candidate], found.target[candidate], options.fields),
  );
  const outcome = policy.onlyOwn
    ? answered(link, item.item, side === 'crm' ? found.target.crm : now.crm, now, options.fields, context)
    : {
        settled: settledBases(input, found, side ?? null, options),
        agrees: agreedOn(settledFields(found, side ?? null, options), context),
      };
  const { settled } = outcome;
  const work: Work = { input, found, options, ...outcome };
  if (side !== undefined) return update(link, side, item, record, work, policy, context);
  const plan = agreed(link, { ...work, settled }, now, policy, context);
  return asOthersKnow(link, plan, item, policy, context);
}

/** What is settled and agreed on where only the own answer may flow; `record` as it is then. */
function answered(
  link: Link,
  item: Item,
  record: Item,
  now: Readonly<Record<Side, Item>>,
  fields: readonly string[],
  context: PlanContext,
): { readonly settled: Readonly<Record<Side, Item>>; readonly agrees: Agreed } {
  // An answer that may not go to the record now is still to be told.
  const mailbox = untoldOfOneself(now.mailbox, record, item, context);
  return {
    settled: ownSettled(link, record, { ...now, mailbox }),
    agrees: ownAgreed(link, { crm: record, mailbox }, fields, context),
  };
}

/** What a settled base tells of, in today's spelling. */
function agreedOn(fields: readonly string[], { kind }: PlanContext): Agreed {
  return { normaliser: kind.normaliserVersion, fields };
}

/**
 * Who tells nothing but their own answer has agreed on what their copy and the record have in common, at some time. Should they
 * have to speak for the meeting one day, what the record says otherwise is not theirs to replace unnoticed.
 */
function ownAgreed(
  { agreed, base }: Link,
  now: Readonly<Record<Side, Item>>,
  fields: readonly string[],
  context: PlanContext,
): Agreed {
  const { doubtful: _before, ...before } =
    base.crm === null || base.mailbox === null ? agreedOn([], context) : agreed;
  const apart = fields.filter(
    (field) => !before.fields.includes(field) && !equal(now.crm[field], now.mailbox[field]),
  );
  const common = fields.filter((field) => !apart.includes(field));
  return doubting({ ...before, fields: common }, 'crm', apart);
}

/** Both sides hold what they held when they last agreed: nothing happened, whatever their versions say. */
function isEcho(
  link: Link,
  { base, now }: MergeInput,
  { kind, fields, baseless = [], doubtful = {} }: MergeOptions,
): boolean {
  const settled = baseless.length === 0 && Object.keys(doubtful).length === 0;
  const current = link.agreed.normaliser === kind.normaliserVersion && settled;
  return current && SIDES.every((side) => unchanged(base[side], now[side], fields));
}

/** What the two sides are to become, and what is agreed on then. */
interface Work {
  readonly input: MergeInput;
  readonly found: Merge;
  /** Null: it settles nothing. */
  readonly settled: Readonly<Record<Side, Item>> | null;
  readonly agrees: Agreed | null;
  readonly options: MergeOptions;
}

/** An invitee's own answer comes first where their copy meets the record, even if it speaks for everything else as well. */
function firstAnswer(
  link: Link,
  item: Present,
  now: Readonly<Record<Side, Item>>,
  options: MergeOptions,
  context: PlanContext,
): Work | null {
  const { kind, settings } = context;
  if (isPaired(link) || kind.role(item.item, settings.addresses) !== 'attendee') return null;
  const input = ownOnly(link, now, context);
  const found = merge(input, options);
  if (equalIn(now.crm, found.target.crm, options.fields)) return null;
  return { input, found, settled: null, agrees: null, options };
}

function update(
  link: Link,
  side: Side,
  item: Present,
  record: Present,
  work: Work,
  policy: Policy,
  context: PlanContext,
): LinkPlan {
  const { kind } = context;
  const present = side === 'crm' ? record : item;
  const { found, options, settled, agrees } = work;
  const target = side === 'crm' ? found.target.crm : kind.withPersonal(found.target.mailbox, present.item);
  const pairing = isPairing(link);
  const mailPolicy = side === 'crm' ? 'none' : mailPolicyFor([present.item, target], link, context, pairing);
  if (mailPolicy === 'refused')
    return notSent(isPaired(link) ? link : { ...link, ...asItStands(work, context) });
  const waits = side === 'crm' && pairing && isUnsendable(link, work, context);
  const ref = side === 'crm' ? link.recordRef : link.itemRef;
  if (ref === null) return rest(link, {});
  const whole = (base: Item | null, after: Item) =>
    patchBetween(base ?? {}, after, [...new Set([...Object.keys(base ?? {}), ...Object.keys(after)])]);
  return {
    link: {
      ...untoldOf(link, item.item, target, side, mailPolicy, context),
      state: waits ? 'not-sent' : 'active',
      reason: waits ? reason('not-sent') : policy.reason,
    },
    step: {
      side,
      operation: 'update',
      ref,
      collection: ref.collection,
      correlationKey: link.correlationKey,
      expectedVersion: present.version,
      mailPolicy,
      patch: patchBetween(present.item, target, options.fields),
      replaces: patchBetween(target, present.item, options.fields),
      target,
      settles:
        settled === null
          ? { crm: {}, mailbox: {} }
          : {
              crm: whole(link.base.crm, settled.crm),
              mailbox: whole(link.base.mailbox, settled.mailbox),
            },
      agrees,
    },
    lost: [...lostValues(found, side), ...unresolvedValues(found)],
    event: null,
    reason: policy.reason,
  };
}

/** Whether what is left to be written in the mailbox afterwards has to wait for a person. */
function isUnsendable(link: Link, { found, options }: Work, context: PlanContext): boolean {
  const { mailbox } = link.observed;
  const target = found.target.mailbox;
  if (mailbox.state !== 'present' || !options.writable.includes('mailbox')) return false;
  if (equalIn(context.kind.shared(mailbox.item), target, options.fields)) return false;
  return mailPolicyFor([mailbox.item, target], link, context, true) === 'refused';
}

/** Two sides that have just met and wait for a person: what they have in common needs no write, and is agreed on. */
function asItStands({ input, found, options }: Work, context: PlanContext): Pick<Link, 'base' | 'agreed'> {
  return {
    base: settledBases(input, found, null, options),
    agreed: agreedOn(settledFields(found, null, options), context),
  };
}

function agreed(
  link: Link,
  { found, settled, agrees, options }: Work & { readonly settled: Readonly<Record<Side, Item>> },
  now: Readonly<Record<Side, Item>>,
  policy: Policy,
  { kind }: PlanContext,
): LinkPlan {
  const behind = policy.onlyOwn && !equalIn(kind.told(now.crm), kind.told(now.mailbox), options.fields);
  const plan = rest(
    link,
    {
      base: settled,
      agreed: agrees ?? link.agreed,
      state: behind ? 'awaiting-organizer' : 'active',
      reason: behind ? reason('awaiting-organizer') : policy.reason,
      decision: null,
    },
    isPaired(link) ? null : 'paired',
  );
  return { ...plan, lost: unresolvedValues(found) };
}

function equalIn(a: Item, b: Item, fields: readonly string[]): boolean {
  return fields.every((field) => equal(a[field], b[field]));
}
