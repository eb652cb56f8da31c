import type { Item, Patch } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { setPath } from './leaf.ts';
import type { Link, Side, Version } from './ports.ts';

/** The bases after reading what an own write left behind: whole when the version is that write's, else only what was dropped. */
export function baseAfterOwn(link: Link, side: Side, version: Version, stored: Item): Link['base'] {
  const before = link.observed[side];
  if (before.state !== 'unread' || before.own === undefined) return link.base;
  if (before.version === version) return withOwn(link.base, side, stored, before.own);
  return withReduced(link.base, side, stored, before.own);
}

/**
 * When it is not certain that a version is our write's, what was sent is the base, but for properties that are merely
 * less than what was sent: a server that drops or cuts must not empty the other side. (A person who shortened one in
 * this very moment does it again; nothing is lost.)
 */
export function withReduced(base: Link['base'], side: Side, stored: Item, sent: Patch): Link['base'] {
  const before = base[side];
  if (before === null) return base;
  const reduced = Object.keys(sent).filter((field) => isReduced(sent[field] ?? undefined, stored[field]));
  const after = reduced.reduce<JsonObject>((item, field) => setPath(item, [field], stored[field]), before);
  return { ...base, [side]: after };
}

/** Less than what was sent: absent, a beginning of the text (white space aside), or an object of such values only. */
export function isReduced(sent: Json | undefined, stored: Json | undefined): boolean {
  if (sent === undefined || equal(sent, stored)) return false;
  if (stored === undefined) return true;
  if (typeof sent === 'string' && typeof stored === 'string') return plain(sent).startsWith(plain(stored));
  if (!isObject(sent) || !isObject(stored)) return false;
  return isSentOrReduced(sent, stored, Object.keys(stored));
}

/** Whether these properties hold what was sent, or less of it. */
export function isSentOrReduced(sent: JsonObject, stored: JsonObject, fields: readonly string[]): boolean {
  return fields.every((field) => equal(sent[field], stored[field]) || isReduced(sent[field], stored[field]));
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * What a side made of the properties that our own write decided (`sent`; null where it removed one) becomes part of its
 * base, truncated or not. Only where it differs from what was sent: the rest of the base may still remember work to do.
 */
export function withOwn(base: Link['base'], side: Side, stored: Item, sent: Patch): Link['base'] {
  const before = base[side];
  if (before === null) return base;
  const after = Object.entries(sent).reduce<JsonObject>((item, [field, value]) => {
    const rebased = rewritten(item[field], value ?? undefined, stored[field]);
    return setPath(item, [field], rebased);
  }, before);
  return { ...base, [side]: after };
}

/** The base of one value after a server turned `sent` into `stored`, entry by entry. */
function rewritten(
  base: Json | undefined,
  sent: Json | undefined,
  stored: Json | undefined,
): Json | undefined {
  if (equal(sent, stored)) return base;
  if (!isObject(base) || !isObject(sent) || !isObject(stored)) return stored;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(sent), ...Object.keys(stored)])];
  return keys.reduce<JsonObject>(
    (map, key) => setPath(map, [key], rewritten(base[key], sent[key], stored[key])),
    base,
  );
}
