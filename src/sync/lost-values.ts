import { isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Merge } from './merge.ts';
import type { LostValue, Side } from './ports.ts';

/** What differs where nothing was agreed on before: both values stay, and are shown. */
export function unresolvedValues(found: Merge): readonly LostValue[] {
  return found.leaves
    .filter((leaf) => leaf.unresolved === true)
    .map((leaf) => ({
      field: leaf.path.join('/'),
      losingSide: 'mailbox',
      losing: leafValue(leaf.now.mailbox),
      winning: leafValue(leaf.now.crm),
      unresolved: true,
    }));
}

/** The values that this write replaces although their side had changed them. */
export function lostValues(found: Merge, side: Side): readonly LostValue[] {
  return found.leaves
    .filter((leaf) => leaf.loser === side)
    .map((leaf) => ({
      field: leaf.path.join('/'),
      losingSide: side,
      losing: leafValue(leaf.now[side]),
      winning: leafValue(leaf.target[side]),
    }));
}

/** The value at a leaf's path, as an object that a conflict record can keep. */
export function leafValue(value: Json | undefined): JsonObject {
  if (value === undefined) return {};
  return isObject(value) ? value : { value };
}
