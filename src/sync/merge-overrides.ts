import type { FieldRule, Item } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Side } from './ports.ts';
import { SIDES, decide } from './leaf.ts';
import type { Decision, Leaf, MergeInput, MergeOptions, Pair } from './leaf.ts';

type Form = 'base' | 'now';
const FORMS = ['base', 'now'] as const;

/** The exceptions of all four forms, under the keys that they have once the series begins where it shall. */
interface Exceptions {
  readonly masters: Readonly<Record<Form, Readonly<Record<Side, Item>>>>;
  readonly overrides: Readonly<Record<Form, Readonly<Record<Side, JsonObject>>>>;
}

/**
 * Merges exceptions by resolved occurrence: what an occurrence looks like counts, not how its patch spells it. A
 * property takes part where at least one side states it explicitly; what is merely inherited follows the master, and
 * an explicit statement beats an inherited change.
 */
export function overrideLeaves(
  field: string,
  input: MergeInput,
  target: Readonly<Record<Side, Item>>,
  options: MergeOptions,
): readonly Leaf[] {
  const { base, now } = input;
  // Where a series may not be moved back or forth, its exceptions can't be told apart by when they were to begin.
  if (!equal(target.crm['start'], target.mailbox['start'])) {
    const pair: Pair = { crm: now.crm[field], mailbox: now.mailbox[field] };
    return [{ path: [field], now: pair, target: pair, writers: [], waiting: true }];
  }
  const forms = {
    now,
    base: { crm: base.crm ?? now.crm, mailbox: base.mailbox ?? now.mailbox },
  };
  const rekeyed = (form: Form, side: Side): JsonObject =>
    options.kind.rekeyedOverrides(forms[form][side], target[side]);
  const exceptions: Exceptions = {
    masters: forms,
    overrides: {
      now: { crm: rekeyed('now', 'crm'), mailbox: rekeyed('now', 'mailbox') },
      base: { crm: rekeyed('base', 'crm'), mailbox: rekeyed('base', 'mailbox') },
    },
  };
  const ids = new Set(
    ['now', 'base'].flatMap((form) =>
      SIDES.flatMap((side) => Object.keys(exceptions.overrides[form as Form][side])),
    ),
  );
  const fresh = base.crm === null || base.mailbox === null;
  return [...ids]
    .sort()
    .flatMap((id) => occurrenceLeaves(field, id, exceptions, target, { ...options, fresh }));
}

function occurrenceLeaves(
  field: string,
  id: string,
  exceptions: Exceptions,
  target: Readonly<Record<Side, Item>>,
  options: MergeOptions & { readonly fresh: boolean },
): readonly Leaf[] {
  const rule = options.kind.fields[field];
  if (rule === undefined) return [];
  const patch = (form: Form, side: Side): JsonObject | undefined => {
    const value = exceptions.overrides[form][side][id];
    return isObject(value) ? value : undefined;
  };
  const all = FORMS.flatMap((form) => SIDES.map((side) => patch(form, side)));
  // An occurrence that one side excludes, adds ({}) or lacks altogether is one leaf; two exceptions merge by property.
  const missing = SIDES.filter((side) => FORMS.some((form) => patch(form, side) === undefined));
  const whole =
    all.some(
      (value) => value?.['excluded'] === true || (value !== undefined && Object.keys(value).length === 0),
    ) || missing.some((side) => !options.kind.occurs(target[side], id));
  if (whole || options.fresh) return [wholeLeaf(field, id, rule, patch, options)];
  const names = [...new Set(all.flatMap((value) => Object.keys(value ?? {})))].sort();
  return names.map((name) => propertyLeaf([field, id, name], rule, exceptions, target, options));
}

function wholeLeaf(
  field: string,
  id: string,
  rule: FieldRule,
  patch: (form: Form, side: Side) => JsonObject | undefined,
  options: MergeOptions & { readonly fresh: boolean },
): Leaf {
  const now: Pair = { crm: patch('now', 'crm'), mailbox: patch('now', 'mailbox') };
  const none: Pair = { crm: undefined, mailbox: undefined };
  const base: Pair = options.fresh ? none : { crm: patch('base', 'crm'), mailbox: patch('base', 'mailbox') };
  const path = [field, id];
  if (options.fresh && now.crm !== undefined && now.mailbox !== undefined && !equal(now.crm, now.mailbox)) {
    return { path, now, target: now, writers: [], unresolved: true };
  }
  // Taking an occurrence away loses against changing it: nobody's edit disappears in a cancellation.
  const edited = SIDES.filter(
    (side) => !equal(now[side], base[side]) && now[side] !== undefined && !isExcluded(now[side]),
  );
  const bothChanged = SIDES.every((side) => !equal(now[side], base[side]));
  const [editor] = edited;
  const organizer = bothChanged && edited.length === 1 && editor !== undefined ? editor : options.organizer;
  return { path, now, ...decide(rule, base, now, { writable: options.writable, organizer }) };
}

function isExcluded(patch: Json | undefined): boolean {
  return isObject(patch) && patch['excluded'] === true;
}

function propertyLeaf(
  path: readonly [string, string, string],
  rule: FieldRule,
  exceptions: Exceptions,
  target: Readonly<Record<Side, Item>>,
  options: MergeOptions,
): Leaf {
  const [, id, name] = path;
  const explicit = (form: Form, side: Side): Json | undefined => {
    const patch = exceptions.overrides[form][side][id];
    return isObject(patch) ? patch[name] : undefined;
  };
  const resolved = (form: Form, side: Side): Json | undefined =>
    orInherited(explicit(form, side), exceptions.masters[form][side], name, id);
  // A side that states nothing, before and now, only follows its master: that is no change of this occurrence. One that
  // begins to state something has changed it, even if only to stay behind its master (null: no value equals that).
  const before = (side: Side): Json | undefined => {
    if (explicit('base', side) !== undefined) return resolved('base', side);
    return explicit('now', side) === undefined ? resolved('now', side) : null;
  };
  const base: Pair = { crm: before('crm'), mailbox: before('mailbox') };
  const now: Pair = { crm: resolved('now', 'crm'), mailbox: resolved('now', 'mailbox') };
  const decision = decide(rule, base, now, options);
  return spelled(path, exceptions, target, decision, explicit);
}

/** Turns resolved values back into patches: what equals the (new) master is left out. */
function spelled(
  path: readonly [string, string, string],
  exceptions: Exceptions,
  target: Readonly<Record<Side, Item>>,
  decision: Decision,
  explicit: (form: Form, side: Side) => Json | undefined,
): Leaf {
  const [, id, name] = path;
  const spell = (side: Side): Json | undefined => {
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

function orInherited(value: Json | undefined, master: Item, name: string, id: string): Json | undefined {
  if (value === undefined) return inherited(master, name, id);
  return value === null ? undefined : value;
}

/** What an occurrence has without an exception: its original start, and its master's other properties. */
function inherited(master: Item, name: string, id: string): Json | undefined {
  return name === 'start' ? id : master[name];
}
