import type ICAL from 'ical.js';
import { parseCalendar } from '../../groupware/ical/calendar-object.ts';
import { exceptionAt } from '../../groupware/ical/edit.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { CalendarSubject, WriteSurroundings } from '../calendar-port.ts';
import { ItemProblem } from '../item-problem.ts';
import { fieldOf } from './calendar-item.ts';
import { checkBoundaries } from './boundaries.ts';
import { checkedText } from './create.ts';
import { extendedPath } from './extended/path.ts';
import { mirroredUri } from './extended/mirrored-write.ts';
import { removeProperty } from './extended/stored.ts';
import type { Writing } from './fields/field.ts';
import { calendarIn } from './mime-in.ts';
import { checkOccurrence } from './occurrences.ts';
import { masterIn } from './occurrence-event.ts';
import { linesByName, passOn } from './pass-on.ts';
import { finish, setField, uriOfElement } from './write-field.ts';
import { applyTimes, checkSeries } from './write-series.ts';

/** See CalendarMapping.updated. */
export function updated(
  subject: CalendarSubject,
  updates: XmlElement,
  surroundings: WriteSurroundings,
): string {
  const { object } = subject.copy;
  const { occurrence } = subject;
  if (occurrence !== null) checkOccurrence(subject.copy, occurrence);
  const mime = mimeIn(updates);
  const stored = parseCalendar(object.text);
  const calendar = mime === null ? stored : replaced(stored, mime, object.uid, surroundings.now);
  const event =
    occurrence === null
      ? (masterIn(calendar) ?? calendar.getFirstSubcomponent('vevent'))
      : exceptionAt(calendar, occurrence);
  if (event === null) throw new ItemProblem('ErrorItemNotFound', 'The item is not there any more.');
  const before = linesByName(event);
  const isOccurrence = event.hasProperty('recurrence-id');
  const writing: Writing = {
    calendar,
    event,
    surroundings,
    creating: false,
    isOccurrence,
    times: {},
    reminder: {},
  };
  for (const update of updates.children) applyUpdate(writing, update);
  applyTimes(writing, mime === null ? object : null);
  finish(writing);
  if (occurrence === null) passOn(calendar, event, before);
  const timed = Object.keys(writing.times).length > 0;
  if (timed) countUp(event, surroundings.user.address);
  const text = checkedText(calendar, mime !== null);
  if (timed && occurrence === null) checkSeries(text);
  if (timed && occurrence !== null) checkBoundaries(text, occurrence);
  return text;
}

/** t:SetItemField, t:AppendToItemField or t:DeleteItemField. */
function applyUpdate(writing: Writing, update: XmlElement): void {
  const [path, item] = update.children;
  if (path === undefined) throw new ItemProblem('ErrorInvalidPropertySet', 'An update names no property.');
  if (update.name === 'DeleteItemField') {
    clear(writing, path);
    return;
  }
  const [element, ...others] = item?.children ?? [];
  if (element === undefined || others.length > 0 || !isOf(element, path)) {
    throw new ItemProblem(
      'ErrorUpdatePropertyMismatch',
      `The property that is named is not the one that is given: ${nameOf(path)}.`,
    );
  }
  if (update.name === 'AppendToItemField') append(writing, path, element);
  else if (element.name !== 'MimeContent') setField(writing, element);
}

function isOf(element: XmlElement, path: XmlElement): boolean {
  if (path.name === 'ExtendedFieldURI') {
    const [field] = element.children;
    return (
      element.name === 'ExtendedProperty' &&
      field !== undefined &&
      extendedPath(field).key === extendedPath(path).key
    );
  }
  return path.name === 'FieldURI' && uriOfElement(element.name) === path.attributes['FieldURI'];
}

function append(writing: Writing, path: XmlElement, element: XmlElement): void {
  const write = fieldOf(path.attributes['FieldURI'] ?? '')?.write;
  if (write?.append === undefined) {
    throw new ItemProblem(
      'ErrorInvalidPropertyAppend',
      `Append action is invalid for property ${nameOf(path)}.`,
    );
  }
  write.append(writing, element);
}

function clear(writing: Writing, path: XmlElement): void {
  const mirrored = path.name === 'ExtendedFieldURI' ? mirroredUri(path) : null;
  if (path.name === 'ExtendedFieldURI' && mirrored === null) {
    removeProperty(writing.event, extendedPath(path));
    return;
  }
  const write = fieldOf(mirrored ?? path.attributes['FieldURI'] ?? '')?.write;
  if (write?.clear === undefined) {
    throw new ItemProblem(
      'ErrorInvalidPropertyDelete',
      `Delete action is invalid for property ${nameOf(path)}.`,
    );
  }
  write.clear(writing);
}

function nameOf({ name, attributes }: XmlElement): string {
  return attributes['FieldURI'] ?? name;
}

/** The t:MimeContent that the updates set, or null. */
function mimeIn(updates: XmlElement): XmlElement | null {
  const items = updates.children
    .filter(({ name }) => name === 'SetItemField')
    .flatMap(({ children }) => children[1]?.children ?? []);
  return items.find(({ name }) => name === 'MimeContent') ?? null;
}

/** The calendar of a MimeContent in place of the stored one, with what only this face keeps in it. */
function replaced(stored: ICAL.Component, mime: XmlElement, uid: string, now: number): ICAL.Component {
  const calendar = calendarIn(mime, uid, now);
  for (const event of calendar.getAllSubcomponents('vevent')) event.updatePropertyWithValue('uid', uid);
  const own = masterIn(stored)?.getAllProperties() ?? [];
  for (const property of own.filter(({ name }) => name.startsWith('x-ews-'))) {
    masterIn(calendar)?.addProperty(property);
  }
  return calendar;
}

/** Everybody must be able to tell that an organiser's meeting was moved (RFC 5546, 2.1.4). */
function countUp(event: ICAL.Component, address: string): void {
  const organizer = event.getFirstProperty('organizer');
  if (organizer === null) return;
  const isOwn = String(organizer.getFirstValue()).toLowerCase() === `mailto:${address}`;
  const sequence = Number(event.getFirstPropertyValue('sequence') ?? 0);
  if (isOwn) event.updatePropertyWithValue('sequence', sequence + 1);
}
