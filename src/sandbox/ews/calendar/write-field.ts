import type { XmlElement } from '../../xml/tree.ts';
import { ItemProblem } from '../item-problem.ts';
import { fieldOf } from './calendar-item.ts';
import { CALENDAR_FIELD_NAMES } from './fields/calendar-fields.ts';
import type { Writing } from './fields/field.ts';
import { applyReminder } from './fields/reminder.ts';
import { setStamp } from './fields/values.ts';
import { mirroredElement } from './extended/mirrored-write.ts';
import { storeProperty } from './extended/stored.ts';

/** FieldURI of an element of t:CalendarItem. */
export function uriOfElement(name: string): string {
  return `${CALENDAR_FIELD_NAMES.includes(name) ? 'calendar' : 'item'}:${name}`;
}

/** Sets one property by its element. What cannot be set: ItemProblem ErrorInvalidPropertySet. */
export function setField(writing: Writing, element: XmlElement): void {
  if (element.name === 'ExtendedProperty') {
    const mirrored = mirroredElement(element);
    if (mirrored === null) storeProperty(writing.event, element);
    else setField(writing, mirrored);
    return;
  }
  const uri = uriOfElement(element.name);
  const write = fieldOf(uri)?.write;
  if (write === undefined) {
    throw new ItemProblem('ErrorInvalidPropertySet', `Set action is invalid for property ${uri}.`, {
      FieldURI: uri,
    });
  }
  write.set(writing, element);
}

/** Writes what depends on several properties, and when it was written. */
export function finish(writing: Writing): void {
  const { event, reminder, creating, surroundings } = writing;
  if (Object.keys(reminder).length > 0) applyReminder(event, reminder);
  if (creating && !event.hasProperty('created')) setStamp(event, 'created', surroundings.now);
  if (!creating || !event.hasProperty('dtstamp')) setStamp(event, 'dtstamp', surroundings.now);
  setStamp(event, 'last-modified', surroundings.now);
}
