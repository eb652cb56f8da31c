import type { ItemKind } from './item.ts';
import { equal } from './json.ts';
import { otherSide } from './leaf.ts';
import type { Leaf, MergeInput } from './leaf.ts';

/**
 * A local time says nothing without its zone: where two sides spell their times in different zones, what one side takes of
 * the other's time it takes as a whole. And where they only spell it differently, there is nothing to decide.
 */
export function asOneTime(leaves: readonly Leaf[], { now }: MergeInput, kind: ItemKind): readonly Leaf[] {
  const isOpen = ({ path, now: values }: Leaf): boolean =>
    kind.fields[path[0] ?? '']?.ofTime === true && !equal(values.crm, values.mailbox);
  const open = leaves.filter(isOpen);
  if (open.length === 0) return leaves;
  const [writer, another] = new Set(open.flatMap(({ writers }) => writers));
  if (writer !== undefined && another === undefined) {
    return leaves.map((leaf) => {
      if (!isOpen(leaf) || leaf.writers.length > 0 || leaf.waiting === true) return leaf;
      const value = leaf.now[otherSide(writer)];
      return { path: leaf.path, now: leaf.now, target: { crm: value, mailbox: value }, writers: [writer] };
    });
  }
  if (writer !== undefined || !open.some(({ unresolved }) => unresolved === true)) return leaves;
  if (kind.likeness(now.crm).when !== kind.likeness(now.mailbox).when) return leaves;
  return leaves.map((leaf) =>
    isOpen(leaf) && leaf.unresolved === true
      ? { path: leaf.path, now: leaf.now, target: leaf.target, writers: [] }
      : leaf,
  );
}
