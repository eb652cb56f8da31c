import type { Item, ItemKind } from './item.ts';
import { isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { isReduced } from './observation.ts';
import type { Link, Side } from './ports.ts';
import type { PlanContext } from './step.ts';

/**
 * The organiser's copy joins a record that an attendee's copy made: what both were when that copy spoke is what the two
 * sides had in common, so that a later edit on either side is known for what it is. Where that isn't on record (yet),
 * the organiser is the authority. What an invitee said of themselves was never the organiser's to take back.
 */
export function witnessBases(
  item: Item,
  now: Item,
  { kind, settings, siblings, witnesses }: PlanContext,
): Readonly<Record<Side, Item | null>> {
  const others = [...siblings, ...witnesses];
  const [first] = others;
  if (first === undefined || kind.role(item, settings.addresses) !== 'organizer')
    return { crm: null, mailbox: null };
  const spoke: Item =
    others.map((other) => spokenBy(other, kind)).find((form) => form !== null) ??
    // Nobody's words are on record: what only one of the two has was not taken away by the other.
    (Object.fromEntries(Object.entries(now).filter(([field]) => item[field] !== undefined)) as Item);
  const of = (change: (copy: Json | undefined, map: Json) => Json) =>
    Object.entries(spoke).map(([field, value]): [string, Json] => [
      field,
      kind.fields[field]?.merge === 'map' ? change(item[field], value) : value,
    ]);
  // What was said and is less in the record was dropped or cut on the way there: nobody took it back.
  const told = of(knownTo)
    .map(([field, value]) => [field, isReduced(value, now[field]) ? now[field] : value] as const)
    .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  return { crm: Object.fromEntries(told) as Item, mailbox: Object.fromEntries(of(asIn)) as Item };
}

/** What a copy told the record: as agreed on, or, while that is not on record yet, as it was last seen. */
function spokenBy({ base, observed }: Link, kind: ItemKind): Item | null {
  if (base.crm !== null && base.mailbox !== null) return base.crm;
  return observed.mailbox.state === 'present' ? kind.shared(observed.mailbox.item) : null;
}

/** The entries of a map without the properties that the other side's entries lack: those are news to it. */
function knownTo(copy: Json | undefined, map: Json): Json {
  return eachEntry(copy, map, (entry, other) =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => other[name] !== undefined)),
  );
}

/** The entries of a map as the copy has them: what it says of people who speak for themselves is no change. */
function asIn(copy: Json | undefined, map: Json): Json {
  return eachEntry(copy, map, (_entry, other) => other);
}

function eachEntry(
  copy: Json | undefined,
  map: Json,
  change: (entry: JsonObject, other: JsonObject) => JsonObject,
): Json {
  if (!isObject(map) || !isObject(copy)) return map;
  return Object.fromEntries(
    Object.entries(map).map(([key, entry]): [string, Json] => {
      const other = copy[key];
      return [key, isObject(entry) && isObject(other) ? change(entry, other) : entry];
    }),
  );
}
