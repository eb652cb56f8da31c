import type { Stored } from '../../src/server/memory/store.ts';
import type { Item } from '../../src/sync/item.ts';
import type { Json, JsonObject } from '../../src/sync/json.ts';
import { EXCLUDED, personalField, type Place, type Value } from './journal.ts';
import { answer, attendedAt, deliver, leave, meet } from './meetings.ts';
import type { Step } from './scenario.ts';
import { freshItem } from './fresh-item.ts';
import { occurrenceStart, valuesOf, written, type Field } from './values.ts';
import {
  copyAt,
  factsOf,
  mailboxOf,
  mailboxPlace,
  RECORD_TYPE,
  shelfAt,
  userAt,
  userId,
  type World,
} from './world.ts';

type Human = Exclude<Step, { readonly type: 'pump' | 'resume' | 'wait' | 'forget' | 'rules' }>;

/**
 * Does what a person does, and notes it down. Returns whether it could be done.
 *
 * @param isUnheard whether a write has changed this version of an item, and nobody has heard of it yet
 */
export async function act(
  world: World,
  step: Human,
  isUnheard: (place: Place, stored: Stored) => boolean,
): Promise<boolean> {
  if (step.type === 'create') return create(world, step);
  if (step.type === 'meet') return meet(world, step);
  const stored = copyAt(world, step.place, step.thing);
  if (stored === null) return false;
  const { id } = stored.ref;
  const { item } = stored;
  const shelf = shelfAt(world, step.place);
  switch (step.type) {
    case 'touch':
      shelf.touch(id);
      return true;
    case 'garble':
      shelf.garble(id, true);
      return true;
    case 'deliver':
      return deliver(world, step.thing);
    case 'answer':
      return answer(world, step, stored);
    case 'delete':
      if (attendedAt(world, step.thing, step.place)) return leave(world, step, stored);
      world.journal.push({
        type: 'deleted',
        thing: step.thing,
        place: step.place,
        seen: valuesOf(item, step.place),
        unheard: isUnheard(step.place, stored),
      });
      await shelf.remove(id);
      return true;
    case 'copy':
      return copy(world, step, id, item);
    case 'edit':
      return edit(world, step, id, item);
    case 'occurrence':
      return editOccurrence(world, step, id, item);
  }
}

async function create(world: World, step: Extract<Step, { type: 'create' }>): Promise<boolean> {
  const { place, thing, users } = step;
  const item = freshItem(step);
  const at =
    place === 'crm'
      ? { collection: RECORD_TYPE, users: users.map(userId) }
      : { collection: mailboxOf(world, userAt(place)).collection };
  const stored = await shelfAt(world, place).insert(item, at);
  world.homes.set(thing, ['crm', ...users.map(mailboxPlace)]);
  world.journal.push({ type: 'created', thing, place, values: valuesOf(stored.item, place) });
  return true;
}

async function copy(
  world: World,
  step: Extract<Step, { type: 'copy' }>,
  id: string,
  item: Item,
): Promise<boolean> {
  const { place, copy: twin, edit } = step;
  const uid = `thing-${String(twin)}@people.example`;
  const copied = await shelfAt(world, place).copy(id, { uid, ...written('title', twin, edit, item) });
  world.homes.set(twin, ['crm', place]);
  world.journal.push({ type: 'created', thing: twin, place, values: valuesOf(copied.item, place) });
  return true;
}

async function edit(
  world: World,
  step: Extract<Step, { type: 'edit' }>,
  id: string,
  item: Item,
): Promise<boolean> {
  const { holds } = factsOf(world, step.place);
  const fields = step.fields.filter(
    (field) => holds(named(field, step.place)) && !(field === 'duration' && item['showWithoutTime'] === true),
  );
  if (fields.length === 0) return false;
  const seen = valuesOf(item, step.place);
  const patch = fields.reduce<JsonObject>(
    (changed, field) => ({ ...changed, ...written(field, step.thing, step.edit, { ...item, ...changed }) }),
    {},
  );
  await shelfAt(world, step.place).edit(id, patch);
  for (const field of fields) {
    const name = named(field, step.place);
    note(world, step, name, `e${String(step.edit)}`, seen[name] ?? null);
  }
  return true;
}

async function editOccurrence(
  world: World,
  step: Extract<Step, { type: 'occurrence' }>,
  id: string,
  item: Item,
): Promise<boolean> {
  if (item['recurrenceRules'] === undefined) return false;
  const field = `occurrence ${String(step.index)}`;
  const seen = valuesOf(item, step.place)[field] ?? null;
  if (seen === EXCLUDED) return false;
  const overrides = (item['recurrenceOverrides'] ?? {}) as Readonly<Record<string, Json>>;
  const key = occurrenceStart(item, step.index);
  const patch = step.exclude ? { excluded: true } : written('title', step.thing, step.edit, item);
  await shelfAt(world, step.place).edit(id, { recurrenceOverrides: { ...overrides, [key]: patch } });
  note(world, step, field, step.exclude ? EXCLUDED : `e${String(step.edit)}`, seen);
  return true;
}

function named(field: Field, place: Place): string {
  return field === 'keywords' ? personalField(place) : field;
}

function note(
  world: World,
  { thing, place }: { readonly thing: number; readonly place: Place },
  field: string,
  value: Value,
  seen: Value | null,
): void {
  world.journal.push({ type: 'edited', thing, place, field, value, seen });
}
