import { applyPatch } from './item.ts';
import type { Item, ItemKind } from './item.ts';
import { entriesOf, equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { entryPath } from './leaf.ts';
import { isSentOrReduced } from './own-write.ts';
import type { IntentRecord } from './ports.ts';

/**
 * Whether what is stored (normalised) shows that an update happened: a value that we sent and that was not there before
 * proves it, whatever somebody has made of the others since; of properties that are completed last (`MailboxTraits`) a part
 * will do. A server may have cut what it was sent: that is still our write, unless it only looks cut because nothing at all
 * has changed, or because somebody else has written.
 */
export function isWritten(
  intent: IntentRecord,
  stored: Item,
  kind: ItemKind,
  completedLast: readonly string[],
): boolean {
  if (intent.target === null) return false;
  const sent = kind.normalise(intent.target);
  const fields = Object.keys(intent.patch);
  const isSame = (field: string): boolean => equal(stored[field], sent[field]);
  if (fields.every(isSame)) return true;
  const found = proofs(intent, stored, sent, kind);
  if (found.some((proof) => !isAnybodys(proof))) return true;
  // Where somebody has written over the rest, an answer that may have come by mail says nothing of what was there before them.
  const isOver = fields.some((field) => !isSame(field) && found.every((proof) => proof.field !== field));
  const byMail = isOver && found.every(isAnswered);
  if (found.length > 0 && !byMail && standing(intent, stored, sent, kind).length === 0) return true;
  const first = fields.filter((field) => !completedLast.includes(field));
  const touched = new Set([...fields, ...fields.flatMap((field) => kind.fields[field]?.dependents ?? [])]);
  const others = Object.keys(kind.fields).filter((field) => !touched.has(field));
  return (
    isSentOrReduced(sent, stored, first) &&
    first.every((field) => hasEntries(stored[field], sent[field])) &&
    first.some((field) => !equal(stored[field], intent.replaces[field] ?? undefined)) &&
    others.every(isSame)
  );
}

/**
 * The properties (of a map, the entries) of an update that did not happen, as far as anybody can tell, which are stored as they were
 * before: somebody may have taken back what it wrote. They are written again, and that is put on record.
 */
export function undone(intent: IntentRecord, stored: Item, kind: ItemKind): readonly string[] {
  if (intent.operation === 'create' || intent.target === null) return [];
  return standing(intent, stored, kind.normalise(intent.target), kind);
}

/** How the item was that a write was to change (normalised); null: there was none, or none is left. */
export function itemBefore({ operation, target, replaces }: IntentRecord, kind: ItemKind): Item | null {
  return operation === 'create' || target === null
    ? null
    : kind.normalise(applyPatch<Item>(target, replaces));
}

/** What is stored of what an update was to change as it was before: fields, of a map entries (`field/key`). */
function standing(
  { patch, replaces }: IntentRecord,
  stored: Item,
  sent: Item,
  { fields }: ItemKind,
): readonly string[] {
  return Object.keys(patch).flatMap((field) => {
    const [now, then, before] = [stored[field], sent[field], replaces[field] ?? undefined];
    if ((fields[field]?.merge ?? 'value') === 'value')
      return !equal(now, then) && equal(now, before) ? [field] : [];
    const [here, wanted, old] = [entriesOf(now), entriesOf(then), entriesOf(before)];
    const changed = Object.keys({ ...wanted, ...old }).filter((key) => !equal(wanted[key], old[key]));
    return changed.filter((key) => equal(here[key], old[key])).map((key) => entryPath(field, key));
  });
}

/** A value, whole or of an entry of a map, that is as it was sent, and as it was not before. */
interface Proof {
  readonly field: string;
  readonly value: Json | undefined;
  readonly before: Json | undefined;
}

/** What shows that an update happened. What goes with another property may have gone with that. */
function proofs(
  { patch, replaces }: IntentRecord,
  stored: Item,
  sent: Item,
  kind: ItemKind,
): readonly Proof[] {
  return Object.keys(patch).flatMap((field) => {
    const before = replaces[field] ?? undefined;
    const found = proofsOf(stored[field], sent[field], before).map((proof) => ({ field, ...proof }));
    const isMoved = masters(field, kind).some((master) => !equal(stored[master], sent[master]));
    return isMoved ? found.filter(({ value }) => value !== undefined) : found;
  });
}

function proofsOf(
  stored: Json | undefined,
  sent: Json | undefined,
  before: Json | undefined,
): readonly Omit<Proof, 'field'>[] {
  if (!isObject(stored) || !isObject(sent))
    return equal(stored, sent) && !equal(stored, before) ? [{ value: stored, before }] : [];
  const old = isObject(before) ? before : {};
  const keys = Object.keys({ ...sent, ...old });
  return keys
    .filter((key) => equal(stored[key], sent[key]) && !equal(stored[key], old[key]))
    .map((key) => ({ value: stored[key], before: old[key] }));
}

/**
 * Whether somebody else may well have done the same: taken something away, called a date off. A participant's answer comes to
 * their organiser's calendar by mail as well as from us.
 */
function isAnybodys(proof: Proof): boolean {
  const { value } = proof;
  if (value === undefined) return true;
  return (isObject(value) && value['excluded'] === true) || isAnswered(proof);
}

function isAnswered({ value, before }: Proof): boolean {
  return isObject(value) && isObject(before) && isAnswer(value, before);
}

/** Whether nothing has changed of a participant but what they answered. */
function isAnswer(value: JsonObject, before: JsonObject): boolean {
  return equal({ ...value, participationStatus: null }, { ...before, participationStatus: null });
}

/** The properties that a property goes with: exceptions go with a series that moves. */
function masters(field: string, kind: ItemKind): readonly string[] {
  return Object.keys(kind.fields).filter((other) => kind.fields[other]?.dependents?.includes(field));
}

/** Servers cut texts and drop properties; entry by entry things are taken away by people. */
function hasEntries(stored: Json | undefined, sent: Json | undefined): boolean {
  if (!isObject(sent) || !isObject(stored)) return true;
  return Object.keys(sent).every((key) => key in stored);
}
