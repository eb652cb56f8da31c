import type { Item } from '../../src/sync/item.ts';
import type { JsonObject } from '../../src/sync/json.ts';
import { alikeInExchange } from './as-held.ts';
import { dayAfter, daysOf } from './expansion.ts';
import { TOLD_APART } from './held-values.ts';
import { NOTHING, ownField, type Place, type Value, type Values } from './journal.ts';
import { objectOf, textOf } from './loose-json.ts';
import { asSecret, salted, secretAt } from './judges/secrets.ts';
import { rolesOf, valuesOf } from './reading.ts';
import type { Step } from './scenario.ts';
import { movedTo } from './series.ts';
import { titleOf, written, type Field } from './values.ts';
import { factsOf, hasExchange, keepsSecrets, shelfAt, userAt, type World } from './world.ts';

type Of<T extends Step['type']> = Extract<Step, { readonly type: T }>;
/** Where a person is at work, and on what. */
export interface Spot {
  readonly thing: number;
  readonly place: Place;
}

/** A person writes into some fields of an item. */
export async function edit(world: World, step: Of<'edit'>, id: string, item: Item): Promise<boolean> {
  const fields = step.fields.filter((field) => isWritable(world, step, field, item));
  if (fields.length === 0) return false;
  const seen = valuesOf(item, step.place);
  const patch = fields.reduce<JsonObject>(
    (changed, field) => ({ ...changed, ...patchOf(field, step, { ...item, ...changed }) }),
    {},
  );
  await shelfAt(world, step.place).edit(id, salted(world, step.thing, step.place, patch));
  const after = valuesOf({ ...item, ...patch }, step.place);
  for (const field of fields) noteChange(world, step, named(field, step.place), seen, after);
  return true;
}

/** Somebody from outside is invited or taken off again. */
export async function guest(world: World, step: Of<'guest'>, id: string, item: Item): Promise<boolean> {
  const address = `mailto:guest${String(step.edit)}@else.example`;
  const participants = objectOf(item['participants']);
  const present = participants[address] !== undefined;
  if (
    present === step.invited ||
    (step.invited && wasWritten(world, step, `participant ${address}`, 'attendee'))
  )
    return false;
  const { [address]: gone, ...others } = participants;
  const now = step.invited ? { ...participants, [address]: { roles: { attendee: true } } } : others;
  await shelfAt(world, step.place).edit(id, { participants: Object.keys(now).length === 0 ? null : now });
  const field = `participant ${address}`;
  note(world, step, field, step.invited ? 'attendee' : NOTHING, gone === undefined ? null : rolesOf(gone));
  return true;
}

/** The owner says who may see what it is about. */
export async function setPrivacy(
  world: World,
  step: Of<'privacy'>,
  id: string,
  item: Item,
): Promise<boolean> {
  const { place, privacy, index } = step;
  if (index !== undefined) return hideOccurrence(world, step, index, id, item);
  const now = textOf(item['privacy']) === '' ? 'public' : textOf(item['privacy']);
  const field = ownField(place, 'privacy');
  const value = privacy === 'public' ? NOTHING : privacy;
  if (place === 'crm' || now === privacy || wasWritten(world, step, field, value)) return false;
  if (world.salt !== '' && keepsSecrets(world, userAt(place))) {
    // Nobody publishes a secret, and who was invited knows it.
    if (privacy === 'public' || world.meetings.has(step.thing)) return false;
    world.secrets.add(secretAt(step.thing, place));
  }
  await shelfAt(world, place).edit(id, { privacy: privacy === 'public' ? null : privacy });
  note(world, step, field, value, now === 'public' ? null : now);
  return true;
}

/** One date of a series gets a title that its owner keeps to themselves; so does all of the series with it. */
async function hideOccurrence(
  world: World,
  { thing, place, edit: number = 0 }: Of<'privacy'>,
  index: number,
  id: string,
  item: Item,
): Promise<boolean> {
  const isSecret = world.salt !== '' && keepsSecrets(world, userAt(place)) && !world.meetings.has(thing);
  if (!isSecret || item['recurrenceRules'] === undefined || !daysOf(item).includes(index)) return false;
  world.secrets.add(secretAt(thing, place));
  const key = dayAfter(textOf(item['start']), index);
  const patch = { privacy: 'private', ...asSecret(world, { title: titleOf(thing, number) }) };
  const recurrenceOverrides = { ...objectOf(item['recurrenceOverrides']), [key]: patch };
  await shelfAt(world, place).edit(id, { recurrenceOverrides });
  return true;
}

/** Notes what became of a field. */
export function noteChange(world: World, spot: Spot, field: string, seen: Values, after: Values): void {
  note(world, spot, field, after[field] ?? NOTHING, seen[field] ?? null);
}

/** Notes what a person wrote, and what they saw before. */
export function note(
  world: World,
  { thing, place }: Spot,
  field: string,
  value: Value,
  seen: Value | null,
): void {
  world.journal.push({ type: 'edited', thing, place, field, value, seen });
}

/** Whether somebody wrote this there before: then nobody could tell the two apart. */
export function wasWritten(world: World, { thing }: Spot, field: string, value: Value): boolean {
  const alike = (one: Value | undefined): Value | undefined =>
    one !== undefined && hasExchange(world) ? alikeInExchange(field, one) : one;
  return world.journal.some(
    (entry) =>
      entry.thing === thing &&
      ((entry.type === 'edited' && entry.field === field && alike(entry.value) === alike(value)) ||
        (entry.type === 'created' && alike(entry.values[field]) === alike(value))),
  );
}

/** A field that the place can hold, that the item can have, and a value that tells who wrote it. */
function isWritable(world: World, step: Of<'edit'>, field: Field, item: Item): boolean {
  const name = named(field, step.place);
  if (!factsOf(world, step.place).holds(name)) return false;
  if (item['showWithoutTime'] === true && (field === 'duration' || field === 'timeZone')) return false;
  const value = valuesOf({ ...item, ...patchOf(field, step, item) }, step.place)[name] ?? NOTHING;
  if (field === 'priority' && hasExchange(world) && !TOLD_APART.includes(value)) return false;
  return !wasWritten(world, step, name, value);
}

function patchOf(field: Field, { thing, edit: number }: Of<'edit'>, item: JsonObject): JsonObject {
  const patch = written(field, thing, number, item);
  return field === 'start' ? movedTo(item, textOf(patch['start'])) : patch;
}

function named(field: Field, place: Place): string {
  return field === 'keywords' ? ownField(place, 'keywords') : field;
}
