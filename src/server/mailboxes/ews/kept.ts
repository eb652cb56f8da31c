import type { Json, JsonObject } from '../../../sync/json.ts';
import { equal, isObject } from '../../../sync/json.ts';
import type { Element } from './element.ts';
import { extendedValue, KEPT } from './own-properties.ts';
import type { KeptZone } from './time.ts';

/**
 * What an item means beyond what Exchange can hold. Exchange has three priorities, one reminder, one rule per series;
 * the canonical form has more. So that nothing is lost, what was meant is kept on the item itself, beside how the item
 * reads without it. As long as the item still reads that way, it means what was kept; once a person changed it, the
 * change counts and what was kept is void.
 */
export interface Kept {
  readonly zone: KeptZone | null;
  readonly leaves: readonly KeptLeaf[];
}

/** A property, or a participant, or a property of a participant. `null` is absent. */
export interface KeptLeaf {
  readonly path: readonly string[];
  readonly reads: Json;
  readonly is: Json;
}

const NOTHING_KEPT: Kept = { zone: null, leaves: [] };

/** The text would be cut by servers beyond this. */
const LONGEST = 16_000;

/** What is kept on an item. What isn't ours, or not whole, is nothing. */
export function readKept(item: Element): Kept {
  const text = extendedValue(item, KEPT);
  if (text === null) return NOTHING_KEPT;
  try {
    const value = JSON.parse(text) as Json;
    if (!isObject(value)) return NOTHING_KEPT;
    return { zone: zoneOf(value['zone']), leaves: leavesOf(value['leaves']) };
  } catch {
    return NOTHING_KEPT;
  }
}

function zoneOf(value: Json | undefined): KeptZone | null {
  if (!isObject(value) || typeof value['reads'] !== 'string') return null;
  return { reads: value['reads'], is: typeof value['is'] === 'string' ? value['is'] : null };
}

function leavesOf(value: Json | undefined): readonly KeptLeaf[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: Json): readonly KeptLeaf[] => {
    if (!Array.isArray(entry)) return [];
    const [path, reads, is] = entry as readonly (Json | undefined)[];
    if (!Array.isArray(path) || reads === undefined || is === undefined) return [];
    return [{ path: path.filter((name: Json): name is string => typeof name === 'string'), reads, is }];
  });
}

/** As it is written on the item; null when there is nothing to keep. */
export function keptText(kept: Kept): string | null {
  if (kept.zone === null && kept.leaves.length === 0) return null;
  const leaves = kept.leaves.map(({ path, reads, is }) => [path, reads, is]);
  const text = JSON.stringify({ ...(kept.zone === null ? {} : { zone: kept.zone }), leaves });
  return text.length > LONGEST ? null : text;
}

/** The properties as they are meant. */
export function applyKept(properties: JsonObject, kept: Kept): JsonObject {
  return kept.leaves.reduce(
    (item, { path, reads, is }) => (equal(leafOf(item, path), reads) ? withLeaf(item, path, is) : item),
    properties,
  );
}

/** What has to be kept so that an item which reads as `reads` means `is`. Both in normal form; of these properties. */
export function leavesBetween(
  reads: JsonObject,
  is: JsonObject,
  names: readonly string[],
): readonly KeptLeaf[] {
  return names.flatMap((name) =>
    differences([name], reads[name] ?? null, is[name] ?? null, name === 'participants' ? 2 : 0),
  );
}

function differences(path: readonly string[], reads: Json, is: Json, depth: number): readonly KeptLeaf[] {
  if (equal(reads, is)) return [];
  if (depth === 0 || !isObject(reads) || !isObject(is)) return [{ path, reads, is }];
  // Whoever Exchange adds (the organiser, if nobody else is) takes part: nobody is hidden.
  const keys = depth === 2 ? Object.keys(is) : [...new Set([...Object.keys(reads), ...Object.keys(is)])];
  return keys.flatMap((key) => differences([...path, key], reads[key] ?? null, is[key] ?? null, depth - 1));
}

function leafOf(item: JsonObject, path: readonly string[]): Json {
  return path.reduce<Json>((value, name) => (isObject(value) ? (value[name] ?? null) : null), item);
}

function withLeaf(item: JsonObject, path: readonly string[], value: Json): JsonObject {
  const [head, ...rest] = path;
  if (head === undefined) return item;
  const { [head]: current, ...others } = item;
  if (rest.length > 0) {
    // A participant that is gone takes what was kept of them along.
    return isObject(current) ? { ...item, [head]: withLeaf(current, rest, value) } : item;
  }
  return value === null ? others : { ...item, [head]: value };
}
