import type ICAL from 'ical.js';
import { ItemProblem } from '../../item-problem.ts';
import { textOf } from './values.ts';

/** Words of Exchange with what stands for them in an iCalendar text ([MS-OXCICAL] 2.1.3.1.1.20.4 and .17). */
const SENSITIVITIES: readonly (readonly [word: string, written: string])[] = [
  ['Normal', 'PUBLIC'],
  ['Personal', 'X-PERSONAL'],
  ['Private', 'PRIVATE'],
  ['Confidential', 'CONFIDENTIAL'],
];
const IMPORTANCES: readonly (readonly [word: string, written: number])[] = [
  ['High', 1],
  ['Normal', 5],
  ['Low', 9],
];

/** t:Sensitivity of CLASS. A class that nobody knows is private (RFC 5545, 3.8.1.3). */
export function readSensitivity(event: ICAL.Component): string {
  const written = (textOf(event, 'class') ?? 'PUBLIC').toUpperCase();
  return SENSITIVITIES.find(([, one]) => one === written)?.[0] ?? 'Private';
}

/** Sets CLASS. */
export function setSensitivity(event: ICAL.Component, word: string): void {
  const written = SENSITIVITIES.find(([one]) => one === word)?.[1];
  if (written === undefined) throw invalid('Sensitivity');
  if (written === 'PUBLIC' && !event.hasProperty('class')) return;
  event.updatePropertyWithValue('class', written);
}

/** t:Importance of PRIORITY. */
export function readImportance(event: ICAL.Component): string {
  const priority = Number(textOf(event, 'priority') ?? 0);
  if (priority >= 1 && priority <= 4) return 'High';
  return priority >= 6 ? 'Low' : 'Normal';
}

/** Sets PRIORITY. */
export function setImportance(event: ICAL.Component, word: string): void {
  const written = IMPORTANCES.find(([one]) => one === word)?.[1];
  if (written === undefined) throw invalid('Importance');
  if (readImportance(event) === word) return;
  event.updatePropertyWithValue('priority', written);
}

/** All CATEGORIES. */
export function readCategories(event: ICAL.Component): readonly string[] {
  const values = event
    .getAllProperties('categories')
    .flatMap((property) => property.getValues() as unknown[]);
  return [...new Set(values.map(String).filter((value) => value !== ''))];
}

/** Replaces all CATEGORIES. */
export function setCategories(event: ICAL.Component, categories: readonly string[]): void {
  event.removeAllProperties('categories');
  if (categories.length === 0) return;
  const property = event.addPropertyWithValue('categories', '');
  property.setValues([...categories]);
}

function invalid(name: string): ItemProblem {
  return new ItemProblem('ErrorCalendarInvalidPropertyValue', `${name} has an invalid value.`);
}
