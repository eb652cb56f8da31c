import type { Json, JsonObject } from '../../../src/sync/json.ts';
import type { Violation } from '../journal.ts';
import { isObject, objectOf, textOf } from '../loose-json.ts';
import type { SimulatedLedger } from '../ledger.ts';
import { thingOf, valuesOf } from '../reading.ts';
import { copyAt, keepsSecrets, mailboxPlace, placesOf, shelfAt, userAt, type World } from '../world.ts';

/** What private items say, in the two runs of one story; nothing else differs between them. */
export const SALTS = ['amber', 'violet, and a good deal longer'] as const;

/** Marks an item that its owner keeps private from now on, at this place. */
export function secretAt(thing: number, place: string): string {
  return `${String(thing)} in ${place}`;
}

/** A copy, or a part, of what is private there is private as well. */
export function inheritSecret(world: World, place: string, from: number, to: number): void {
  if (world.secrets.has(secretAt(from, place))) world.secrets.add(secretAt(to, place));
}

/** What a person writes on an item: on a private one their secret, which is another one in each run. */
export function salted(world: World, thing: number, place: string, patch: JsonObject): JsonObject {
  const item = world.secrets.has(secretAt(thing, place)) ? copyAt(world, place, thing)?.item : undefined;
  return item !== undefined && isPrivate(item) ? asSecret(world, patch) : patch;
}

/** What a person writes that is private at once. */
export function asSecret({ salt }: World, patch: JsonObject): JsonObject {
  return withSalt(patch, salt) as JsonObject;
}

/**
 * Whether people of the CRM wrote it into the record, and it has never been on the owner's item: those are words of their own
 * (I9: what is withheld is not writable from the CRM; what was written there nevertheless is no secret).
 */
function isTheirs(
  { journal, meddled }: World,
  thing: number,
  own: Spoken,
  record: JsonObject,
  field: string,
): boolean {
  const value = valuesOf(record, 'crm')[field] ?? '';
  const isMeddled = [...meddled.values()].includes(thing);
  if (!isMeddled && valuesOf(own.item, own.place)[field] === value) return false;
  const edits = journal.flatMap((entry) =>
    entry.type === 'edited' && entry.thing === thing && entry.field === field ? [entry] : [],
  );
  if (!isMeddled && edits.some(({ place, seen }) => place !== 'crm' && seen === value)) return false;
  const edit = Number(/^e(\d+)$/.exec(value)?.[1]);
  return meddled.get(edit) === thing || edits.some((one) => one.place === 'crm' && one.value === value);
}

/** What lies at a place. */
interface Spoken {
  readonly item: JsonObject;
  readonly place: string;
}

/** Whether an item, or one of its dates, says of itself that it is private. */
export function isPrivate(item: JsonObject): boolean {
  const dates = Object.values(objectOf(item['recurrenceOverrides'])).map((date) => objectOf(date));
  return [item, ...dates].some(({ privacy }) => privacy === 'private');
}

function withSalt(json: Json, salt: string, key = ''): Json {
  if (typeof json === 'string')
    return ['title', 'description', 'name'].includes(key) ? `${json} ${salt}` : json;
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]): [string, Json] => [name, withSalt(value, salt, name)]),
  );
}

/**
 * Everything that somebody else than its owner can see, as one text by what it is: the CRM with its history, the ledger's
 * history and conflicts, and the other mailboxes.
 */
export function visible(world: World, ledger: SimulatedLedger): Readonly<Record<string, string>> {
  const { history, conflicts } = ledger.notes();
  const places = placesOf(world).map((place): [string, string] => [
    place,
    JSON.stringify(
      [...shelfAt(world, place).items.values()]
        .filter(({ item }) => !world.secrets.has(secretAt(thingOf(item) ?? -1, place)))
        .map(({ ref, item, correlationKey, users, deleted }) => ({
          ref,
          item,
          correlationKey,
          users,
          deleted,
        })),
    ),
  ]);
  const notes = { history: JSON.stringify(history), conflicts: JSON.stringify(conflicts) };
  return { ...Object.fromEntries(places), ...notes };
}

/** Two runs that differ in a secret only must look the same to everybody who doesn't know it (I9). */
export function judgePair(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): readonly Violation[] {
  return Object.keys(one)
    .filter((what) => one[what] !== other[what])
    .map((what) => {
      const [left, right] = [one[what] ?? '', other[what] ?? ''];
      let at = 0;
      while (left[at] === right[at]) at += 1;
      const place = `"${left.slice(Math.max(0, at - 60), at + 60)}"`;
      return { invariant: 'I9', message: `${what} tells what is private: ${place}` };
    });
}

/**
 * What becomes private later is taken out of the record again (I9). What its owner deletes takes along all that was personal
 * of it (`discarded` in life.ts): where an edit in the CRM outlives the deletion, the mailbox gets an item that is made anew
 * from the record, and that one nobody has made private.
 */
export function judgeReduced(world: World): readonly Violation[] {
  return [...world.secrets].flatMap((secret): readonly Violation[] => {
    const [thing = '', place = ''] = secret.split(' in ');
    const user = userAt(place);
    const begun = world.journal.find((entry) => entry.thing === Number(thing));
    if (!keepsSecrets(world, user) || begun?.type !== 'created' || begun.place !== mailboxPlace(user))
      return [];
    const own = [...shelfAt(world, place).items.values()].find(
      ({ item, deleted }) => !deleted && thingOf(item) === Number(thing),
    );
    if (own === undefined) return [];
    if (!isPrivate(own.item)) {
      const isNew = world.journal.some(
        (entry) => entry.type === 'deleted' && entry.thing === Number(thing) && entry.place === place,
      );
      return isNew ? [] : [{ invariant: 'I9', message: `thing ${thing} was private, and is public now` }];
    }
    const uid = textOf(own.item['uid']);
    const told = [...shelfAt(world, 'crm').items.values()]
      .filter(({ item, deleted }) => !deleted && item['uid'] === uid)
      .flatMap(({ item }) =>
        ['title', 'description', 'locations'].filter(
          (field) =>
            item[field] !== undefined &&
            !isTheirs(world, Number(thing), { item: own.item, place }, item, field),
        ),
      );
    if (told.length === 0) return [];
    return [
      { invariant: 'I9', message: `thing ${thing} is private, and its record has its ${told.join(', ')}` },
    ];
  });
}
