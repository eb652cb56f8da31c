import type { FieldRule, Item, ItemKind } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json } from './json.ts';
import type { Side } from './ports.ts';
import { SIDES, decide, entryPath, isBased, pair, setPath, valueAt } from './leaf.ts';
import type { Leaf, MergeInput, MergeOptions, Pair } from './leaf.ts';
import { asOneTime } from './one-time.ts';
import { carriedNow } from './carried-overrides.ts';
import { overrideLeaves } from './merge-overrides.ts';

/** What the merge found. */
export interface Merge {
  readonly leaves: readonly Leaf[];
  /** Each side as it shall be. */
  readonly target: Readonly<Record<Side, Item>>;
}

/** Merges two sides field by field against the two bases. Pure; time plays no part. */
export function merge(input: MergeInput, options: MergeOptions): Merge {
  const found: Leaf[] = [];
  const plain = options.fields.filter((field) => options.kind.fields[field]?.merge !== 'overrides');
  for (const field of plain) {
    const rule = options.kind.fields[field];
    if (rule !== undefined) found.push(...fieldLeaves(field, rule, input, options));
  }
  const leaves = asOneTime(found, input, options.kind);
  const target = targets(input.now, leaves, options.kind);
  const moved = { ...target };
  const overrides: Leaf[] = [];
  for (const field of options.fields.filter((name) => !plain.includes(name))) {
    overrides.push(...overrideLeaves(field, input, target, options));
    // Exceptions move along with their series before what was agreed on them is set.
    for (const side of SIDES) {
      const kept = carriedNow(field, side, input, target, options);
      moved[side] = setPath(target[side], [field], Object.keys(kept).length === 0 ? undefined : kept) as Item;
    }
  }
  const all = [...leaves, ...overrides].map((leaf) => asDoubted(leaf, input, options));
  return { leaves: all, target: targets(moved, overrides, options.kind) };
}

/**
 * What a side holds may be a person's edit that nobody can prove: it stays and is shown, and what takes its place now is on
 * record. Once somebody has changed it again, it is known for what it is.
 */
function asDoubted(leaf: Leaf, { base }: MergeInput, { doubtful = {} }: MergeOptions): Leaf {
  const [field = '', key = ''] = leaf.path;
  const side = doubtful[field] ?? doubtful[entryPath(field, key)];
  if (side === undefined || leaf.loser !== undefined || equal(leaf.now.crm, leaf.now.mailbox)) return leaf;
  const before = pair((one) => valueAt(base[one] ?? {}, leaf.path));
  if (!equal(before[side], leaf.now[side])) return leaf;
  if (leaf.writers.length === 0) return leaf.waiting === true ? leaf : { ...leaf, unresolved: true };
  return leaf.writers.includes(side) ? { ...leaf, loser: side } : leaf;
}

/** Sets every leaf's target on each side's item. */
function targets(
  from: Readonly<Record<Side, Item>>,
  leaves: readonly Leaf[],
  kind: ItemKind,
): Record<Side, Item> {
  const result = { ...from };
  for (const side of SIDES) {
    const same = leaves.every((leaf) => equal(leaf.target[side], leaf.now[side]));
    for (const leaf of same ? [] : leaves)
      result[side] = setPath(result[side], leaf.path, leaf.target[side]) as Item;
    result[side] = kind.normalise(result[side]);
  }
  return result;
}

function fieldLeaves(
  field: string,
  rule: FieldRule,
  input: MergeInput,
  options: MergeOptions,
): readonly Leaf[] {
  const now = pair((side) => input.now[side][field]);
  if (!isBased(field, input, options)) return firstLeaves(field, rule, now, options);
  const base = pair((side) => input.base[side]?.[field]);
  return rule.merge === 'map'
    ? mapLeaves(field, rule, base, now, options)
    : [leaf([field], rule, base, now, options)];
}

/** Maps meet entry by entry: one that only one side has stays there, one that both have is completed. */
function firstLeaves(field: string, rule: FieldRule, now: Pair, options: MergeOptions): readonly Leaf[] {
  const { crm, mailbox } = now;
  if (rule.merge !== 'map' || !isObject(crm) || !isObject(mailbox))
    return [firstLeaf([field], rule, now, options)];
  return [...new Set([...Object.keys(crm), ...Object.keys(mailbox)])]
    .sort()
    .flatMap((key): readonly Leaf[] => {
      const [one, other] = [crm[key], mailbox[key]];
      const entries: Pair = { crm: one, mailbox: other };
      if (!isObject(one) || !isObject(other)) {
        return [{ path: [field, key], now: entries, target: entries, writers: [], unresolved: true }];
      }
      const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
      return names.map((name) =>
        firstLeaf([field, key, name], rule, { crm: one[name], mailbox: other[name] }, options),
      );
    });
}

/** Without a base: equal or one side empty settles it, both set and different stay as they are and are shown. */
function firstLeaf(path: readonly string[], rule: FieldRule, now: Pair, options: MergeOptions): Leaf {
  if (equal(now.crm, now.mailbox)) return { path, now, target: now, writers: [] };
  if (rule.absenceCounts === true || (now.crm !== undefined && now.mailbox !== undefined)) {
    return { path, now, target: now, writers: [], unresolved: true };
  }
  if (options.fills === false) return { path, now, target: now, writers: [] };
  const value = now.crm ?? now.mailbox;
  const writer: Side = now.crm === undefined ? 'crm' : 'mailbox';
  if (!options.writable.includes(writer)) return { path, now, target: now, writers: [], waiting: true };
  return { path, now, target: { crm: value, mailbox: value }, writers: [writer] };
}

function mapLeaves(
  field: string,
  rule: FieldRule,
  base: Pair,
  now: Pair,
  options: MergeOptions,
): readonly Leaf[] {
  const maps = [base.crm, base.mailbox, now.crm, now.mailbox].map((value) => (isObject(value) ? value : {}));
  const keys = [...new Set(maps.flatMap((map) => Object.keys(map)))].sort();
  return keys.flatMap((key) => {
    const entryBase = pair((side) => entry(base[side], key));
    const entryNow = pair((side) => entry(now[side], key));
    const all = [entryBase.crm, entryBase.mailbox, entryNow.crm, entryNow.mailbox];
    if (!all.every((value) => isObject(value)))
      return [leaf([field, key], rule, entryBase, entryNow, options)];
    const names = [...new Set(all.flatMap((value) => Object.keys(value)))].sort();
    return names.map((name) =>
      leaf(
        [field, key, name],
        { ...rule, conflict: rule.entryConflict?.[name] ?? rule.conflict },
        pair((side) => entry(entryBase[side], name)),
        pair((side) => entry(entryNow[side], name)),
        options,
      ),
    );
  });
}

function leaf(path: readonly string[], rule: FieldRule, base: Pair, now: Pair, options: MergeOptions): Leaf {
  return { path, now, ...decide(rule, base, now, options) };
}

function entry(map: Json | undefined, key: string): Json | undefined {
  return isObject(map) ? map[key] : undefined;
}
