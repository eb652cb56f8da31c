import type { Item } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Side } from './ports.ts';
import { SIDES } from './leaf.ts';
import type { Leaf, MergeInput, MergeOptions, Pair } from './leaf.ts';
import type { Exceptions } from './spell-overrides.ts';

/** The exceptions of all four forms, keyed as in the series as it shall take place. */
export function carried(
  field: string,
  input: MergeInput,
  target: Readonly<Record<Side, Item>>,
  options: MergeOptions,
): Exceptions {
  const { base, now } = input;
  const before = { crm: base.crm ?? now.crm, mailbox: base.mailbox ?? now.mailbox };
  const known = (side: Side): JsonObject => options.kind.carryOverrides(before[side], target[side]).kept;
  const stated = (side: Side): JsonObject => carriedNow(field, side, input, target, options);
  return {
    masters: { base: before, now },
    overrides: {
      base: { crm: known('crm'), mailbox: known('mailbox') },
      now: { crm: stated('crm'), mailbox: stated('mailbox') },
    },
  };
}

/**
 * The exceptions of a side under the keys that they have once its series takes place as it shall. Those that went with a
 * change of the series that does not prevail are among them: nobody took them away.
 */
export function carriedNow(
  field: string,
  side: Side,
  { base, now }: MergeInput,
  target: Readonly<Record<Side, Item>>,
  { kind }: MergeOptions,
): JsonObject {
  const { kept } = kind.carryOverrides(now[side], target[side]);
  const before = base[side];
  const known = before?.[field];
  if (before === null || !isObject(known)) return kept;
  const all = Object.entries(known);
  if (Object.keys(kind.carryOverrides(before, now[side]).kept).length === all.length) return kept;
  const isGone = ([id, patch]: readonly [string, Json]): boolean =>
    Object.keys(kind.carryOverrides({ ...before, [field]: { [id]: patch } }, now[side]).kept).length === 0;
  const went = { ...before, [field]: Object.fromEntries(all.filter(isGone)) };
  return { ...kind.carryOverrides(went, target[side]).kept, ...kept };
}

/**
 * What a side changed in an occurrence that the series, changed by the other side, no longer has: it can't be kept, and
 * would come back as a date of its own; so it is a value that lost.
 */
export function orphanLeaves(
  field: string,
  { base, now }: MergeInput,
  target: Readonly<Record<Side, Item>>,
  { kind }: MergeOptions,
): readonly Leaf[] {
  return SIDES.flatMap((side) => {
    const { orphaned } = kind.carryOverrides(now[side], target[side]);
    const before = base[side];
    if (before === null || Object.keys(orphaned).length === 0) return [];
    const known = kind.carryOverrides(before, now[side]).kept;
    const none: Pair = { crm: undefined, mailbox: undefined };
    return Object.entries(orphaned)
      .filter(([id, patch]) => !equal(patch, known[id]))
      .map(([id, patch]): Leaf => {
        const stated: Pair = { ...none, [side]: patch };
        return { path: [field, id], now: stated, target: none, writers: [side], loser: side };
      });
  });
}
