import { agreedSince } from './agreed-since.ts';
import type { FieldRule, Item, ItemKind } from './item.ts';
import { equal, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { isReduced, unreadWrite } from './own-write.ts';
import { shownByOrganizer, perhapsTold } from './shown-copies.ts';
import type { Spoken } from './shown-copies.ts';
import type { Link, Side } from './ports.ts';
import type { PlanContext } from './step.ts';

/**
 * The organiser's copy joins a record that an attendee's copy made: what both were when that copy spoke is what the two
 * sides had in common, so that a later edit on either side is known for what it is. Where that isn't on record (yet),
 * the organiser is the authority. What an invitee said of themselves was never the organiser's to take back.
 */
export function witnessBases(
  link: Link,
  item: Item,
  now: Item,
  { kind, settings, siblings, witnesses }: PlanContext,
): Readonly<Record<Side, Item>> | null {
  const role = kind.role(item, settings.addresses);
  // An invitee who speaks for the meeting goes by what others have told the record; only the organiser goes by themselves.
  const others = [...siblings, ...witnesses].filter(
    ({ base }) => role === 'organizer' || base.mailbox !== null,
  );
  if (others.length === 0 || role === 'sole') return null;
  // What the copy has told itself, if that reached the record, says more than a guess.
  const own = link.base.mailbox === null ? [] : [link];
  const said = spokenBy([...others, ...own], item, now, kind);
  const spoken =
    role === 'organizer'
      ? { ...said, ...perhapsTold(others, now) }
      : { ...said, ...lessOf(said, item, kind), ...shownByOrganizer(others, item, now, said, kind) };
  const form = (
    part: 'said' | 'kept',
    change: (copy: Json | undefined, map: Json, rule: FieldRule | undefined) => Json,
  ): readonly (readonly [string, Json])[] =>
    Object.entries(spoken).flatMap(([field, { [part]: value }]) => {
      if (value === undefined) return [];
      const rule = kind.fields[field];
      return [[field, rule?.merge === 'map' ? change(item[field], value, rule) : value] as const];
    });
  return {
    crm: Object.fromEntries(form('kept', knownTo)) as Item,
    mailbox: Object.fromEntries(form('said', asIn)) as Item,
  };
}

/**
 * Of what others told the record an invitation that joins it may have less. Servers cut texts and drop properties, and nobody
 * is known to have taken anything back.
 */
function lessOf(
  spoken: Readonly<Record<string, Spoken>>,
  item: Item,
  { fields }: ItemKind,
): Readonly<Record<string, Spoken>> {
  const less = Object.entries(spoken).filter(([field, { said }]) => {
    const rule = fields[field];
    const mayBeCut = rule?.merge === 'value' && rule.dependents === undefined && rule.absenceCounts !== true;
    return mayBeCut && isReduced(said, item[field]);
  });
  return Object.fromEntries(less.map(([field, { kept }]) => [field, { said: item[field], kept }]));
}

/** What the copies told the record, field by field. */
function spokenBy(
  others: readonly Link[],
  item: Item,
  now: Item,
  kind: ItemKind,
): Readonly<Record<string, Spoken>> {
  const words = others.flatMap((other) => wordsOf(other, kind));
  // Nobody's words are on record: what only one of the two has was not taken away by the other.
  if (words.length === 0) {
    const both = Object.entries(now).filter(([field]) => item[field] !== undefined);
    return Object.fromEntries(both.map(([field, value]) => [field, { said: value, kept: value }]));
  }
  const fields = new Set(words.flatMap(({ copy, record }) => Object.keys({ ...copy, ...record })));
  return Object.fromEntries(
    [...fields].map((field) => [field, spokenOf(field, words, item, now, kind.fields[field])]),
  );
}

/** One copy's words: `record` is what became of them there, null while that is not known. */
interface Words {
  readonly copy: Item;
  readonly record: Item | null;
  /** Whether the record was read since it was told: what it made of that is known then, not before. */
  readonly isRead: boolean;
  /** Whether the copy is known to have been the record's source. */
  readonly told: boolean;
  /** What copy and record agreed on, and since when; other fields were not synchronised then. */
  readonly agreed: Link['agreed'];
}

function wordsOf({ base, observed, agreed }: Link, kind: ItemKind): readonly Words[] {
  const isRead = unreadWrite(observed.crm) === undefined;
  const { crm: record, mailbox: copy } = base;
  if (copy !== null) return [{ copy, record, isRead, told: record === null, agreed }];
  return observed.mailbox.state === 'present'
    ? [{ copy: kind.shared(observed.mailbox.item), record: null, isRead, told: false, agreed }]
    : [];
}

/**
 * What was said of one field. What a copy and the record agreed on counts most: where the two differed, the record had it
 * from somebody else. Of several such values the one that one of the two still has is the latest. Where the record has
 * less than the copy, it may have been cut on the way there, or the copy may only have been newer: that counts last.
 */
function spokenOf(
  field: string,
  words: readonly Words[],
  item: Item,
  now: Item,
  rule: FieldRule | undefined,
): Spoken {
  // Servers don't take single entries out of a map: somebody did.
  const isLess = (said: Json | undefined, kept: Json | undefined): boolean =>
    isReduced(said, kept) && (rule?.merge === 'value' || !isObject(kept));
  const agreed = words
    .flatMap(({ copy, record, isRead, agreed: known }) => {
      if (record === null || !known.fields.includes(field)) return [];
      const at = agreedSince(known, field);
      const sent = record[field];
      return [{ said: copy[field], kept: !isRead && isLess(sent, now[field]) ? now[field] : sent, at }];
    })
    .filter(({ said, kept }) => equal(said, kept) || isLess(said, kept));
  const exact = latestOf(agreed.filter(({ said, kept }) => equal(said, kept)));
  const best =
    exact.find(({ kept }) => equal(kept, now[field])) ??
    exact.find(({ said }) => equal(said, item[field])) ??
    exact.find(({ said }) => said !== undefined) ??
    exact[0] ??
    agreed.find(({ kept }) => equal(kept, now[field])) ??
    agreed.find(({ said }) => equal(said, item[field])) ??
    agreed[0];
  if (best !== undefined) return best;
  const telling =
    words.find(({ copy, told }) => told && equal(copy[field], now[field])) ??
    words.find(({ copy, told }) => told && isLess(copy[field], now[field])) ??
    words.find(({ told }) => told) ??
    words.find(({ copy }) => copy[field] !== undefined);
  const said = telling?.copy[field];
  // What was said and is less in the record was dropped or cut on the way there: nobody took it back.
  return { said, kept: isLess(said, now[field]) ? now[field] : said };
}

/** What was agreed on last; several where nobody knows which. */
function latestOf<T extends { readonly at: number }>(words: readonly T[]): readonly T[] {
  const last = Math.max(...words.map(({ at }) => at));
  return words.filter(({ at }) => at === last);
}

/**
 * The entries of a map as far as the copy knows them: what its entries lack, or say otherwise although it is the record's
 * to say, is news to it.
 */
function knownTo(copy: Json | undefined, map: Json, rule: FieldRule | undefined): Json {
  return eachEntry(copy, map, (entry, other) =>
    Object.fromEntries(
      Object.entries(entry).flatMap(([name, value]): (readonly [string, Json])[] => {
        const said = other[name];
        return said === undefined ? [] : [[name, rule?.entryConflict?.[name] === 'crm' ? said : value]];
      }),
    ),
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
