import { entriesOf, equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { setPath, valueAt } from './leaf.ts';
import { isReduced } from './own-write.ts';
import type { Link } from './ports.ts';

/** What a write was to make of an item, what a look found afterwards, and how the item was before (null: not there). */
export interface Interrupted {
  readonly sent: JsonObject;
  readonly stored: JsonObject;
  readonly before: JsonObject | null;
}

/**
 * The bases after a write that a look found, where it completes these properties last, entry by entry
 * (`MailboxTraits.completedLast`). An entry that is not as it was sent was not written yet, or somebody has changed it
 * since: either way nothing was agreed on, and what was sent remains the other side's change. Of one that is not there
 * any more, or less than was sent, that is what both begin from; of any other, what was there before.
 */
export function withUnfinished(
  base: Link['base'],
  interrupted: Interrupted,
  fields: readonly string[],
): Link['base'] {
  const { crm, mailbox } = base;
  const leaves = fields.flatMap((field) => unfinished(interrupted, field));
  if (leaves.length === 0 || crm === null || mailbox === null) return base;
  const set = <T extends JsonObject>(item: T): T =>
    leaves.reduce<JsonObject>((changed, { path, from }) => withEntry(changed, path, from), item) as T;
  return { crm: set(crm), mailbox: set(mailbox) };
}

interface Leaf {
  readonly path: readonly [field: string, key: string];
  readonly from: Json | undefined;
}

function unfinished({ sent, stored, before }: Interrupted, field: string): readonly Leaf[] {
  const [wanted, now, old] = [entriesOf(sent[field]), entriesOf(stored[field]), entriesOf(before?.[field])];
  return keysOf(wanted, old)
    .filter((key) => !equal(wanted[key], now[key]))
    .map((key): Leaf => {
      const isLess = now[key] === undefined || isReduced(wanted[key], now[key]);
      return { path: [field, key], from: isLess ? now[key] : old[key] };
    });
}

/** A property without entries is none. */
function withEntry(item: JsonObject, [field, key]: Leaf['path'], entry: Json | undefined): JsonObject {
  const changed = setPath(item, [field, key], entry);
  const map = valueAt(changed, [field]);
  return isObject(map) && Object.keys(map).length === 0 ? setPath(changed, [field], undefined) : changed;
}

function keysOf(...maps: readonly JsonObject[]): readonly string[] {
  return [...new Set(maps.flatMap((map) => Object.keys(map)))];
}
