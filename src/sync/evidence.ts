import { applyPatch } from './item.ts';
import type { Item, ItemKind } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json } from './json.ts';
import { isSentOrReduced } from './own-write.ts';
import type { IntentRecord } from './ports.ts';

/**
 * Whether what is stored (normalised) shows that an update happened: a value that we sent and that was not there before
 * proves it, whatever somebody has made of the others since; of properties that are completed last (`MailboxTraits`) a part
 * will do. A server may have cut what it was sent: that is still our write, unless it only looks cut because nothing at all
 * has changed, or because somebody else has written.
 */
export function isWritten(
  { patch, replaces, target }: IntentRecord,
  stored: Item,
  kind: ItemKind,
  completedLast: readonly string[],
): boolean {
  if (target === null) return false;
  const sent = kind.normalise(target);
  const fields = Object.keys(patch);
  const isSame = (field: string): boolean => equal(stored[field], sent[field]);
  if (fields.every(isSame)) return true;
  const before = (field: string): Json | undefined => replaces[field] ?? undefined;
  if (fields.some((field) => isProven(stored[field], sent[field], before(field)))) return true;
  const first = fields.filter((field) => !completedLast.includes(field));
  const touched = new Set([...fields, ...fields.flatMap((field) => kind.fields[field]?.dependents ?? [])]);
  const others = Object.keys(kind.fields).filter((field) => !touched.has(field));
  return (
    isSentOrReduced(sent, stored, first) &&
    first.every((field) => hasEntries(stored[field], sent[field])) &&
    first.some((field) => !equal(stored[field], before(field))) &&
    others.every(isSame)
  );
}

/**
 * Whether somebody may have taken back what an update wrote: its version has changed, and nothing else of what is stored
 * (normalised). It is written again, and that is put on record.
 */
export function isUndone(intent: IntentRecord, stored: Item, kind: ItemKind): boolean {
  const before = itemBefore(intent, kind);
  return before !== null && Object.keys(kind.fields).every((field) => equal(stored[field], before[field]));
}

/** How the item was that a write was to change (normalised); null: there was none, or none is left. */
export function itemBefore({ operation, target, replaces }: IntentRecord, kind: ItemKind): Item | null {
  return operation === 'create' || target === null
    ? null
    : kind.normalise(applyPatch<Item>(target, replaces));
}

/** Whether a value, or an entry of a map, is as it was sent and as it was not before. */
function isProven(stored: Json | undefined, sent: Json | undefined, before: Json | undefined): boolean {
  if (equal(stored, sent)) return !equal(stored, before);
  if (!isObject(stored) || !isObject(sent)) return false;
  const old = isObject(before) ? before : {};
  const keys = Object.keys({ ...sent, ...old });
  return keys.some((key) => equal(stored[key], sent[key]) && !equal(stored[key], old[key]));
}

/** Servers cut texts and drop properties; entry by entry things are taken away by people. */
function hasEntries(stored: Json | undefined, sent: Json | undefined): boolean {
  if (!isObject(sent) || !isObject(stored)) return true;
  return Object.keys(sent).every((key) => key in stored);
}
