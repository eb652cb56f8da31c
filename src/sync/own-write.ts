import type { Item, ItemKind, Patch } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { fieldOf, setPath } from './leaf.ts';
import type { Agreed, Link, Observation, Side, Version } from './ports.ts';

/** What a link knows of what both sides agreed on. */
export type Known = Pick<Link, 'base' | 'agreed'>;

/** The bases after reading what an own write left behind: whole when the version is that write's, else only what was dropped. */
export function afterOwn(link: Link, side: Side, version: Version, stored: Item, kind: ItemKind): Known {
  const { base, agreed } = link;
  const before = link.observed[side];
  const own = unreadWrite(before);
  if (own === undefined) return { base, agreed };
  if (before.state !== 'present' && 'version' in before && before.version === version)
    return { base: withOwn(base, side, stored, own), agreed };
  return withReduced(link, side, stored, own, kind);
}

/** What our own write sent, while nobody has read what it left behind. */
export function unreadWrite(seen: Observation): Patch | undefined {
  return seen.state === 'unread' || seen.state === 'missing' ? seen.own : undefined;
}

/**
 * When it is not certain that a version is our write's, what was sent is the base, but for properties that are merely
 * less than what was sent: a server that drops or cuts must not empty the other side. Nor must it go unseen that a person
 * may have shortened one in this very moment: those are in doubt. What depends on a property that is surely somebody's edit
 * is theirs as well.
 */
export function withReduced(
  { base, agreed }: Known,
  side: Side,
  stored: Item,
  sent: Patch,
  kind: ItemKind,
): Known {
  const before = base[side];
  if (before === null) return { base, agreed };
  const isCut = (field: string): boolean => isReduced(sent[field] ?? undefined, stored[field]);
  const edited = Object.keys(sent).filter(
    (field) => !isCut(field) && !equal(sent[field] ?? undefined, stored[field]),
  );
  const dependents = new Set(edited.flatMap((field) => kind.fields[field]?.dependents ?? []));
  const reduced = Object.keys(sent).filter((field) => isCut(field) && !dependents.has(field));
  const after = reduced.reduce<JsonObject>((item, field) => setPath(item, [field], stored[field]), before);
  const doubtful = reduced.filter((field) => !isRespelled(sent[field], stored[field]));
  return { base: { ...base, [side]: after }, agreed: doubting(agreed, side, doubtful) };
}

/** What was agreed on, these fields in doubt on a side. */
export function doubting(agreed: Agreed, side: Side, fields: readonly string[]): Agreed {
  if (fields.length === 0) return agreed;
  const doubts = Object.fromEntries(fields.map((field) => [field, side]));
  return { ...agreed, doubtful: { ...agreed.doubtful, ...doubts } };
}

/** What was agreed on, these fields beyond doubt. */
export function withoutDoubt(agreed: Agreed, fields: readonly string[]): Agreed {
  const { doubtful = {}, ...known } = agreed;
  const left = Object.entries(doubtful).filter(([path]) => !fields.includes(fieldOf(path)));
  return left.length === 0 ? known : { ...known, doubtful: Object.fromEntries(left) };
}

/** The same text, but for white space: no person's doing. */
function isRespelled(sent: Json | undefined, stored: Json | undefined): boolean {
  return typeof sent === 'string' && typeof stored === 'string' && plain(sent) === plain(stored);
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
