import { applyPatch } from './item.ts';
import type { Item, ItemKind } from './item.ts';
import { equal } from './json.ts';
import { SIDES } from './leaf.ts';
import type { Agreed, Link, Side } from './ports.ts';
import { itemOf } from './step.ts';
import type { LinkPlan, PlanContext } from './step.ts';

type Sides = Readonly<Record<Side, Item | null>>;

/**
 * A plan for a link that says since when the two sides have agreed on what they agree on: of several mailboxes' links to one
 * record the latest knows best what it said. What was only looked at was so when the lease was given, or later; a worker that
 * froze meanwhile has seen old things. What is written to the record it says from now on.
 */
export function dated(before: Link, plan: LinkPlan, { kind, time }: PlanContext): LinkPlan {
  const { link, step } = plan;
  const looked = Math.max(time.looked, before.agreed.at ?? 0);
  const isAnew = SIDES.some((side) => !equal(link.base[side] ?? undefined, before.base[side] ?? undefined));
  const agreed = isAnew
    ? agreedAt(looked, before, link.base, link.agreed, held(link, kind))
    : keepingTime(link, before);
  if (step === null || step.agrees === null)
    return agreed === link.agreed ? plan : { ...plan, link: { ...link, agreed } };
  const { side, settles, target } = step;
  const settled = {
    crm: applyPatch(link.base.crm ?? {}, settles.crm) as Item,
    mailbox: applyPatch(link.base.mailbox ?? {}, settles.mailbox) as Item,
  };
  const seen = held(link, kind);
  const written = target === null ? seen : { ...seen, [side]: kind.shared(target) };
  const at = side === 'crm' ? time.now : looked;
  const agrees = agreedAt(at, before, settled, step.agrees, written);
  return { ...plan, link: { ...link, agreed }, step: { ...step, agrees } };
}

/** What is agreed on from then on; what still waits to be agreed on was agreed on before. */
function agreedAt(at: number, before: Link, base: Sides, agrees: Agreed, now: Sides): Agreed {
  const { at: _at, older: _older, ...agreed } = agrees;
  const waits = (field: string): boolean =>
    SIDES.every((side) => equal(base[side]?.[field], before.base[side]?.[field])) &&
    SIDES.some((side) => !equal(base[side]?.[field], now[side]?.[field]));
  const older = agreed.fields
    .filter(waits)
    .map((field) => [field, agreedSince(before.agreed, field)] as const);
  return older.length === 0 ? { ...agreed, at } : { ...agreed, at, older: Object.fromEntries(older) };
}

/** Since when two sides have agreed on a field (epoch milliseconds by the ledger's clock); 0 where nobody knows. */
export function agreedSince({ at = 0, older = {} }: Agreed, field: string): number {
  return older[field] ?? at;
}

function keepingTime({ agreed }: Link, before: Link): Agreed {
  const { at, older } = before.agreed;
  if (at === agreed.at && older === agreed.older) return agreed;
  const { at: _at, older: _older, ...rest } = agreed;
  return { ...rest, ...(at === undefined ? {} : { at }), ...(older === undefined ? {} : { older }) };
}

/** What the two sides are known to hold. */
function held({ observed }: Link, kind: ItemKind): Sides {
  const of = (side: Side): Item | null => {
    const item = itemOf(observed[side]);
    return item === null ? null : kind.shared(item);
  };
  return { crm: of('crm'), mailbox: of('mailbox') };
}
