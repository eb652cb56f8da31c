import type { Item } from '../../src/sync/item.ts';
import type { Json, JsonObject } from '../../src/sync/json.ts';
import { EXCLUDED, type Place, type Value } from './journal.ts';
import type { Step } from './scenario.ts';
import { FIELDS, occurrenceStart, startOf, valuesOf, written } from './values.ts';
import {
  COLLECTION,
  copyAt,
  factsOf,
  mailboxPlace,
  RECORD_TYPE,
  storeAt,
  userId,
  type World,
} from './world.ts';

type Human = Exclude<Step, { readonly type: 'pump' | 'resume' | 'wait' | 'forget' }>;

const SHAPES: Readonly<Record<string, JsonObject>> = {
  single: { timeZone: 'Europe/Berlin' },
  floating: {},
  'all-day': { showWithoutTime: true, duration: 'P1D' },
  series: { timeZone: 'America/New_York', recurrenceRules: [{ frequency: 'daily', count: 8 }] },
};

/** Does what a person does, and notes it down. Returns whether it could be done. */
export function act(world: World, step: Human): boolean {
  if (step.type === 'create') return create(world, step);
  const stored = copyAt(world, step.place, step.thing);
  if (stored === null) return false;
  const { id } = stored.ref;
  const { item } = stored;
  const store = storeAt(world, step.place);
  switch (step.type) {
    case 'touch':
      store.touch(id);
      return true;
    case 'garble':
      store.garble(id, true);
      return true;
    case 'delete':
      world.journal.push({ type: 'deleted', thing: step.thing, place: step.place, seen: valuesOf(item) });
      store.remove(id);
      return true;
    case 'copy':
      return copy(world, step, id, item);
    case 'edit':
      return edit(world, step, id, item);
    case 'occurrence':
      return editOccurrence(world, step, id, item);
  }
}

function create(world: World, step: Extract<Step, { type: 'create' }>): boolean {
  const { place, thing, edit, shape, user } = step;
  const skeleton: JsonObject = {
    '@type': 'Event',
    uid: `thing-${String(thing)}@people.example`,
    ...SHAPES[shape],
  };
  const allDay = shape === 'all-day';
  const fields = FIELDS.filter(
    (field) => !(allDay && field === 'duration') && !(edit % 3 === 0 && field === 'locations'),
  );
  let item: JsonObject = { ...skeleton, start: startOf(edit, allDay) };
  for (const field of fields) item = { ...item, ...written(field, thing, edit, item) };
  if (place !== 'crm' && edit % 4 === 0) item = { ...item, ...written('keywords', thing, edit, item) };
  const at =
    place === 'crm' ? { collection: RECORD_TYPE, users: [userId(user)] } : { collection: COLLECTION };
  const stored = storeAt(world, place).insert(item as Item, at);
  world.homes.set(thing, ['crm', mailboxPlace(user)]);
  world.journal.push({ type: 'created', thing, place, values: valuesOf(stored.item) });
  return true;
}

function copy(world: World, step: Extract<Step, { type: 'copy' }>, id: string, item: Item): boolean {
  const { place, thing, copy: twin, edit } = step;
  const uid = `thing-${String(twin)}@people.example`;
  const copied = storeAt(world, place).copy(id, { uid, ...written('title', twin, edit, item) });
  world.homes.set(twin, world.homes.get(thing) ?? []);
  world.journal.push({ type: 'created', thing: twin, place, values: valuesOf(copied.item) });
  return true;
}

function edit(world: World, step: Extract<Step, { type: 'edit' }>, id: string, item: Item): boolean {
  const { holds } = factsOf(world, step.place);
  const fields = step.fields.filter(
    (field) => holds(field) && !(field === 'duration' && item['showWithoutTime'] === true),
  );
  if (fields.length === 0) return false;
  const seen = valuesOf(item);
  const patch = fields.reduce<JsonObject>(
    (changed, field) => ({ ...changed, ...written(field, step.thing, step.edit, { ...item, ...changed }) }),
    {},
  );
  storeAt(world, step.place).edit(id, patch);
  for (const field of fields) note(world, step, field, `e${String(step.edit)}`, seen[field] ?? null);
  return true;
}

function editOccurrence(
  world: World,
  step: Extract<Step, { type: 'occurrence' }>,
  id: string,
  item: Item,
): boolean {
  if (item['recurrenceRules'] === undefined) return false;
  const field = `occurrence ${String(step.index)}`;
  const seen = valuesOf(item)[field] ?? null;
  if (seen === EXCLUDED) return false;
  const overrides = (item['recurrenceOverrides'] ?? {}) as Readonly<Record<string, Json>>;
  const key = occurrenceStart(item, step.index);
  const patch = step.exclude ? { excluded: true } : written('title', step.thing, step.edit, item);
  storeAt(world, step.place).edit(id, { recurrenceOverrides: { ...overrides, [key]: patch } });
  note(world, step, field, step.exclude ? EXCLUDED : `e${String(step.edit)}`, seen);
  return true;
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
