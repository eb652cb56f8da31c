import type { FieldRule, Item, ItemKind } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Side } from './ports.ts';

/** The two sides, in the order in which they are written. */
export const SIDES: readonly Side[] = ['crm', 'mailbox'];

/** The other side. */
export function otherSide(side: Side): Side {
  return side === 'crm' ? 'mailbox' : 'crm';
}

/** An entry of a map, as it is named where fields are. */
export function entryPath(field: string, key: string): string {
  return `${field}/${key}`;
}

/** The field that such a name is of. */
export function fieldOf(path: string): string {
  return path.split('/', 1)[0] ?? path;
}

/** A value on each side; undefined is absent. */
export type Pair = Readonly<Record<Side, Json | undefined>>;

/** What became of one value. */
export interface Decision {
  readonly target: Pair;
  /** The sides that have to be written for it; a leaf without one is settled as it stands. */
  readonly writers: readonly Side[];
  /** A change that may not travel: its base stays behind, so that it is still a change tomorrow. */
  readonly waiting?: true;
  /** Both sides changed it differently: whose value lost. */
  readonly loser?: Side;
  /** Both have a value, they differ, and no base tells who changed it: both are kept. */
  readonly unresolved?: true;
}

/** The smallest thing that is merged: a property, an entry of a map, or a property of an entry. */
export interface Leaf extends Decision {
  readonly path: readonly string[];
  readonly now: Pair;
}

/** Which sides' changes may travel: a side that is not listed is never written. */
export interface MergeOptions {
  readonly kind: ItemKind;
  readonly fields: readonly string[];
  readonly writable: readonly Side[];
  /** Whose value wins where a field's policy names the organiser. */
  readonly organizer: Side;
  /** Fields of which the bases say nothing although there are bases. */
  readonly baseless?: readonly string[];
  /**
   * Whether what only one side has is filled in on the other where no base tells who changed it (default: yes, as two
   * sides meet). Not where the base is missing because of a new mapping or normaliser: those write nothing by themselves.
   */
  readonly fills?: boolean;
  /** Fields, or entries of maps, of which a side's base may hide a person's edit (Agreed). */
  readonly doubtful?: Readonly<Record<string, Side>>;
}

/** The four forms that are compared; bases are null before the first agreement. Items are shared forms. */
export interface MergeInput {
  readonly base: Readonly<Record<Side, Item | null>>;
  readonly now: Readonly<Record<Side, Item>>;
}

/** Whether the bases tell who changed a field. */
export function isBased(field: string, { base }: MergeInput, { baseless = [] }: MergeOptions): boolean {
  return base.crm !== null && base.mailbox !== null && !baseless.includes(field);
}

/** The heart of the merge: who changed a value since its base, and what follows. */
export function decide(
  rule: FieldRule,
  base: Pair,
  now: Pair,
  options: Pick<MergeOptions, 'writable' | 'organizer'>,
): Decision {
  const changed = SIDES.filter((side) => !equal(now[side], base[side]));
  const [first] = changed;
  if (first === undefined || equal(now.crm, now.mailbox)) return { target: now, writers: [] };
  const winner = changed.length === 1 ? first : winnerOf(rule, options);
  const loser = otherSide(winner);
  if (!options.writable.includes(loser)) return { target: now, writers: [], waiting: true };
  const target: Pair = { crm: now[winner], mailbox: now[winner] };
  return { target, writers: [loser], ...(changed.length === 2 ? { loser } : {}) };
}

/** Where only one side may be written the other one is the authority, whatever the field says. */
function winnerOf(rule: FieldRule, options: Pick<MergeOptions, 'writable' | 'organizer'>): Side {
  const [only, another] = options.writable;
  if (only !== undefined && another === undefined) return otherSide(only);
  return rule.conflict === 'crm' ? 'crm' : options.organizer;
}

/**
 * Sets or removes (undefined) a value deep inside. Removing never makes a container; a property whose map becomes
 * empty disappears, an entry of a map may become empty. What already is as it shall be is the same object afterwards.
 */
export function setPath(
  object: JsonObject,
  path: readonly string[],
  value: Json | undefined,
  depth = 0,
): JsonObject {
  const head = path[depth];
  if (head === undefined) return object;
  const current = object[head];
  if (depth === path.length - 1) return setProperty(object, head, value);
  if (value === undefined && !isObject(current)) return object;
  const inner = setPath(isObject(current) ? current : {}, path, value, depth + 1);
  return inner === current ? object : { ...object, [head]: inner };
}

function setProperty(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (object[name] === value) return object;
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _gone, ...others } = object;
  return others;
}

/** The value deep inside; undefined when there is none. */
export function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}

/** A pair from a function of the side. */
export function pair(of: (side: Side) => Json | undefined): Pair {
  return { crm: of('crm'), mailbox: of('mailbox') };
}
