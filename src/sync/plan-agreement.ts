import { applyPatch } from './item.ts';
import type { Item } from './item.ts';
import { equal } from './json.ts';
import type { Json } from './json.ts';
import { SIDES } from './leaf.ts';
import type { MergeInput, MergeOptions } from './leaf.ts';
import { mailPolicyFor, notSent } from './mail-safety.ts';
import { merge } from './merge.ts';
import type { Merge } from './merge.ts';
import type { Policy } from './policy.ts';
import type { Link, LostValue, Observation, Side } from './ports.ts';
import { reason } from './reasons.ts';
import { leafValue, patchBetween, settledBases, unchanged } from './settle.ts';
import { rest } from './step.ts';
import { witnessBases } from './witness-bases.ts';
import type { LinkPlan, PlanContext } from './step.ts';

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
  const options: MergeOptions = {
    kind,
    fields: Object.keys(kind.fields).filter(
      (field) =>
        kind.fields[field]?.scope === 'shared' && SIDES.every((side) => context.fields[side].includes(field)),
    ),
    writable: policy.writable,
    organizer: 'mailbox',
  };
  const answer = policy.onlyOwn ? null : firstAnswer(link, item, now, options, context);
  if (answer !== null) return update(link, 'crm', record, answer, policy, context);
  const input: MergeInput = policy.onlyOwn
    ? ownOnly(link, now, context)
    : { base: basesOf(link, item.item, now.crm, context), now };
  if (link.decision === 'discard' && link.state === 'not-sent')
    return rest(
      link,
      { ...settle(now), state: 'active', reason: policy.reason, decision: null },
      'discarded',
    );
  const found = isEcho(link, input, options) ? { leaves: [], target: input.now } : merge(input, options);
  const side = SIDES.find(
    (candidate) => !equalIn(input.now[candidate], found.target[candidate], options.fields),
  );
  const bases = settledBases(input, found, side ?? null, options);
  const settled = policy.onlyOwn ? ownSettled(link, side === 'crm' ? found.target.crm : now.crm, now) : bases;
  if (side === undefined) return agreed(link, settled, found, policy, now, options, context);
  return update(
    link,
    side,
    side === 'crm' ? record : item,
    { input, found, settled, options },
    policy,
    context,
  );
}

/** Both sides hold what they held when they last agreed: nothing happened, whatever their versions say. */
function isEcho(link: Link, { base, now }: MergeInput, { kind, fields }: MergeOptions): boolean {
  const current = link.normaliserVersion === kind.normaliserVersion;
  return current && SIDES.every((side) => unchanged(base[side], now[side], fields));
}

interface Work {
  readonly input: MergeInput;
  readonly found: Merge;
  /** Null: it settles nothing. */
  readonly settled: Readonly<Record<Side, Item>> | null;
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
  const paired = link.base.crm !== null && link.base.mailbox !== null;
  if (paired || kind.role(item.item, settings.addresses) !== 'attendee') return null;
  const input = ownOnly(link, now, context);
  const found = merge(input, options);
  return equalIn(now.crm, found.target.crm, options.fields) ? null : { input, found, settled: null, options };
}

/** Where only the own answer may flow, a field in which copy and record differ is not agreed on: its base stays. */
function ownSettled(link: Link, record: Item, now: Readonly<Record<Side, Item>>): Record<Side, Item> {
  const { crm, mailbox } = link.base;
  const settled = { crm: record, mailbox: now.mailbox };
  if (crm === null || mailbox === null) return settled;
  const fields = Object.keys({ ...crm, ...mailbox, ...record, ...now.mailbox });
  const differs = (field: string): boolean =>
    equal(record[field], now.crm[field]) && !equal(record[field], now.mailbox[field]);
  const bases = { crm, mailbox };
  for (const side of SIDES) {
    const kept = fields.map((field): [string, Json | undefined] => [
      field,
      (differs(field) ? bases : settled)[side][field],
    ]);
    settled[side] = Object.fromEntries(kept.filter(([, value]) => value !== undefined)) as Item;
  }
  return settled;
}

