import ICAL from 'ical.js';
import { ItemProblem } from '../../item-problem.ts';

/** xs:dateTime in UTC, to the second, as Exchange writes it. */
export function dateTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Text of a property of a VEVENT, or null. */
export function textOf(event: ICAL.Component, name: string): string | null {
  const property = event.getFirstProperty(name);
  if (property === null) return null;
  const value = String(property.getFirstValue() ?? '');
  // What ical.js doesn't know stays as it is written.
  return property.type === 'unknown' ? unescaped(value) : value;
}

/** Sets a text, or removes the property when it is empty. */
export function setText(event: ICAL.Component, name: string, text: string): void {
  if (text === '') event.removeAllProperties(name);
  else event.updatePropertyWithValue(name, name.startsWith('x-') ? escaped(text) : text);
}

/** Longest Subject and Location that Exchange takes. */
const LONGEST_LINE = 255;

/** Sets a text that Exchange keeps short. A longer one: ItemProblem ErrorPropertyValidationFailure. */
export function setLine(event: ICAL.Component, name: string, text: string): void {
  if (text.length > LONGEST_LINE) {
    throw new ItemProblem(
      'ErrorPropertyValidationFailure',
      `At least one property failed validation: ${name} has more than ${String(LONGEST_LINE)} characters.`,
    );
  }
  setText(event, name, text);
}

/** Text as RFC 5545, 3.3.11 writes it, for properties that ical.js doesn't know. */
export function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/[,;]/g, (sign) => `\\${sign}`);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([\\,;nN])/g, (_all, sign: string) => (/n/i.test(sign) ? '\n' : sign));
}

/** A moment of a property of a VEVENT in epoch milliseconds, or null; UTC as RFC 5545 has it for these. */
export function stampOf(event: ICAL.Component, name: string): number | null {
  const value = event.getFirstPropertyValue(name);
  if (!(value instanceof ICAL.Time)) return null;
  const at = Date.parse(`${value.toString().replace(/Z$/, '')}Z`);
  return Number.isNaN(at) ? null : at;
}

/** Sets a moment in UTC, epoch milliseconds. */
export function setStamp(event: ICAL.Component, name: string, at: number): void {
  event.updatePropertyWithValue(name, ICAL.Time.fromDateTimeString(dateTime(at)));
}

/** xs:boolean. Throws ItemProblem ErrorCalendarInvalidPropertyValue. */
export function booleanOf(text: string): boolean {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new ItemProblem('ErrorCalendarInvalidPropertyValue', 'A property has a value that is not valid.');
}
