import type { FieldRule, Item } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Side } from './ports.ts';
import { SIDES, decide, isBased, otherSide, pair } from './leaf.ts';
import type { Leaf, MergeInput, MergeOptions, Pair } from './leaf.ts';
import { carried, carriedNow, orphanLeaves } from './carried-overrides.ts';
import { orInherited, spelled } from './spell-overrides.ts';
import type { Exceptions, Form } from './spell-overrides.ts';

const FORMS = ['base', 'now'] as const;

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
  const { now } = input;
  // Where a series may not be moved back or forth, its exceptions can't be told apart by when they were to begin.
  if (!equal(target.crm['start'], target.mailbox['start'])) {
    // Those of dates that either series no longer has go with them.
    const left = pair((side) => nonEmpty(carriedNow(field, side, input, target, options)));
    const stated = pair((side) => now[side][field]);
    const whole: Leaf = { path: [field], now: stated, target: left, writers: [], waiting: true };
    return [whole, ...orphanLeaves(field, input, target, options)];
  }
  const exceptions = carried(field, input, target, options);
  const { overrides } = exceptions;
  const ids = new Set(FORMS.flatMap((form) => SIDES.flatMap((side) => Object.keys(overrides[form][side]))));
  const fresh = !isBased(field, input, options);
  return [
    ...orphanLeaves(field, input, target, options),
    ...[...ids]
      .sort()
      .flatMap((id) => occurrenceLeaves(field, id, exceptions, target, { ...options, fresh })),
  ];
}

function nonEmpty(overrides: JsonObject): JsonObject | undefined {
  return Object.keys(overrides).length === 0 ? undefined : overrides;
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
  const lacking = missing.filter((side) => !options.kind.occurs(target[side], id));
  if (awaitsSeries(id, lacking, target, patch, options)) {
    const now: Pair = { crm: patch('now', 'crm'), mailbox: patch('now', 'mailbox') };
    return [{ path: [field, id], now, target: now, writers: [], waiting: true }];
  }
  const whole =
    lacking.length > 0 ||
    all.some(
      (value) => value?.['excluded'] === true || (value !== undefined && Object.keys(value).length === 0),
    );
  if (whole || options.fresh) return [wholeLeaf(field, id, rule, patch, options)];
  const names = [...new Set(all.flatMap((value) => Object.keys(value ?? {})))].sort();
  return names.map((name) => propertyLeaf([field, id, name], rule, exceptions, target, options));
}

/**
 * Whether an exception speaks of an occurrence that the other side's series doesn't have, because it may not be changed:
 * written there it would be a date of its own.
 */
function awaitsSeries(
  id: string,
  lacking: readonly Side[],
  target: Readonly<Record<Side, Item>>,
  patch: (form: Form, side: Side) => JsonObject | undefined,
  { kind }: MergeOptions,
): boolean {
  const [side, another] = lacking;
  if (side === undefined || another !== undefined || patch('now', side) !== undefined) return false;
  return kind.occurs(target[otherSide(side)], id);
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
  if (options.fresh && (options.fills === false || bothDiffer(now))) return untouched(path, now);
  // Taking an occurrence away loses against changing it: nobody's edit disappears in a cancellation.
  const edited = SIDES.filter(
    (side) => !equal(now[side], base[side]) && now[side] !== undefined && !isExcluded(now[side]),
  );
  const bothChanged = SIDES.every((side) => !equal(now[side], base[side]));
  const [editor] = edited;
  const organizer = bothChanged && edited.length === 1 && editor !== undefined ? editor : options.organizer;
  return { path, now, ...decide(rule, base, now, { writable: options.writable, organizer }) };
}

/**
 * Whether bases say nothing of a property, in single dates either. Where it is only the series' own value that the two never agreed
 * on, they know what single dates said.
 */
function isUnknown(name: string, { baseless = [], doubtful = {} }: MergeOptions): boolean {
  return baseless.includes(name) && doubtful[name] === undefined;
}

/** What nobody is known to have changed stays as it is; where both state something else, that is shown. */
function untouched(path: readonly string[], now: Pair): Leaf {
  return { path, now, target: now, writers: [], ...(bothDiffer(now) ? { unresolved: true } : {}) };
}

function bothDiffer({ crm, mailbox }: Pair): boolean {
  return crm !== undefined && mailbox !== undefined && !equal(crm, mailbox);
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
  if (options.fills === false && isUnknown(name, options))
    return untouched(path, { crm: explicit('now', 'crm'), mailbox: explicit('now', 'mailbox') });
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
