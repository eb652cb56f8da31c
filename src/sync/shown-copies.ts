import type { Item, ItemKind } from './item.ts';
import { entriesOf, equal } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Link } from './ports.ts';

/** One field as a copy said it, and as the record kept it. */
export interface Spoken {
  readonly said: Json | undefined;
  readonly kept: Json | undefined;
}

/**
 * What the record says as an invitee's copy does now: that one has it from the organiser, who says something newer where they say
 * otherwise.
 */
export function shownToInvitees(others: readonly Link[], now: Item): Readonly<Record<string, Spoken>> {
  return shownWhere(others, now, shows);
}

/** The same, as far as nobody has noted that the copy told it: what is noted is known from there. */
export function perhapsTold(others: readonly Link[], now: Item): Readonly<Record<string, Spoken>> {
  return shownWhere(
    others,
    now,
    (link, field, value) =>
      shows(link, field, value) &&
      link.base.mailbox !== null &&
      (link.base.crm === null || !equal(link.base.mailbox[field], value)),
  );
}

function shownWhere(
  others: readonly Link[],
  now: Item,
  isShown: (link: Link, field: string, value: Json) => boolean,
): Readonly<Record<string, Spoken>> {
  const invited = others.filter(({ role }) => role === 'attendee');
  const shown = Object.entries(now).filter(([field, value]) =>
    invited.some((link) => isShown(link, field, value)),
  );
  return Object.fromEntries(shown.map(([field, value]) => [field, { said: value, kept: value }]));
}

function shows(link: Link, field: string, value: Json): boolean {
  return copyOf(link).some((copy) => equal(copy[field], value));
}

/**
 * What the record says as the organiser's own copy does, or as it did when the two agreed; that copy may not speak now. An
 * invitation that comes and says otherwise is older, and its difference is no news: what the organiser has said since is in that
 * copy. Maps go entry by entry; of the others what was `spoken` stays.
 */
export function shownByOrganizer(
  others: readonly Link[],
  item: Item,
  now: Item,
  spoken: Readonly<Record<string, Spoken>>,
  { fields }: ItemKind,
): Readonly<Record<string, Spoken>> {
  const own = others.filter((link) => link.role === 'organizer' && copyOf(link).length > 0);
  const known = own.flatMap((link) => [...copyOf(link), ...(link.base.crm === null ? [] : [link.base.crm])]);
  const shown = Object.keys({ ...item, ...now }).flatMap((field): (readonly [string, Spoken])[] => {
    const [here, value] = [item[field], now[field]];
    if (value !== undefined && known.some((copy) => equal(copy[field], value)))
      return [[field, { said: here, kept: value }]];
    const isMap = fields[field] !== undefined && fields[field].merge !== 'value' && known.length > 0;
    const maps = known.map((copy) => entriesOf(copy[field]));
    return isMap ? [[field, entriesShown(maps, entriesOf(here), entriesOf(value), spoken[field])]] : [];
  });
  return Object.fromEntries(shown);
}

/** The same of a map: entries, or their absence, that the organiser's copy shows as well. */
function entriesShown(
  known: readonly JsonObject[],
  here: JsonObject,
  value: JsonObject,
  spoken: Spoken | undefined,
): Spoken {
  const shown = Object.keys({ ...here, ...value }).filter((key) =>
    known.some((map) => equal(map[key], value[key])),
  );
  return {
    said: withEntries(entriesOf(spoken?.said), here, shown),
    kept: withEntries(entriesOf(spoken?.kept), value, shown),
  };
}

function withEntries(map: JsonObject, from: JsonObject, keys: readonly string[]): JsonObject | undefined {
  const others = Object.entries(map).filter(([key]) => !keys.includes(key));
  const taken = keys.flatMap((key): [string, Json][] => (from[key] === undefined ? [] : [[key, from[key]]]));
  const entries = [...others, ...taken];
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Somebody's copy, if it is there. */
function copyOf({ observed: { mailbox } }: Link): readonly Item[] {
  return mailbox.state === 'present' ? [mailbox.item] : [];
}
