import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type {
  ItemShape,
  ItemSurroundings,
  WriteSurroundings,
} from '../../../../src/sandbox/ews/calendar-port.ts';
import { calendarMapping } from '../../../../src/sandbox/ews/calendar/mapping.ts';
import { ItemProblem } from '../../../../src/sandbox/ews/item-problem.ts';
import { m, mWith, PREFIXES, TYPES, tWith, typeChild } from '../../../../src/sandbox/ews/xml.ts';
import { readCalendarObject } from '../../../../src/sandbox/groupware/ical/calendar-object.ts';
import type { EventCopy } from '../../../../src/sandbox/groupware/model.ts';
import { readXml } from '../../../../src/sandbox/xml/read.ts';
import type { XmlElement } from '../../../../src/sandbox/xml/tree.ts';
import { writeXml } from '../../../../src/sandbox/xml/write.ts';

import { which } from '../../../requirements.ts';

/** The folder of the public corpora; only for suites that require `reference-data`. */
const REFERENCE = resolve(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'reference');

/** Whose mailbox it is. */
const ANNA = { name: 'anna', displayName: 'Anna Demo', address: 'anna@example.org', password: 'x' };

/** When everything is written. */
const NOW = Date.UTC(2026, 10, 21, 14);

/** Writes as Anna, with a TimeZoneContext if a Windows id is given. */
export function writing(zone: string | null = null): WriteSurroundings {
  return {
    user: ANNA,
    now: NOW,
    nameOf: (address) => address,
    timeZoneContext: zone === null ? null : tWith('TimeZoneDefinition', { Id: zone }),
  };
}

/** A copy of an event in Anna's calendar. */
export function copyOf(text: string): EventCopy {
  const object = readCalendarObject(text);
  return {
    id: 'event-1',
    calendarId: 'anna/work',
    name: 'one.ics',
    version: 1,
    scheduleVersion: 1,
    serial: 1,
    createdAt: Date.UTC(2026, 0, 5),
    modifiedAt: Date.UTC(2026, 1, 1),
    object,
  };
}

/** Asks for all properties; `more` names FieldURIs. */
export function shape(more: readonly string[] = [], rest: Partial<ItemShape> = {}): ItemShape {
  const additional = more.map((uri) => ({ kind: 'field', uri }) as const);
  return { base: 'AllProperties', additional, mimeContent: false, body: 'Best', ...rest };
}

/** Reads as Anna. Ids tell what they stand for. */
export const READING: ItemSurroundings = {
  user: ANNA,
  now: NOW,
  nameOf: (address) => address,
  idOf: (occurrence) =>
    tWith('ItemId', {
      Id: occurrence === null ? 'whole' : new Date(occurrence).toISOString(),
      ChangeKey: 'k1',
    }),
  parentFolderId: tWith('ParentFolderId', { Id: 'calendar', ChangeKey: 'k0' }),
  extended: () => null,
};

/** The item of a text, or of one of its occurrences. */
export function itemOf(
  text: string,
  occurrence: string | null = null,
  wanted: ItemShape = shape(),
): XmlElement {
  const at = occurrence === null ? null : Date.parse(occurrence);
  return calendarMapping.calendarItem({ copy: copyOf(text), occurrence: at }, READING, wanted);
}

/** Text of a child, by a path of local names; undefined when it isn't there. */
export function text(item: XmlElement, ...path: readonly string[]): string | undefined {
  let element: XmlElement | undefined = item;
  for (const name of path) element = element === undefined ? undefined : typeChild(element, name);
  return element?.text;
}

/** An element as its XML without namespace prefixes, for comparing. */
export function plain(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const attributes = Object.entries(element.attributes)
    .filter(([name]) => name !== 'xmlns')
    .map(([name, value]) => ` ${name}="${value}"`);
  const inside = element.text.trim() + element.children.map(plain).join('');
  return `<${element.name}${attributes.join('')}>${inside}</${element.name}>`;
}

/** A t:CalendarItem with this content (without prefixes). */
function calendarItem(content: string): XmlElement {
  return readXml(`<CalendarItem xmlns="${TYPES}">${content}</CalendarItem>`);
}

/** The text of a new item, with DTSTAMP and the like as they come. */
export function created(content: string, zone: string | null = null): string {
  return calendarMapping.calendarObjectFrom(calendarItem(content), writing(zone));
}

/** t:Updates with this content (without prefixes). */
function updates(content: string): XmlElement {
  return readXml(`<Updates xmlns="${TYPES}">${content}</Updates>`);
}

/** A t:SetItemField for an element of a calendar item. */
export function set(uri: string, content: string): string {
  return `<SetItemField><FieldURI FieldURI="${uri}"/><CalendarItem>${content}</CalendarItem></SetItemField>`;
}

/** The text after updates, of the whole or of an occurrence. */
export function updated(
  text: string,
  content: string,
  occurrence: string | null = null,
  zone: string | null = null,
): string {
  const at = occurrence === null ? null : Date.parse(occurrence);
  return calendarMapping.updated({ copy: copyOf(text), occurrence: at }, updates(content), writing(zone));
}

/** Exchange's code for what is wrong; '' when nothing is. */
export function problem(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ItemProblem) return error.code;
    throw error;
  }
  return '';
}

/** Content lines of the VEVENTs of a text, unfolded, without those that differ every time. */
export function eventLines(calendar: string): readonly string[] {
  const lines = calendar.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const events: string[] = [];
  let inside = false;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') inside = true;
    if (inside && !/^(UID|DTSTAMP|CREATED|LAST-MODIFIED):/.test(line)) events.push(line);
    if (line === 'END:VEVENT') inside = false;
  }
  return events;
}

/** What xmllint says against a generation of Exchange's schemas of items in an answer; '' when they are valid. */
export function schemaErrors(items: readonly XmlElement[], generation: 'ews' | 'ews/exchange-15.2'): string {
  const answer = m(
    'GetItemResponse',
    m(
      'ResponseMessages',
      mWith(
        'GetItemResponseMessage',
        { ResponseClass: 'Success' },
        m('ResponseCode', 'NoError'),
        m('Items', ...items),
      ),
    ),
  );
  return lint(writeXml(answer, PREFIXES), generation);
}

/** What xmllint says of a whole message. */
export function lint(message: string, generation: 'ews' | 'ews/exchange-15.2'): string {
  const schema = resolve(REFERENCE, generation, 'ews-body.xsd');
  const { status, stderr } = spawnSync(
    which('xmllint') ?? 'xmllint',
    ['--noout', '--nonet', '--schema', schema, '-'],
    {
      input: message,
      encoding: 'utf8',
    },
  );
  return status === 0 ? '' : stderr;
}
