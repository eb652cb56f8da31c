import type { Item, ItemKind } from '../item.ts';
import type { Link } from '../ports.ts';
import type { PumpSettings } from '../settings.ts';

/** Ids of the synchronised mailboxes of those whose meeting it is; none where the chair is no synchronised user. */
export function chairsMailboxes(
  item: Item,
  kind: ItemKind,
  { synchronised }: PumpSettings,
): readonly string[] {
  return kind.chairs(item).flatMap((address) => synchronised?.get(address) ?? []);
}

/** Whether the chair's own copy is kept out of the CRM: what they decided is not to be undone by an invitee's copy. */
export function isKeptOutByChair(
  item: Item,
  kind: ItemKind,
  copies: readonly Link[],
  settings: PumpSettings,
): boolean {
  const mailboxes = chairsMailboxes(item, kind, settings);
  const theirs = copies.filter(({ mailboxId, state }) => mailboxes.includes(mailboxId) && state !== 'ended');
  return theirs.length > 0 && theirs.every(isKeptOut);
}

function isKeptOut({ state, recordRef, reason }: Link): boolean {
  return state === 'dormant' && recordRef === null && KEEPING.includes(reason?.code ?? '');
}

/** Reasons by which somebody decided that an item is to have no record. */
const KEEPING: readonly string[] = ['private-kept-out', 'unmarked', 'not-marked', 'direction-none'];
