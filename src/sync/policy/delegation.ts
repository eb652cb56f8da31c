import type { Item, ItemKind } from '../item.ts';
import type { PumpSettings } from '../settings.ts';
import { takesPart } from '../taken-off.ts';

/**
 * A kind as it is to somebody who keeps calendars in other people's names: what belongs to one of those is theirs to
 * change, as they could in Outlook, unless that person's own mailbox is synchronised and speaks for itself. Where they take part
 * themselves, it is their own copy: of two who keep one calendar, whoever is invited by the other has an invitation.
 */
export function actedFor(kind: ItemKind, { actingFor = [], synchronised }: PumpSettings): ItemKind {
  const silent = actingFor.filter((address) => synchronised?.get(address) === undefined);
  if (silent.length === 0) return kind;
  const kept = (item: Item, own: readonly string[]): readonly string[] =>
    takesPart(item, own) ? [] : silent;
  return { ...kind, role: (item, addresses) => kind.role(item, [...addresses, ...kept(item, addresses)]) };
}
