import { EXCLUDED, personalField, type Place, type Value, type Values } from './journal.ts';
import type { Json, JsonObject } from '../../src/sync/json.ts';

/**
 * Values that say who wrote them: edit 17 makes the title `#4.17 ...` (of thing 4), the start 17 days after the first
 * of January 2027, and so on. They are written in the form that every program would give them.
 */
export const FIELDS = ['title', 'description', 'start', 'duration', 'locations'] as const;
export type Field = (typeof FIELDS)[number] | 'keywords';

const FIRST_DAY = Date.UTC(2027, 0, 1);
const DAY = 86_400_000;
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

/** The properties that edit `edit` gives to a field. `item` is what it is written on. */
export function written(field: Field, thing: number, edit: number, item: JsonObject): JsonObject {
  switch (field) {
    case 'title':
      return {
        title: `#${String(thing)}.${String(edit)} ${WORDS.slice(0, edit % WORDS.length).join(' ')}`.trim(),
      };
    case 'description':
      return {
        description: `d${String(edit)} ${WORDS.slice(edit % WORDS.length).join(' ')}\nline two`.trim(),
      };
    case 'start':
      return moved(item, startOf(edit, item['showWithoutTime'] === true));
    case 'duration':
      return { duration: durationOf(edit) };
    case 'locations':
      return { locations: { '1': { name: `l${String(edit)} room` } } };
    case 'keywords':
      return { keywords: { [`k${String(edit)}`]: true } };
  }
}

/** The day of edit `edit`, at a time that depends on it. */
export function startOf(edit: number, allDay: boolean): string {
  const date = dayAfter(FIRST_DAY, edit);
  return allDay ? `${date}T00:00:00` : `${date}T${String(8 + (edit % 9)).padStart(2, '0')}:30:00`;
}

/** Where occurrence `index` of a daily series begins. */
export function occurrenceStart(item: JsonObject, index: number): string {
  const start = textOf(item['start']);
  return `${dayAfter(Date.parse(`${start.slice(0, 10)}T00:00:00Z`), index)}${start.slice(10)}`;
}

/** Which thing an item is a copy of, or null for one that nobody here wrote. */
export function thingOf(item: JsonObject): number | null {
  const match = /^#(\d+)\./.exec(textOf(item['title']));
  return match === null ? null : Number(match[1]);
}

/** Who wrote what on an item, occurrences of a series included. */
export function valuesOf(item: JsonObject, place: Place): Values {
  const values: Record<string, Value> = {};
  for (const field of FIELDS) {
    const [value] = valuesIn(item[field] ?? null);
    if (value !== undefined) values[field] = value;
  }
  const [keyword] = valuesIn(Object.keys(objectOf(item['keywords'])));
  if (keyword !== undefined) values[personalField(place)] = keyword;
  const start = dayOf(textOf(item['start']));
  for (const [id, patch] of Object.entries(objectOf(item['recurrenceOverrides']))) {
    const field = `occurrence ${String(dayOf(id) - start)}`;
    const [value] =
      objectOf(patch)['excluded'] === true ? [EXCLUDED] : valuesIn(objectOf(patch)['title'] ?? null);
    if (value !== undefined) values[field] = value;
  }
  return values;
}

/** By address what participants have answered. */
export function answersOf(item: JsonObject): Readonly<Record<string, string>> {
  const answers = Object.entries(objectOf(item['participants'])).map(
    ([address, participant]) => [address, textOf(objectOf(participant)['participationStatus'])] as const,
  );
  return Object.fromEntries(answers.filter(([, answer]) => answer !== '' && answer !== 'needs-action'));
}

/** Every value that a piece of JSON mentions. */
export function valuesIn(json: Json): readonly Value[] {
  if (typeof json === 'string') return [valueOf(json)].filter((value) => value !== null);
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(valuesIn);
  return Object.entries(objectOf(json)).flatMap(([key, entry]) =>
    key === 'excluded' && entry === true ? [EXCLUDED] : valuesIn(entry),
  );
}

function valueOf(text: string): Value | null {
  const tag = /^(?:#\d+\.|[dlk])(\d+)/.exec(text)?.[1];
  if (tag !== undefined) return `e${tag}`;
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return `e${String(dayOf(text) - FIRST_DAY / DAY)}`;
  const duration = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(text);
  return duration === null ? null : `e${String(Number(duration[1] ?? 0) * 60 + Number(duration[2] ?? 0))}`;
}

/** A series that is moved takes its exceptions along, as calendar programs do it. */
function moved(item: JsonObject, start: string): JsonObject {
  const overrides = Object.entries(objectOf(item['recurrenceOverrides']));
  if (overrides.length === 0) return { start };
  const first = dayOf(textOf(item['start']));
  const rekeyed = overrides.map(
    ([id, patch]) => [occurrenceStart({ start }, dayOf(id) - first), patch] as const,
  );
  return { start, recurrenceOverrides: Object.fromEntries(rekeyed) };
}

function durationOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${String(hours)}H` : ''}${rest > 0 ? `${String(rest)}M` : ''}`;
}

function dayOf(local: string): number {
  return Date.parse(`${local.slice(0, 10)}T00:00:00Z`) / DAY;
}

function dayAfter(from: number, days: number): string {
  return new Date(from + days * DAY).toISOString().slice(0, 10);
}

/** A text, or '' where there is none. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
