import type { Stored } from '../../../src/server/memory/store.ts';
import type { Item } from '../../../src/sync/item.ts';
import type { Json, JsonObject } from '../../../src/sync/json.ts';
import { dayAfter } from '../expansion.ts';
import { objectOf, textOf } from '../loose-json.ts';
import { movedTo } from '../series.ts';
import { mailboxPlace, RECORD_TYPE, shelfAt, userId, type World } from '../world.ts';
import { dateOfRecord, originalStarts, RULES, ruleDays } from './calendar.ts';
import type { DateField, DateStep } from './story.ts';

/** The UID that people give to a thing. */
function uidOf(thing: number): string {
  return `thing-${String(thing)}@people.example`;
}

/** Does what a person does; returns where, or null where there is nothing to do it to. */
export async function act(world: World, step: DateStep): Promise<string | null> {
  if (step.type === 'create') return create(world, step);
  if (step.type === 'record' || step.type === 'record-out') return onRecord(world, step);
  if (!('thing' in step)) return null;
  const found = itemOf(world, step.thing);
  if (found === null) return null;
  const { place, stored } = found;
  const shelf = shelfAt(world, place);
  const { id } = stored.ref;
  if (step.type === 'delete') await shelf.remove(id);
  else if (step.type === 'touch') shelf.touch(id);
  else if (step.type === 'garble') shelf.garble(id, !stored.garbled);
  else {
    const patch = patchOf(stored.item, step);
    if (patch === null) return null;
    if (patch === 'remove') await shelf.remove(id);
    else await shelf.edit(id, patch);
  }
  return place;
}

async function create(world: World, step: Extract<DateStep, { type: 'create' }>): Promise<string> {
  const { inCrm, user, thing, edit, day, shape, rule } = step;
  const first = new Date(Date.UTC(2026, 10, 21) + day * 86_400_000).toISOString().slice(0, 10);
  const whole = shape === 'all-day';
  const item: Item = {
    '@type': 'Event',
    uid: uidOf(thing),
    title: titleOf(thing, edit),
    start: `${first}T${whole ? '00:00:00' : timeOf(edit)}`,
    duration: whole ? 'P1D' : `PT${String(30 + edit)}M`,
    ...(whole ? { showWithoutTime: true } : {}),
    ...(shape === 'timed' || shape === 'single' ? { timeZone: 'Europe/Zurich' } : {}),
    ...(rule === null ? {} : { recurrenceRules: [RULES[rule] ?? {}] }),
  };
  const place = inCrm ? 'crm' : mailboxPlace(user);
  const collection = inCrm ? RECORD_TYPE : (world.mailboxes[user]?.collection ?? '');
  await shelfAt(world, place).insert(item, { collection, users: inCrm ? [userId(user)] : [] });
  return place;
}

/** What a person's program writes on an item; `remove`: nothing is left of it; null: there is no such date. */
function patchOf(item: JsonObject, step: DateStep): JsonObject | 'remove' | null {
  if (step.type === 'edit') {
    const said = written(step, item, textOf(item['start']));
    return step.field === 'start' ? movedTo(item, textOf(said['start'])) : said;
  }
  if (step.type === 'repeat') return repeated(item, step.rule === null ? null : (RULES[step.rule] ?? null));
  const starts = originalStarts(item);
  if ((step.type !== 'date' && step.type !== 'date-out') || starts === null) return null;
  const id = starts[step.index % starts.length];
  if (id === undefined) return null;
  if (step.type === 'date-out' && starts.length === 1) return 'remove';
  const overrides = objectOf(item['recurrenceOverrides']);
  const before = objectOf(overrides[id]);
  const said: Json =
    step.type === 'date-out' ? { excluded: true } : { ...before, ...written(step, item, id) };
  return { recurrenceOverrides: { ...overrides, [id]: said } };
}

/** Another rule: exceptions of dates that are no more are dropped by the program. */
function repeated(item: JsonObject, rule: JsonObject | null): JsonObject {
  const start = textOf(item['start']);
  const days = rule === null ? [] : ruleDays(rule).map((day) => dayAfter(start, day));
  const kept = Object.entries(objectOf(item['recurrenceOverrides'])).filter(([id]) => days.includes(id));
  return {
    recurrenceRules: rule === null ? null : [rule],
    recurrenceOverrides: kept.length === 0 ? null : Object.fromEntries(kept),
  };
}

async function onRecord(
  world: World,
  step: Extract<DateStep, { type: 'record' | 'record-out' }>,
): Promise<string | null> {
  const records = [...world.shelf.items.values()]
    .filter(({ item, deleted, garbled }) => !deleted && !garbled && item['uid'] === uidOf(step.thing))
    .sort((a, b) => (dateOfRecord(a.item).key < dateOfRecord(b.item).key ? -1 : 1));
  const record = records[step.index % records.length];
  if (record === undefined) return null;
  const { id } = record.ref;
  if (step.type === 'record-out') await world.shelf.remove(id);
  else await world.shelf.edit(id, written(step, record.item, textOf(record.item['start'])));
  return 'crm';
}

/** What an edit makes of a field. `start`: when it takes place otherwise. */
function written(
  { field, thing, edit }: { readonly field: DateField; readonly thing: number; readonly edit: number },
  item: JsonObject,
  start: string,
): JsonObject {
  const whole = item['showWithoutTime'] === true;
  switch (field) {
    case 'title':
      return { title: titleOf(thing, edit) };
    case 'description':
      return { description: `d${String(edit)}` };
    case 'place':
      return { locations: { '1': { name: `l${String(edit)}` } } };
    case 'duration':
      return { duration: whole ? `P${String(1 + (edit % 3))}D` : `PT${String(30 + edit)}M` };
    case 'start':
      return { start: whole ? dayAfter(start, 1 + (edit % 3)) : `${start.slice(0, 10)}T${timeOf(edit)}` };
  }
}

function titleOf(thing: number, edit: number): string {
  return `#${String(thing)}.${String(edit)}`;
}

/** A time of day that no other edit has. */
function timeOf(edit: number): string {
  const [hour, minute] = [6 + Math.floor(edit / 6), (edit % 6) * 10].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${hour ?? ''}:${minute ?? ''}:00`;
}

/** The item of a thing in the mailbox where it lies. */
function itemOf(world: World, thing: number): { readonly place: string; readonly stored: Stored } | null {
  for (const user of world.mailboxes.keys()) {
    const place = mailboxPlace(user);
    for (const stored of shelfAt(world, place).items.values()) {
      if (!stored.deleted && stored.item['uid'] === uidOf(thing)) return { place, stored };
    }
  }
  return null;
}
