// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/attendee
import type { Json, JsonObject } from '../../../../sync/json.ts';
import { isObject } from '../../../../sync/json.ts';
import type { Element } from '../element.ts';
import { childOf, childrenOf, element, textOf } from '../element.ts';
import type { FieldChange } from '../fields.ts';
import { fieldUri } from '../fields.ts';
import { isOrganizersCopy } from '../organizer.ts';
import type { Owner, PropertyPair } from './property.ts';

const LISTS = ['RequiredAttendees', 'OptionalAttendees', 'Resources'] as const;
type List = (typeof LISTS)[number];

const STATES: Readonly<Record<string, string>> = {
  Accept: 'accepted',
  Decline: 'declined',
  Tentative: 'tentative',
};
const GROUPS = new Set(['PublicDL', 'PrivateDL', 'GroupMailbox']);
/** The address of somebody in the directory, where a server gives no other (a person who left). */
const DIRECTORY = 'x500:';

/**
 * Organizer and attendees. Answers come in by mail and are the server's to note: nobody can set them, and an attendee's
 * own one stands in MyResponseType. Only the organiser's copy says who is invited.
 */
export const participants: PropertyPair = {
  names: ['participants'],
  fields: [
    'calendar:Organizer',
    'calendar:RequiredAttendees',
    'calendar:OptionalAttendees',
    'calendar:Resources',
    'calendar:IsMeeting',
    'calendar:MyResponseType',
    'calendar:IsOrganizer',
  ].map(fieldUri),
  read(item, owner) {
    const found: Record<string, JsonObject> = {};
    for (const list of LISTS) {
      for (const attendee of childrenOf(childOf(item, list), 'Attendee')) {
        const address = addressOf(childOf(attendee, 'Mailbox'));
        if (address !== null) found[address] ??= attendeeOf(attendee, list);
      }
    }
    // Every item has an organiser. Alone with it its owner has no meeting, whatever the server still calls it.
    if (Object.keys(found).length === 0 && isOrganizersCopy(item)) return {};
    const all = withOrganizer(
      withOwnAnswer(found, item, owner),
      childOf(childOf(item, 'Organizer'), 'Mailbox'),
    );
    return Object.keys(all).length === 0 ? {} : { participants: all };
  },
  write(event, owner, current) {
    if (current !== null && !isOrganizersCopy(current)) return [];
    const people = isObject(event['participants']) ? event['participants'] : {};
    // Whatever stands in a mailbox is organised by its owner: somebody else's meeting must not be invited to from here.
    const foreign = !isOwn(people, owner);
    return LISTS.map((list) => listChange(list, foreign ? {} : people, current));
  },
};

/** Whether the meeting is organised by the account, or by nobody in particular. */
function isOwn(people: JsonObject, owner: Owner): boolean {
  const owners = Object.keys(people).filter((address) => hasRole(people[address], 'owner'));
  return owners.length === 0 || owners.some((address) => owner.addresses.includes(address));
}

/** The canonical address of a Mailbox element; null when it has none. */
function addressOf(mailbox: Element | undefined): string | null {
  const address = (textOf(mailbox, 'EmailAddress') ?? '').replace(/^(?:mailto|smtp):/i, '').trim();
  if (address.includes('@')) return `mailto:${address.toLowerCase()}`;
  return address === '' ? null : `${DIRECTORY}${address}`;
}

function attendeeOf(attendee: Element, list: List): JsonObject {
  const mailbox = childOf(attendee, 'Mailbox');
  const state = STATES[textOf(attendee, 'ResponseType') ?? ''];
  const isGroup = GROUPS.has(textOf(mailbox, 'MailboxType') ?? '');
  return {
    ...nameOf(mailbox),
    ...(list === 'Resources' ? { kind: 'resource' } : isGroup ? { kind: 'group' } : {}),
    roles: list === 'OptionalAttendees' ? { attendee: true, optional: true } : { attendee: true },
    ...(state === undefined ? {} : { participationStatus: state }),
  };
}

