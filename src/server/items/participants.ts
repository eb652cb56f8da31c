import type { ItemInView, ItemRole } from '../../contract/index.ts';

/** One address of an item, or a name without one. */
export interface Participant {
  readonly name: string;
  /** Bare, lower case; '' where Outlook knows none. */
  readonly address: string;
  /** In the order of the item, each once. */
  readonly roles: readonly ItemRole[];
}

/** The people of an item, each once, in its order; the first name that says more than the address counts. */
export function participantsOf(item: Pick<ItemInView, 'participants'>): readonly Participant[] {
  const byKey = new Map<string, Participant>();
  for (const { role, name, address: given } of item.participants) {
    const address = given.trim().toLowerCase();
    const key = address === '' ? `name ${name.trim().toLowerCase()}` : address;
    const before = byKey.get(key) ?? { name: '', address, roles: [] };
    const own = name.trim().toLowerCase() === address ? '' : name.trim();
    const roles = before.roles.includes(role) ? before.roles : [...before.roles, role];
    byKey.set(key, { name: before.name === '' ? own : before.name, address, roles });
  }
  return [...byKey.values()].filter(({ name, address }) => name !== '' || address !== '');
}

/** The part of an address after the last at sign; '' where there is none. */
export function domainOf(address: string): string {
  return address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '';
}
