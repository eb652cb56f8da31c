import type { JsonObject } from '../../src/sync/json.ts';
import { dayAfter } from './expansion.ts';

/**
 * What people write. A text, a time or a length says who wrote it: edit 17 makes the title `#4.17 ...` (of thing 4), the
 * start 17 days after the first of January 2027 at an hour that follows from 17, and so on. Of what can't (a zone, a
 * priority) nobody writes on one thing what somebody wrote there before. All is written in the form that every program
 * would give it.
 */
export const TAGGED = ['title', 'description', 'start', 'duration', 'locations'] as const;
export const PLAIN = ['timeZone', 'priority', 'status'] as const;
export type Field = (typeof TAGGED)[number] | (typeof PLAIN)[number] | 'keywords';

const FIRST_DAY = '2027-01-01';
const WORDS = [
  'Quarterly',
  'review',
  'with',
  'Müller',
  '&',
  'sons',
  'about',
  'the',
  'lease',
  'of',
  'the',
  'mill',
];
/** Zones that every provider tells apart. */
const ZONES = [
  ...['Europe/London', 'America/Chicago', 'Asia/Tokyo', 'America/Los_Angeles', 'Asia/Kolkata'],
  ...['Australia/Sydney', 'America/Denver', 'Europe/Moscow', 'Asia/Shanghai', 'Pacific/Auckland'],
];
const RULES: readonly JsonObject[] = [
  { frequency: 'daily', count: 5 },
  { frequency: 'daily', interval: 2, count: 6 },
  { frequency: 'weekly', count: 4 },
  { frequency: 'daily', count: 10 },
  { frequency: 'daily', interval: 3, count: 4 },
  { frequency: 'weekly', interval: 2, count: 3 },
];

/** The properties that edit `edit` gives to a field. `item` is what it is written on. */
export function written(field: Field, thing: number, edit: number, item: JsonObject): JsonObject {
  switch (field) {
    case 'title':
      return { title: titleOf(thing, edit) };
    case 'description':
      return { description: descriptionOf(edit) };
    case 'start':
      return { start: startOf(edit, item['showWithoutTime'] === true) };
    case 'duration':
      return { duration: durationOf(edit) };
    case 'locations':
      return { locations: { '1': { name: placeName(edit) } } };
    case 'timeZone':
      return { timeZone: ZONES[edit % ZONES.length] ?? '' };
    case 'priority':
      return { priority: 1 + (edit % 9) };
    case 'status':
      return { status: 'tentative' };
    case 'keywords':
      return { keywords: { [`k${String(edit)}`]: true } };
  }
}

/** The rule that edit `edit` gives to a series. */
export function ruleOf(edit: number): JsonObject {
  return RULES[edit % RULES.length] ?? {};
}

/** The title of edit `edit`. */
export function titleOf(thing: number, edit: number): string {
  return `#${String(thing)}.${String(edit)} ${WORDS.slice(0, edit % WORDS.length).join(' ')}`.trim();
}

/** The description of edit `edit`: two lines. */
export function descriptionOf(edit: number): string {
  return `d${String(edit)} ${WORDS.slice(edit % WORDS.length).join(' ')}\nline two`.trim();
}

/** The name of the place of edit `edit`. */
export function placeName(edit: number): string {
  return `l${String(edit)} room`;
}

/** The day of edit `edit`, at a time that depends on it. */
export function startOf(edit: number, allDay: boolean): string {
  const time = allDay ? '00:00:00' : `${String(8 + (edit % 9)).padStart(2, '0')}:30:00`;
  return dayAfter(`${FIRST_DAY}T${time}`, edit);
}

/** Edit `edit` moves an occurrence to the evening of its day, and to a minute of its own. */
export function movedStart(recurrenceId: string, edit: number): string {
  const [hour, minute] = [18 + Math.floor(edit / 60), edit % 60].map((part) => String(part).padStart(2, '0'));
  return `${recurrenceId.slice(0, 10)}T${hour ?? ''}:${minute ?? ''}:00`;
}

/** The length that edit `edit` gives: so many minutes. */
export function durationOf(edit: number): string {
  const [hours, rest] = [Math.floor(edit / 60), edit % 60];
  return `PT${hours > 0 ? `${String(hours)}H` : ''}${rest > 0 ? `${String(rest)}M` : ''}`;
}

/** Whose day it is: the number of an edit. */
export function editOfDay(local: string): number {
  return (Date.parse(`${local.slice(0, 10)}T00:00:00Z`) - Date.parse(`${FIRST_DAY}T00:00:00Z`)) / 86_400_000;
}
