import type { Stored } from '../../src/server/memory/store.ts';
import type { Item } from '../../src/sync/item.ts';
import type { Decision } from './decision-steps.ts';
import { edit, guest, setPrivacy } from './edits.ts';
import type { Place } from './journal.ts';
import { answer, attendedAt, deliver, invited, leave, meet, scribble } from './meetings.ts';
import { freshItem } from './fresh-item.ts';
import { inheritSecret, salted } from './judges/secrets.ts';
import { meddle } from './judges/withheld.ts';
import { readItem, valuesOf } from './reading.ts';
import type { Step } from './scenario.ts';
import { editOccurrence, moveOccurrence, repeat, split } from './series-edits.ts';
import { written } from './values.ts';
import {
  copyAt,
  mailboxOf,
  mailboxPlace,
  RECORD_TYPE,
  shelfAt,
  userAt,
  userId,
  type World,
} from './world.ts';

type Human = Exclude<Step, Decision | { readonly type: 'pump' | 'resume' | 'wait' | 'forget' }>;

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
  if (step.type === 'invited') return invited(world, step);
  if (step.type === 'meddle') return meddle(world, step);
  const stored = copyAt(world, step.place, step.thing);
  if (stored === null) return false;
  const [unheard, before] = [isUnheard(step.place, stored), world.journal.length];
  const isDone = await actOn(world, step, stored, unheard);
  if (unheard)
    for (const [index, entry] of world.journal.entries())
      if (index >= before && entry.type === 'edited') world.journal[index] = { ...entry, unheard: true };
  return isDone;
}

/** What a person does to something that is there. */
async function actOn(
  world: World,
  step: Exclude<Human, { readonly type: 'create' | 'meet' | 'invited' | 'meddle' }>,
  stored: Stored,
  unheard: boolean,
): Promise<boolean> {
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
        unheard,
      });
      await shelf.remove(id);
      return true;
    case 'copy':
      return copy(world, step, id, item);
    case 'edit':
      return edit(world, step, id, item);
    case 'guest':
      return guest(world, step, id, item);
    case 'privacy':
      return setPrivacy(world, step, id, item);
    case 'scribble':
      return attendedAt(world, step.thing, step.place) && scribble(world, step, stored);
    case 'occurrence':
      return editOccurrence(world, step, id, item);
    case 'move':
      return moveOccurrence(world, step, id, item);
    case 'repeat':
      return repeat(world, step, id, item);
    case 'split':
      return split(world, step, id, item);
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
  world.journal.push({ type: 'created', thing, place, ...readItem(stored.item, place) });
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
  const title = salted(world, step.thing, place, written('title', twin, edit, item));
  const copied = await shelfAt(world, place).copy(id, { uid, ...title });
  inheritSecret(world, place, step.thing, twin);
  world.homes.set(twin, ['crm', place]);
  world.journal.push({ type: 'created', thing: twin, place, ...readItem(copied.item, place) });
  return true;
}
