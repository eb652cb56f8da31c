import type { Item } from './item.ts';
import type { MergeInput, MergeOptions } from './leaf.ts';
import { lostValues, unresolvedValues } from './lost-values.ts';
import { merge } from './merge.ts';
import type { Link, LostValue } from './ports.ts';
import { settledBases, settledFields } from './settle.ts';
import type { PlanContext } from './step.ts';

/** A link whose owner has said that the mailbox stays as it is, and the values that are shown because of it. */
export interface LeftAsItIs {
  readonly link: Link;
  readonly lost: readonly LostValue[];
}

/**
 * What waited to be written in the mailbox is agreed on as it stands on either side: nobody is asked for it again. What its owner has
 * written there meanwhile was none of it, and is still to be told.
 */
export function leftAsItIs(
  link: Link,
  input: MergeInput,
  options: MergeOptions,
  { kind }: PlanContext,
): LeftAsItIs {
  const merged = merge(input, options);
  const leaves = merged.leaves.map((leaf) =>
    leaf.writers.includes('mailbox') ? { ...leaf, target: leaf.now, writers: [] } : leaf,
  );
  const target = { crm: merged.target.crm, mailbox: input.now.mailbox } satisfies Record<string, Item>;
  const found = { leaves, target };
  const agreed = { normaliser: kind.normaliserVersion, fields: settledFields(found, null, options) };
  const base = settledBases(input, found, null, options);
  // What its owner has written over something that the CRM wrote, too, stays there, and does not get to the record.
  const kept = lostValues(merged, 'mailbox').map((value) => ({ ...value, unresolved: true as const }));
  return {
    link: { ...link, base, agreed, state: 'active', reason: null, decision: null },
    lost: [...unresolvedValues(found), ...kept],
  };
}
