import { applyPatch, type Item } from '../../src/sync/item.ts';
import type { Json, JsonObject } from '../../src/sync/json.ts';
import type { Stored } from '../../src/server/memory/store.ts';
import { freshItem } from './fresh-item.ts';
import type { Place } from './journal.ts';
import { SHARED } from './properties.ts';
import type { Step } from './scenario.ts';
import { written } from './values.ts';
import { textOf } from './loose-json.ts';
import { readItem, valuesOf } from './reading.ts';
import { addressOf, copyAt, mailboxOf, mailboxPlace, shelfAt, userAt, type World } from './world.ts';

/** A user calls others to a meeting; the invitations arrive at once. */
export async function meet(world: World, step: Extract<Step, { type: 'meet' }>): Promise<boolean> {
  const { place, thing, user, attendees, chair = addressOf(user) } = step;
  const guests = attendees.map((guest) => [addressOf(guest), { roles: { attendee: true } }] as const);
  const participants = {
    [chair]: { roles: { owner: true, attendee: true }, participationStatus: 'accepted' },
    ...Object.fromEntries(guests),
  };
  const { shelf, collection } = mailboxOf(world, user);
  const stored = await shelf.insert({ ...freshItem(step), participants }, { collection });
  world.homes.set(thing, ['crm', place]);
  const nobody = { copies: new Map(), answers: new Map(), replied: false, scribbled: false };
  world.meetings.set(thing, { organizer: place, attendees, ...nobody });
  world.journal.push({ type: 'created', thing, place, ...readItem(stored.item, place) });
  await deliver(world, thing);
  return true;
}

/** The address of somebody whom nobody synchronises, and who calls users to meetings. */
const CHAIR = 'mailto:chair@elsewhere.example';

/** Somebody from outside calls users to a meeting; what their calendar says of it is what the record has to say. */
export async function invited(world: World, step: Extract<Step, { type: 'invited' }>): Promise<boolean> {
  const { place, thing, attendees } = step;
  const guests = attendees.map((guest) => [addressOf(guest), { roles: { attendee: true } }] as const);
  const participants = {
    [CHAIR]: { roles: { owner: true, attendee: true }, participationStatus: 'accepted' },
    ...Object.fromEntries(guests),
  };
  const stored = await shelfAt(world, place).insert(
    { ...freshItem(step), participants },
    { collection: 'calendar' },
  );
  world.homes.set(thing, ['crm', place]);
  const nobody = { copies: new Map(), answers: new Map(), replied: false, scribbled: false };
  world.meetings.set(thing, { organizer: place, attendees, ...nobody });
  world.journal.push({ type: 'created', thing, place, ...readItem(stored.item, place) });
  return deliver(world, thing);
}

/** The server brings the attendees' copies up to the organiser's; what they answered themselves stays. */
export async function deliver(world: World, thing: number): Promise<boolean> {
  const meeting = world.meetings.get(thing);
  const original = meeting === undefined ? null : copyAt(world, meeting.organizer, thing);
  if (meeting === undefined || original === null) return false;
  for (const user of meeting.attendees) {
    const place = mailboxPlace(user);
    if (meeting.copies.get(place) === null) continue;
    const { shelf, collection } = mailboxOf(world, user);
    const copy = copyAt(world, place, thing);
    const { keywords: _own, ...item } = original.item;
    const stored = await (copy === null
      ? shelf.insert(item, { collection })
      : shelf.edit(copy.ref.id, delivered(original.item, copy.item, user)));
    meeting.copies.set(place, valuesOf(stored.item, place));
  }
  return true;
}

/** An attendee answers in their own copy, and perhaps the reply reaches the organiser's. */
export async function answer(
  world: World,
  step: Extract<Step, { type: 'answer' }>,
  copy: Stored,
): Promise<boolean> {
  const { place, thing, user, status } = step;
  const meeting = world.meetings.get(thing);
  if (meeting === undefined) return false;
  await shelfAt(world, place).edit(copy.ref.id, answered(copy.item, user, status));
  meeting.answers.set(addressOf(user), status);
  const original = copyAt(world, meeting.organizer, thing);
  if (step.delivered && original !== null) {
    await shelfAt(world, meeting.organizer).edit(original.ref.id, answered(original.item, user, status));
    meeting.replied = true;
  }
  return true;
}

/** An attendee throws their copy away; what they had answered need not have arrived. */
export async function leave(
  world: World,
  { thing, place }: { thing: number; place: Place },
  copy: Stored,
): Promise<boolean> {
  const meeting = world.meetings.get(thing);
  await shelfAt(world, place).remove(copy.ref.id);
  meeting?.copies.set(place, null);
  meeting?.answers.delete(addressOf(userAt(place)));
  return true;
}

/** Whether a place holds an attendee's copy of the meeting. */
export function attendedAt(world: World, thing: number, place: Place): boolean {
  return world.meetings.get(thing)?.copies.has(place) ?? false;
}

function delivered(original: Item, copy: Item, user: number): JsonObject {
  const patch = Object.fromEntries(SHARED.map((field): [string, Json] => [field, original[field] ?? null]));
  const own = participant(copy, user)['participationStatus'];
  const current = applyPatch(original, patch);
  return { ...patch, ...(own === undefined ? {} : answered(current, user, textOf(own))) };
}

function answered(item: Item, user: number, status: string): JsonObject {
  const participants = (item['participants'] ?? {}) as JsonObject;
  const changed = { ...participant(item, user), participationStatus: status };
  return { participants: { ...participants, [addressOf(user)]: changed } };
}

function participant(item: Item, user: number): JsonObject {
  return ((item['participants'] ?? {}) as Readonly<Record<string, JsonObject>>)[addressOf(user)] ?? {};
}

/** An attendee changes their own copy. Nobody else is to hear of it; the next version that is delivered undoes it. */
export async function scribble(
  world: World,
  step: Extract<Step, { type: 'scribble' }>,
  copy: Stored,
): Promise<boolean> {
  const { place, thing, edit, fields } = step;
  const patch = fields.reduce<JsonObject>(
    (changed, field) => ({ ...changed, ...written(field, thing, edit, { ...copy.item, ...changed }) }),
    {},
  );
  const stored = await shelfAt(world, place).edit(copy.ref.id, patch);
  const meeting = world.meetings.get(thing);
  if (meeting === undefined) return false;
  meeting.copies.set(place, valuesOf(stored.item, place));
  meeting.scribbled = true;
  return true;
}
