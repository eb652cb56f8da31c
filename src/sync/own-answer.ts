import { applyPatch } from './item.ts';
import type { Item } from './item.ts';
import { equal } from './json.ts';
import type { Json } from './json.ts';
import { SIDES } from './leaf.ts';
import type { MergeInput } from './leaf.ts';
import type { Link, Side } from './ports.ts';
import type { PlanContext } from './step.ts';

/**
 * The record as it is, and as it would be if only this attendee's own answer were taken over. Their own copy is believed
 * about it, whoever changed it in the record; what it takes the place of there is a value that lost.
 */
export function ownOnly(link: Link, now: Readonly<Record<Side, Item>>, context: PlanContext): MergeInput {
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

/**
 * A base of an invitee's copy that knows of their own answer what the record does: another one is news to it, for whenever it may
 * be told (decision 007).
 */
export function untoldOfOneself(base: Item, record: Item, item: Item, { kind, settings }: PlanContext): Item {
  const { addresses } = settings;
  if (kind.role(item, addresses) !== 'attendee') return base;
  // A copy that says nothing has nothing to tell.
  const isTold = equal(applyPatch(record, kind.ownParticipation(record, item, addresses, true)), record);
  return isTold ? base : applyPatch(base, kind.ownParticipation(base, record, addresses, false));
}

/** Where only the own answer may flow, a field in which copy and record differ is not agreed on: its base stays. */
export function ownSettled(link: Link, record: Item, now: Readonly<Record<Side, Item>>): Record<Side, Item> {
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
