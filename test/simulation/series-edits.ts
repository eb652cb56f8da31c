import type { Item } from '../../src/sync/item.ts';
import type { JsonObject } from '../../src/sync/json.ts';
import { note, noteChange, wasWritten, type Spot } from './edits.ts';
import { dayAfter, daysOf } from './expansion.ts';
import { EXCLUDED, NOTHING, type Values } from './journal.ts';
import { objectOf, textOf } from './loose-json.ts';
import { inheritSecret, salted, secretAt } from './judges/secrets.ts';
import { readItem, ruleValue, valuesOf } from './reading.ts';
import type { Step } from './scenario.ts';
import { repeated, splitAt } from './series.ts';
import { movedStart, ruleOf, titleOf, written } from './values.ts';
import { mailboxPlace, shelfAt, type World } from './world.ts';

type Of<T extends Step['type']> = Extract<Step, { readonly type: T }>;

/** A person writes another title for one date, or takes it out. */
export async function editOccurrence(
  world: World,
  step: Of<'occurrence'>,
  id: string,
  item: Item,
): Promise<boolean> {
  const { thing, place, index, exclude } = step;
  const field = `occurrence ${String(index)}`;
  const seen = valuesOf(item, place);
  if (!takesPlace(item, index, seen) || (exclude && isSecret(world, step))) return false;
  const key = dayAfter(textOf(item['start']), index);
  const { [key]: before, ...others } = objectOf(item['recurrenceOverrides']);
  const patch = exclude
    ? { excluded: true }
    : { ...objectOf(before), ...salted(world, thing, place, { title: titleOf(thing, step.edit) }) };
  await shelfAt(world, place).edit(id, { recurrenceOverrides: { ...others, [key]: patch } });
  note(world, step, field, exclude ? EXCLUDED : `e${String(step.edit)}`, seen[field] ?? null);
  const moved = seen[`start of ${field}`];
  if (exclude && moved !== undefined) note(world, step, `start of ${field}`, EXCLUDED, moved);
  return true;
}

/** A person moves one date to its evening. */
export async function moveOccurrence(
  world: World,
  step: Of<'move'>,
  id: string,
  item: Item,
): Promise<boolean> {
  const { place, index, edit } = step;
  const field = `start of occurrence ${String(index)}`;
  const seen = valuesOf(item, place);
  if (!takesPlace(item, index, seen) || item['showWithoutTime'] === true) return false;
  const key = dayAfter(textOf(item['start']), index);
  const overrides = objectOf(item['recurrenceOverrides']);
  const patch = { ...objectOf(overrides[key]), start: movedStart(key, edit) };
  await shelfAt(world, place).edit(id, { recurrenceOverrides: { ...overrides, [key]: patch } });
  note(world, step, field, `e${String(edit)}`, seen[field] ?? null);
  return true;
}

/** A person gives a series another rule or none, or makes a series of a single event. */
export async function repeat(world: World, step: Of<'repeat'>, id: string, item: Item): Promise<boolean> {
  const rule = step.rule ? ruleOf(step.edit) : null;
  if (rule === null && item['recurrenceRules'] === undefined) return false;
  return reshape(world, step, id, item, repeated(item, rule));
}

/** "This and following", as mail clients do it. */
export async function split(world: World, step: Of<'split'>, id: string, item: Item): Promise<boolean> {
  const { place, thing, tail, edit } = step;
  if (item['recurrenceRules'] === undefined || world.meetings.has(thing)) return false;
  const uid = `thing-${String(tail)}@people.example`;
  const title = salted(world, thing, place, written('title', tail, edit, item));
  const parts = splitAt(item, step.index, { uid, ...title });
  if (parts === null || !(await reshape(world, step, id, item, parts.head))) return false;
  const { ref, users } = shelfAt(world, place).items.get(id) ?? { ref: { collection: '' }, users: [] };
  const begun = await shelfAt(world, place).insert(parts.tail, { collection: ref.collection, users });
  inheritSecret(world, place, thing, tail);
  const owners = users.map((user) => mailboxPlace(Number(user.split('-')[1])));
  world.homes.set(tail, ['crm', ...(place === 'crm' ? owners : [place])]);
  world.journal.push({ type: 'created', thing: tail, place, ...readItem(begun.item, place) });
  return true;
}

/** Writes another rule, and notes what happened to it and to the exceptions of dates that are no more. */
async function reshape(
  world: World,
  step: Of<'repeat' | 'split'>,
  id: string,
  item: Item,
  patch: JsonObject,
): Promise<boolean> {
  const { place } = step;
  const next: JsonObject = { ...item, ...patch };
  const value = patch['recurrenceRules'] === null ? NOTHING : ruleValue(next);
  // With a date that another rule lacks, what makes the series private could go.
  if (wasWritten(world, step, 'rule', value) || isSecret(world, step)) return false;
  const seen = valuesOf(item, place);
  const stored = await shelfAt(world, place).edit(id, patch);
  const after = valuesOf(stored.item, place);
  note(world, step, 'rule', value, seen['rule'] ?? null);
  const dropped = Object.keys(seen).filter(
    (field) => field.includes('occurrence ') && after[field] === undefined,
  );
  for (const field of dropped) {
    noteChange(world, step, field, seen, after);
    // Of a date that had been moved before it was taken out, that it begins nowhere goes as well.
    const begins = `start of ${field}`;
    if (seen[field] === EXCLUDED && wasWritten(world, step, begins, EXCLUDED))
      note(world, step, begins, NOTHING, EXCLUDED);
  }
  return true;
}

function isSecret({ secrets }: World, { thing, place }: Spot): boolean {
  return secrets.has(secretAt(thing, place));
}

/** Whether the series has that date. */
function takesPlace(item: Item, index: number, seen: Values): boolean {
  if (item['recurrenceRules'] === undefined || !daysOf(item).includes(index)) return false;
  return seen[`occurrence ${String(index)}`] !== EXCLUDED;
}
