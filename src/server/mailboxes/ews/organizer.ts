// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/myresponsetype
import type { Json, JsonObject } from '../../../sync/json.ts';
import { isObject } from '../../../sync/json.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import type { Element } from './element.ts';
import { textOf } from './element.ts';
import type { Owner } from './properties/property.ts';

/** What an attendee's copy says of their own answer. */
const ANSWERS = new Set(['Tentative', 'Accept', 'Decline', 'NoResponseReceived']);

/** Whether an item is its mailbox's own: the organiser's copy of a meeting, or no meeting at all. */
export function isOrganizersCopy(item: Element): boolean {
  if (ANSWERS.has(textOf(item, 'MyResponseType') ?? '')) return false;
  return !(textOf(item, 'IsOrganizer') === 'false' && textOf(item, 'IsMeeting') === 'true');
}

/**
 * The event with its organiser under the main address of the account, wherever it names a further one: Exchange knows
 * its mailbox by the main one alone, and would show the other one as somebody else.
 */
export function organizedByMain(event: Event, owner: Owner): Event {
  const overrides = Object.entries(event.recurrenceOverrides ?? {});
  const renamed = { ...event, ...mainNamed(event, owner) };
  if (overrides.length === 0) return renamed;
  const patches = overrides.map(([id, patch]) => [id, { ...patch, ...mainNamed(patch, owner) }] as const);
  return { ...renamed, recurrenceOverrides: Object.fromEntries(patches) };
}

function mainNamed(item: JsonObject, { addresses: [main, ...aliases] }: Owner): JsonObject {
  const { participants } = item;
  if (main === undefined || !isObject(participants)) return {};
  const alias = aliases.find((address) => isOrganizer(participants[address]));
  if (alias === undefined) return {};
  const { [alias]: organizer, ...others } = participants;
  const present = others[main];
  const [one, other] = [isObject(organizer) ? organizer : {}, isObject(present) ? present : {}];
  const roles = { ...rolesOf(other), ...rolesOf(one) };
  return { participants: { ...others, [main]: { ...other, ...one, roles } } };
}

function rolesOf(entry: Json | undefined): JsonObject {
  return isObject(entry) && isObject(entry['roles']) ? entry['roles'] : {};
}

function isOrganizer(entry: Json | undefined): boolean {
  return rolesOf(entry)['owner'] === true;
}
