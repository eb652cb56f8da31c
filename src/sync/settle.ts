import type { Item, Patch } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { SIDES, setPath } from './leaf.ts';
import type { Leaf, MergeInput, MergeOptions } from './leaf.ts';
import type { Merge } from './merge.ts';
import type { Side } from './ports.ts';

/** The properties of `now` that have to become those of `target`; null removes one. */
export function patchBetween(now: JsonObject, target: JsonObject, fields: readonly string[]): Patch {
  const changed = fields.filter((field) => !equal(now[field], target[field]));
  return Object.fromEntries(changed.map((field): [string, Json] => [field, target[field] ?? null]));
}

/**
 * The bases that hold once `written` has been written (null: as things stand). A leaf that another side still has to
 * be written for keeps its old base: that is what remembers the work which is left.
 */
export function settledBases(
  input: MergeInput,
  found: Merge,
  written: Side | null,
  options: MergeOptions,
): Readonly<Record<Side, Item>> {
  const open = openFields(found, written);
  const settled = found.leaves.filter(
    (leaf) => isDone(leaf, written) && !(isOverride(leaf, options) && dependsOn(leaf, open)),
  );
  const { crm, mailbox } = input.base;
  // Nothing was compared, because nothing has changed.
  if (found.leaves.length === 0 && crm !== null && mailbox !== null) return { crm, mailbox };
  const bases = {} as Record<Side, Item>;
  for (const side of SIDES) bases[side] = settledBase(side, input, found, settled, options);
  return bases;
}

/**
 * The fields of which those bases tell. While a new mapping or normaliser has left one open, they say nothing of it; where
 * two sides only just met, they say that it was on neither side, so that it still travels.
 */
export function settledFields(
  found: Merge,
  written: Side | null,
  { fields, baseless = [], fills }: MergeOptions,
): readonly string[] {
  const open = fills === false ? openFields(found, written) : new Set();
  return fields.filter((field) => !(baseless.includes(field) && open.has(field)));
}

function isDone(leaf: Leaf, written: Side | null): boolean {
  return leaf.waiting !== true && leaf.writers.every((writer) => writer === written);
}

function openFields(found: Merge, written: Side | null): ReadonlySet<string | undefined> {
  return new Set(found.leaves.filter((leaf) => !isDone(leaf, written)).map((leaf) => leaf.path[0]));
}

function isOverride(leaf: Leaf, { kind }: MergeOptions): boolean {
  return kind.fields[leaf.path[0] ?? '']?.merge === 'overrides';
}

/** An exception is spelled by how it differs from its series: while what it speaks of is open there, so is the exception. */
function dependsOn(leaf: Leaf, open: ReadonlySet<string | undefined>): boolean {
  const [, occurrence, name] = leaf.path;
  if (occurrence === undefined || open.size === 0) return false;
  if (name !== undefined) return open.has(name);
  const patches = SIDES.flatMap((side) => [leaf.now[side], leaf.target[side]]).filter((patch) =>
    isObject(patch),
  );
  return patches.length === 0 || patches.some((patch) => Object.keys(patch).some((key) => open.has(key)));
}

function settledBase(
  side: Side,
  input: MergeInput,
  found: Merge,
  settled: readonly Leaf[],
  options: MergeOptions,
): Item {
  const { kind, fields } = options;
  const before = knownBase(side, input, options);
  const plain = settled.filter((leaf) => !isOverride(leaf, options));
  const base = plain.reduce<JsonObject>(
    (item, leaf) => setPath(item, leaf.path, leaf.target[side]),
    before,
  ) as Item;
  const [overridesField] = fields.filter((field) => kind.fields[field]?.merge === 'overrides');
  if (overridesField === undefined) return kind.normalise(base);
  const { kept } = kind.carryOverrides(before, base);
  const { [overridesField]: _old, ...bare } = base;
  const moved: JsonObject = Object.keys(kept).length === 0 ? bare : { ...bare, [overridesField]: kept };
  // The leaves of exceptions are spelled for the series as it shall take place; while that is not settled, neither are they.
  if (!equal(kept, kind.carryOverrides(before, found.target[side]).kept))
    return kind.normalise(moved as Item);
  const overrides = settled.filter((leaf) => isOverride(leaf, options));
  const spelled = overrides.reduce<JsonObject>(
    (item, leaf) => setPath(item, leaf.path, leaf.target[side]),
    moved,
  );
  if (spelled[overridesField] === undefined) return kind.normalise(bare as Item);
  // What the base knows of the series is older: under its keys they are no news there.
  const from = { ...found.target[side], [overridesField]: spelled[overridesField] };
  return kind.normalise({ ...bare, [overridesField]: kind.carryOverrides(from, base).kept } as Item);
}

/** The base of a side as far as it tells anything; without one, who the item is and nothing that was agreed on. */
function knownBase(side: Side, { base, now }: MergeInput, { fields, baseless = [] }: MergeOptions): Item {
  const before = base[side];
  if (before === null) return without(now[side], fields);
  return baseless.length === 0 ? before : without(before, baseless);
}

/** An item without these properties. */
export function without(item: Item, fields: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !fields.includes(name))) as Item;
}

/**
 * Whether a side holds what its base says. Properties that only the other side can hold don't count.
 */
export function unchanged(base: Item | null, now: Item, fields: readonly string[]): boolean {
  return base !== null && fields.every((field) => equal(base[field], now[field]));
}