/** A server without a name for somebody puts the address in its place. */
function nameOf(mailbox: Element | undefined): JsonObject {
  const name = (textOf(mailbox, 'Name') ?? '').replace(/\s+/g, ' ');
  const says = name !== '' && `mailto:${name.toLowerCase()}` !== addressOf(mailbox);
  return says ? { name } : {};
}

function withOwnAnswer(
  found: Readonly<Record<string, JsonObject>>,
  item: Element,
  { addresses }: Owner,
): Readonly<Record<string, JsonObject>> {
  const state = STATES[textOf(item, 'MyResponseType') ?? ''];
  const own = addresses.find((address) => found[address] !== undefined);
  if (isOrganizersCopy(item) || own === undefined) return found;
  const { participationStatus: _noted, ...rest } = found[own] ?? {};
  return { ...found, [own]: state === undefined ? rest : { ...rest, participationStatus: state } };
}

function withOrganizer(
  found: Readonly<Record<string, JsonObject>>,
  mailbox: Element | undefined,
): Readonly<Record<string, JsonObject>> {
  const address = addressOf(mailbox);
  if (address === null) return found;
  const attendee = found[address];
  const roles = isObject(attendee?.['roles']) ? attendee['roles'] : {};
  return { ...found, [address]: { ...nameOf(mailbox), ...attendee, roles: { owner: true, ...roles } } };
}

function listChange(list: List, people: JsonObject, current: Element | null): FieldChange {
  const field = fieldUri(`calendar:${list}`);
  const members = Object.entries(people).filter(([address, entry]) => listOf(address, entry) === list);
  // A contact group of the organiser's own has no address, and is nobody that we know of: it stays invited.
  const nameless = childrenOf(childOf(current ?? undefined, list), 'Attendee').filter(
    (attendee) => addressOf(childOf(attendee, 'Mailbox')) === null,
  );
  if (members.length + nameless.length === 0) return { type: 'delete', field };
  const present = LISTS.flatMap((name) => childrenOf(childOf(current ?? undefined, name), 'Attendee'));
  const attendees = members.map(([address, entry]) =>
    attendeeElement(
      address,
      entry,
      present.find((known) => addressOf(childOf(known, 'Mailbox')) === address),
    ),
  );
  return { type: 'set', field, value: element(list, [...attendees, ...nameless]) };
}

/** Who is invited already keeps what the server noted of them. */
function attendeeElement(address: string, entry: Json, present: Element | undefined): Element {
  const noted = ['ResponseType', 'LastResponseTime'].flatMap((name) => childOf(present, name) ?? []);
  const type = childOf(childOf(present, 'Mailbox'), 'MailboxType');
  return element('Attendee', [mailboxOf(address, entry, type), ...noted]);
}

/** Where somebody stands; null for who isn't invited, or can't be reached by mail. */
function listOf(address: string, entry: Json): List | null {
  const reachable = address.startsWith('mailto:') || address.startsWith(DIRECTORY);
  if (!isObject(entry) || !reachable || hasRole(entry, 'owner')) return null;
  if (entry['kind'] === 'resource' || entry['kind'] === 'location') return 'Resources';
  return hasRole(entry, 'optional') || hasRole(entry, 'informational')
    ? 'OptionalAttendees'
    : 'RequiredAttendees';
}

function mailboxOf(address: string, entry: Json, type: Element | undefined): Element {
  const name = isObject(entry) && typeof entry['name'] === 'string' ? entry['name'] : '';
  const plain = address.slice(address.indexOf(':') + 1);
  return element('Mailbox', [
    ...(name === '' ? [] : [element('Name', name)]),
    element('EmailAddress', plain),
    element('RoutingType', address.startsWith(DIRECTORY) ? 'EX' : 'SMTP'),
    ...(type === undefined ? [] : [type]),
  ]);
}

function hasRole(entry: Json | undefined, role: string): boolean {
  return isObject(entry) && isObject(entry['roles']) && entry['roles'][role] === true;
}
