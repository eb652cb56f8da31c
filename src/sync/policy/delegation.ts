import type { ItemKind } from '../item.ts';
import type { PumpSettings } from '../settings.ts';

/**
 * A kind as it is to somebody who keeps calendars in other people's names: what belongs to one of those is theirs to
 * change, as they could in Outlook, unless that person's own mailbox is synchronised and speaks for itself.
 */
export function actedFor(kind: ItemKind, { actingFor = [], synchronised }: PumpSettings): ItemKind {
  const silent = actingFor.filter((address) => synchronised?.get(address) === undefined);
  if (silent.length === 0) return kind;
  return { ...kind, role: (item, addresses) => kind.role(item, [...addresses, ...silent]) };
}
