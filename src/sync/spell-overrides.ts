import type { Item } from './item.ts';
import { equal } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Side } from './ports.ts';
import { SIDES, otherSide } from './leaf.ts';
import type { Decision, Leaf, Pair } from './leaf.ts';

export type Form = 'base' | 'now';

/** The exceptions of all four forms, under the keys that they have once the series takes place as it shall. */
export interface Exceptions {
  readonly masters: Readonly<Record<Form, Readonly<Record<Side, Item>>>>;
  readonly overrides: Readonly<Record<Form, Readonly<Record<Side, JsonObject>>>>;
}

/** Turns resolved values back into patches: what equals the (new) master is left out. */
export function spelled(
  path: readonly [string, string, string],
  exceptions: Exceptions,
  target: Readonly<Record<Side, Item>>,
  decision: Decision,
  explicit: (form: Form, side: Side) => Json | undefined,
): Leaf {
  const [, id, name] = path;
  // Who took a statement back wants the occurrence to be like its series again, whatever that becomes.
  const isTakenBack = (side: Side): boolean =>
    explicit('base', side) !== undefined && explicit('now', side) === undefined;
  const spell = (side: Side): Json | undefined => {
    const source = decision.writers.includes(side) ? otherSide(side) : side;
    if (isTakenBack(source) && decision.writers.length > 0) return undefined;
    // Nothing to be written here: the side's own spelling stays.
    if (!decision.writers.includes(side) && !followsMaster(side)) return explicit('now', side);
    const value = decision.target[side];
    return equal(value, inherited(target[side], name, id)) ? undefined : (value ?? null);
  };
  const followsMaster = (side: Side): boolean =>
    !equal(target[side][name], exceptions.masters.now[side][name]);
  const spelledTarget: Pair = { crm: spell('crm'), mailbox: spell('mailbox') };
  const now: Pair = { crm: explicit('now', 'crm'), mailbox: explicit('now', 'mailbox') };
  const writers = SIDES.filter((side) => !equal(spelledTarget[side], now[side]));
  return { ...decision, path, now, target: spelledTarget, writers };
}

/** What a stated value of an occurrence stands for: undefined is its master's, null is none. */
export function orInherited(
  value: Json | undefined,
  master: Item,
  name: string,
  id: string,
): Json | undefined {
  if (value === undefined) return inherited(master, name, id);
  return value === null ? undefined : value;
}

/** What an occurrence has without an exception: its original start, and its master's other properties. */
function inherited(master: Item, name: string, id: string): Json | undefined {
  return name === 'start' ? id : master[name];
}