function update(
  link: Link,
  side: Side,
  present: Present,
  work: Work,
  policy: Policy,
  context: PlanContext,
): LinkPlan {
  const { kind } = context;
  const { found, options, settled } = work;
  const target = side === 'crm' ? found.target.crm : kind.withPersonal(found.target.mailbox, present.item);
  const pairing = link.base.crm === null || link.base.mailbox === null;
  const mailPolicy = side === 'crm' ? 'none' : mailPolicyFor([present.item, target], link, context, pairing);
  if (mailPolicy === 'refused') return notSent(link);
  const ref = side === 'crm' ? link.recordRef : link.itemRef;
  if (ref === null) return rest(link, {});
  const whole = (base: Item | null, after: Item) =>
    patchBetween(base ?? {}, after, [...new Set([...Object.keys(base ?? {}), ...Object.keys(after)])]);
  return {
    link: { ...link, state: 'active', reason: policy.reason },
    step: {
      side,
      operation: 'update',
      ref,
      collection: ref.collection,
      correlationKey: link.correlationKey,
      expectedVersion: present.version,
      mailPolicy,
      patch: patchBetween(present.item, target, options.fields),
      target,
      settles:
        settled === null
          ? { crm: {}, mailbox: {} }
          : {
              crm: whole(link.base.crm, settled.crm),
              mailbox: whole(link.base.mailbox, settled.mailbox),
            },
    },
    lost: [...lostValues(found, side), ...unresolvedValues(found)],
    event: null,
    reason: policy.reason,
  };
}

function agreed(
  link: Link,
  settled: Readonly<Record<Side, Item>>,
  found: Merge,
  policy: Policy,
  now: Readonly<Record<Side, Item>>,
  options: MergeOptions,
  context: PlanContext,
): LinkPlan {
  const { kind } = context;
  const behind = policy.onlyOwn && !equalIn(kind.told(now.crm), kind.told(now.mailbox), options.fields);
  const first = link.base.crm === null || link.base.mailbox === null;
  const plan = rest(
    link,
    {
      base: settled,
      normaliserVersion: kind.normaliserVersion,
      state: behind ? 'awaiting-organizer' : 'active',
      reason: behind ? reason('awaiting-organizer') : policy.reason,
      decision: null,
    },
    first ? 'paired' : null,
  );
  return { ...plan, lost: unresolvedValues(found) };
}

/** What differs where nothing was agreed on before: both values stay, and are shown. */
function unresolvedValues(found: Merge): readonly LostValue[] {
  return found.leaves
    .filter((leaf) => leaf.unresolved === true)
    .map((leaf) => ({
      field: leaf.path.join('/'),
      losingSide: 'mailbox',
      losing: leafValue(leaf.now.mailbox),
      winning: leafValue(leaf.now.crm),
      unresolved: true,
    }));
}

/** The values that this write replaces although their side had changed them. */
function lostValues(found: Merge, side: Side): readonly LostValue[] {
  return found.leaves
    .filter((leaf) => leaf.loser === side)
    .map((leaf) => ({
      field: leaf.path.join('/'),
      losingSide: side,
      losing: leafValue(leaf.now[side]),
      winning: leafValue(leaf.target[side]),
    }));
}

/** Bases in today's normal form: a newer normaliser must not look like a person's edit. */
function basesOf(
  link: Link,
  item: Item,
  record: Item,
  context: PlanContext,
): Readonly<Record<Side, Item | null>> {
  if (link.base.crm === null || link.base.mailbox === null) return witnessBases(item, record, context);
  if (link.normaliserVersion === context.kind.normaliserVersion) return link.base;
  const renew = (base: Item | null): Item | null => (base === null ? null : context.kind.normalise(base));
  return { crm: renew(link.base.crm), mailbox: renew(link.base.mailbox) };
}

/**
 * The record as it is, and as it would be if only this attendee's own answer were taken over. Their own copy is believed
 * about it, whoever changed it in the record; what it takes the place of there is a value that lost.
 */
function ownOnly(link: Link, now: Readonly<Record<Side, Item>>, context: PlanContext): MergeInput {
  const { kind, settings } = context;
  const answered = (copy: Item, takesBack: boolean): Item =>
    applyPatch(now.crm, kind.ownParticipation(now.crm, copy, settings.addresses, !takesBack));
  const { crm, mailbox } = link.base;
  const paired = crm !== null && mailbox !== null;
  // A copy that says nothing takes back what it said before, and nothing else.
  const takesBack = paired && !equal(answered(mailbox, true), answered(now.mailbox, true));
  return {
    base: { crm: paired ? answered(crm, true) : now.crm, mailbox: now.crm },
    now: { crm: now.crm, mailbox: answered(now.mailbox, takesBack) },
  };
}

function settle(now: Readonly<Record<Side, Item>>): Pick<Link, 'base'> {
  return { base: now };
}

function equalIn(a: Item, b: Item, fields: readonly string[]): boolean {
  return fields.every((field) => equal(a[field], b[field]));
}
