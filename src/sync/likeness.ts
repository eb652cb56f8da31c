import type { Item, ItemKind } from './item.ts';

/**
 * Whether an item and a record that know nothing of each other are the same thing. `perhaps`: it can't be told from what
 * may be compared.
 */
export type Alike = 'same' | 'perhaps' | 'different';

/** What of an item is compared, and what of it is known. */
export interface Compared {
  readonly item: Item;
  /** Only when it takes place is known of it: its owner keeps it private. */
  readonly withheld: boolean;
}

/**
 * Whether two items look like the same thing: they take place at the same times, and have the same title and chair; who
 * chairs may be unknown on one side. Symmetric. Of what is withheld nothing but the time is compared, so that nothing else
 * of it can be told from the answer.
 */
export function alike(a: Compared, b: Compared, kind: ItemKind): Alike {
  const [one, other] = [kind.likeness(a.item), kind.likeness(b.item)];
  if (one.when !== other.when) return 'different';
  if (one.what === other.what) return chairsAgree(a.item, b.item, kind) ? 'same' : 'different';
  return a.withheld || b.withheld ? 'perhaps' : 'different';
}

function chairsAgree(a: Item, b: Item, kind: ItemKind): boolean {
  const [one, other] = [kind.chairs(a), kind.chairs(b)];
  return one.length === 0 || other.length === 0 || one.some((address) => other.includes(address));
}
