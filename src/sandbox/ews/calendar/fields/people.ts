import ICAL from 'ical.js';
import { addressOf } from '../../../groupware/ical/edit.ts';
import { childrenOf } from '../../../xml/tree.ts';
import type { XmlElement } from '../../../xml/tree.ts';
import { ItemProblem } from '../../item-problem.ts';
import { t, typeChild, typeName, typeText } from '../../xml.ts';
import type { ItemView } from '../view.ts';
import type { Writing } from './field.ts';

/** The three lists of people that an item has. */
export type AttendeeList = 'RequiredAttendees' | 'OptionalAttendees' | 'Resources';

const RESPONSES: Readonly<Record<string, string>> = {
  ACCEPTED: 'Accept',
  DECLINED: 'Decline',
  TENTATIVE: 'Tentative',
};

const PARAMETERS: Readonly<Record<AttendeeList, Readonly<Record<string, string>>>> = {
  RequiredAttendees: { role: 'REQ-PARTICIPANT' },
  OptionalAttendees: { role: 'OPT-PARTICIPANT' },
  Resources: { cutype: 'RESOURCE', role: 'NON-PARTICIPANT' },
};

/** t:RequiredAttendees, t:OptionalAttendees or t:Resources; null when nobody is in it. */
export function readAttendees(view: ItemView, list: AttendeeList): XmlElement | null {
  const lines = attendeeLines(view.event, list);
  if (lines.length === 0) return null;
  return t(
    list,
    ...lines.map((line) => t('Attendee', mailbox(view, line), t('ResponseType', response(view, line)))),
  );
}

/** t:Organizer: with Exchange, somebody who meets nobody is the organiser too. */
export function readOrganizer(view: ItemView): XmlElement {
  const line = view.event.getFirstProperty('organizer');
  if (line !== null) return t('Organizer', mailbox(view, line));
  const { address, displayName } = view.surroundings.user;
  return t('Organizer', mailboxOf(address, displayName));
}

/** t:MyResponseType. */
export function myResponse(view: ItemView): string {
  if (view.role !== 'attendee') return view.role === 'organizer' ? 'Organizer' : 'Unknown';
  const own = view.part.attendees.find(({ address }) => address === view.surroundings.user.address);
  return RESPONSES[own?.status ?? ''] ?? 'NoResponseReceived';
}

/** Names of the people in a list, as t:DisplayTo has them. */
export function namesIn(view: ItemView, list: AttendeeList): string {
  return attendeeLines(view.event, list)
    .map((line) => nameOf(view, line))
    .join('; ');
}

/** Puts these people into the list, instead of those who were there (or in addition). Who stays, keeps their answer. */
export function setAttendees(
  writing: Writing,
  list: AttendeeList,
  element: XmlElement,
  append = false,
): void {
  const { event, surroundings } = writing;
  const before = event.getAllProperties('attendee');
  const wanted = childrenOf(element, typeName('Attendee')).map(readMailbox);
  const kept = new Map(before.map((line) => [addressOf(line), line]));
  if (!append) for (const line of attendeeLines(event, list)) event.removeProperty(line);
  for (const { address, name } of wanted) {
    const line = kept.get(address);
    if (line !== undefined) event.removeProperty(line);
    event.addProperty(invited(line, address, name ?? surroundings.nameOf(address), list));
  }
  if (wanted.length > 0 && !event.hasProperty('organizer')) becomeOrganizer(writing);
}

/** Removes everybody from the list. */
export function clearAttendees({ event }: Writing, list: AttendeeList): void {
  for (const line of attendeeLines(event, list)) event.removeProperty(line);
}

/** Whether those who are invited are asked to answer. */
export function asksForAnswers(event: ICAL.Component): boolean {
  const lines = event.getAllProperties('attendee');
  return lines.length === 0 || lines.some((line) => parameter(line, 'rsvp') !== 'FALSE');
}

/** Asks for answers, or does not. */
export function askForAnswers(event: ICAL.Component, ask: boolean): void {
  for (const line of event.getAllProperties('attendee')) line.setParameter('rsvp', ask ? 'TRUE' : 'FALSE');
}

function becomeOrganizer({ event, surroundings: { user } }: Writing): void {
  const line = new ICAL.Property('organizer');
  line.setParameter('cn', user.displayName);
  line.setValue(`mailto:${user.address}`);
  event.addProperty(line);
}

function attendeeLines(event: ICAL.Component, list: AttendeeList): readonly ICAL.Property[] {
  return event.getAllProperties('attendee').filter((line) => listOf(line) === list);
}

function listOf(line: ICAL.Property): AttendeeList {
  if (/^(RESOURCE|ROOM)$/.test(parameter(line, 'cutype'))) return 'Resources';
  return /^(OPT|NON)-PARTICIPANT$/.test(parameter(line, 'role')) ? 'OptionalAttendees' : 'RequiredAttendees';
}

function invited(
  line: ICAL.Property | undefined,
  address: string,
  name: string,
  list: AttendeeList,
): ICAL.Property {
  const property = line ?? new ICAL.Property('attendee');
  if (line === undefined) {
    property.setParameter('cn', name);
    property.setParameter('partstat', 'NEEDS-ACTION');
    property.setParameter('rsvp', 'TRUE');
    property.setValue(`mailto:${address}`);
  } else if (listOf(line) === list) return line;
  property.removeParameter('cutype');
  for (const [key, value] of Object.entries(PARAMETERS[list])) property.setParameter(key, value);
  return property;
}

function readMailbox(attendee: XmlElement): { readonly address: string; readonly name: string | undefined } {
  const box = typeChild(attendee, 'Mailbox');
  const address = box === undefined ? undefined : typeText(box, 'EmailAddress');
  if (box === undefined || address === undefined || address === '') {
    throw new ItemProblem('ErrorMissingInformationEmailAddress', 'An attendee has no e-mail address.');
  }
  const name = typeText(box, 'Name');
  return { address: address.toLowerCase(), name: name === '' ? undefined : name };
}

function response(view: ItemView, line: ICAL.Property): string {
  if (addressOf(line) === view.part.organizer?.address) return 'Organizer';
  return RESPONSES[parameter(line, 'partstat')] ?? 'Unknown';
}

function mailbox(view: ItemView, line: ICAL.Property): XmlElement {
  return mailboxOf(addressOf(line), nameOf(view, line));
}

function mailboxOf(address: string, name: string): XmlElement {
  return t('Mailbox', t('Name', name), t('EmailAddress', address), t('RoutingType', 'SMTP'));
}

function nameOf(view: ItemView, line: ICAL.Property): string {
  const name: unknown = line.getFirstParameter('cn');
  return typeof name === 'string' && name !== '' ? name : view.surroundings.nameOf(addressOf(line));
}

function parameter(line: ICAL.Property, name: string): string {
  const value: unknown = line.getFirstParameter(name);
  return typeof value === 'string' ? value.toUpperCase() : '';
}
