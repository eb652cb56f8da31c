import type { Json, JsonObject } from '../../src/sync/json.ts';
import { daysBetween, daysOf } from './expansion.ts';
import { EXCLUDED, ownField, type Place, type Value, type Values } from './journal.ts';
import { objectOf, textOf } from './loose-json.ts';
import { remembered } from './remembered.ts';
import { descriptionOf, durationOf, editOfDay, movedStart, placeName, startOf, titleOf } from './values.ts';

/** What an item says: by field whose value it has, and of which fields only what a server left of it. */
export interface Reading {
  readonly values: Values;
  readonly reduced: readonly string[];
}

/** Which thing an item is a copy of, or null for one that nobody here wrote. */
export const thingOf = remembered((item: JsonObject): number | null => {
  const match = /^#(\d+)\./.exec(textOf(item['title']));
  return match === null ? null : Number(match[1]);
});

/** Who wrote what on an item, occurrences of a series included. A value that is not what somebody wrote is spelled out. */
export function readItem(item: JsonObject, place: Place): Reading {
  const known = READ.get(place) ?? remembered((one: JsonObject) => readAt(one, place));
  READ.set(place, known);
  return known(item);
}

/** By place what items say there. */
const READ = new Map<Place, (item: JsonObject) => Reading>();

function readAt(item: JsonObject, place: Place): Reading {
  const values: Record<string, Value> = {};
  const reduced: string[] = [];
  const note = (field: string, found: Found | null): void => {
    if (found === null) return;
    values[field] = found.value;
    if (found.reduced === true) reduced.push(field);
  };
  note('title', readTitle(item['title']));
  note('description', readDescription(item['description']));
  note('start', readStart(item));
  note('duration', item['showWithoutTime'] === true ? null : readDuration(item['duration']));
  note('locations', readLocations(item['locations']));
  for (const field of ['timeZone', 'priority', 'status'] as const) note(field, plain(item[field]));
  if (item['recurrenceRules'] !== undefined) values['rule'] = ruleValue(item);
  for (const [address, participant] of Object.entries(objectOf(item['participants'])))
    values[`participant ${address}`] = rolesOf(participant);
  for (const keyword of Object.keys(objectOf(item['keywords'])))
    values[ownField(place, 'keywords')] = `e${keyword.slice(1)}`;
  if (item['privacy'] !== undefined) values[ownField(place, 'privacy')] = textOf(item['privacy']);
  for (const [id, patch] of Object.entries(objectOf(item['recurrenceOverrides'])))
    Object.assign(values, readOverride(item, id, objectOf(patch)));
  return { values, reduced };
}

/** Who wrote what on an item. */
export function valuesOf(item: JsonObject, place: Place): Values {
  return readItem(item, place).values;
}

/** By address what participants have answered. */
export const answersOf = remembered((item: JsonObject): Readonly<Record<string, string>> => {
  const answers = Object.entries(objectOf(item['participants'])).map(
    ([address, participant]) => [address, textOf(objectOf(participant)['participationStatus'])] as const,
  );
  return Object.fromEntries(answers.filter(([, answer]) => answer !== '' && answer !== 'needs-action'));
});

/** A rule as the days on which it has the series take place. */
export function ruleValue(item: JsonObject): Value {
  return `days ${daysOf(item).join(' ')}`;
}

/** What a participant takes part as. */
export function rolesOf(participant: Json | undefined): Value {
  const roles = Object.entries(objectOf(objectOf(participant)['roles'])).filter(([, has]) => has === true);
  return roles
    .map(([role]) => role)
    .sort()
    .join(' and ');
}

/** The tags that a piece of JSON mentions, whatever field they stand in. */
export function tagsIn(json: Json): readonly Value[] {
  if (typeof json === 'string') return [tagOf(json)].filter((value) => value !== null);
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(tagsIn);
  return Object.entries(objectOf(json)).flatMap(([key, entry]) =>
    key === 'excluded' && entry === true ? [EXCLUDED] : tagsIn(entry),
  );
}

interface Found {
  readonly value: Value;
  /** Only what a server left of it. */
  readonly reduced?: boolean;
}

function readOverride(item: JsonObject, id: string, patch: JsonObject): Values {
  const start = textOf(item['start']);
  const late = id.slice(10) === start.slice(10) ? '' : ` at ${id.slice(11, 16)}`;
  const occurrence = `occurrence ${String(daysBetween(start, id))}${late}`;
  if (patch['excluded'] === true) return { [occurrence]: EXCLUDED };
  const { title, start: begins, ...others } = patch;
  const named = title === undefined ? null : readTitle(title);
  const moved = begins === undefined ? null : readMoved(textOf(begins));
  const rest = Object.entries(others).map(([name, value]): [string, Value] => [
    `${name} of ${occurrence}`,
    `as ${JSON.stringify(value)}`,
  ]);
  return {
    ...(Object.keys(patch).length === 0 ? { [occurrence]: 'an additional date' } : {}),
    ...(named === null ? {} : { [occurrence]: named.reduced === true ? `${named.value} cut` : named.value }),
    ...(moved === null ? {} : { [`start of ${occurrence}`]: moved }),
    ...Object.fromEntries(rest),
  };
}

function readTitle(json: Json | undefined): Found | null {
  const text = textOf(json);
  const [thing, edit] = [numberIn(/^#(\d+)\./, text), numberIn(/^#\d+\.(\d+)/, text)];
  if (thing === null || edit === null) return unknown(json);
  const whole = titleOf(thing, edit);
  return compared(text, edit, whole, whole.slice(0, 16).trimEnd());
}

function readDescription(json: Json | undefined): Found | null {
  const text = textOf(json);
  const edit = numberIn(/^d(\d+)/, text);
  if (edit === null) return unknown(json);
  const whole = descriptionOf(edit);
  return compared(text, edit, whole, whole.replaceAll('\n', ' '));
}

function readStart(item: JsonObject): Found | null {
  const start = textOf(item['start']);
  const edit = editOfDay(start);
  return Number.isInteger(edit)
    ? compared(start, edit, startOf(edit, item['showWithoutTime'] === true), null)
    : unknown(item['start']);
}

function readDuration(json: Json | undefined): Found | null {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(textOf(json));
  if (match === null) return unknown(json);
  const edit = Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0);
  return compared(textOf(json), edit, durationOf(edit), null);
}

function readLocations(json: Json | undefined): Found | null {
  if (json === undefined) return null;
  const names = Object.values(objectOf(json)).map((place) => textOf(objectOf(place)['name']));
  const edit = numberIn(/^l(\d+)/, names[0] ?? '');
  if (edit === null) return unknown(json);
  return names.length === 1 ? compared(names[0] ?? '', edit, placeName(edit), null) : unknown(json);
}

function readMoved(start: string): Value {
  const [hour, minute] = [Number(start.slice(11, 13)), Number(start.slice(14, 16))];
  const edit = (hour - 18) * 60 + minute;
  return start === movedStart(start, edit) && edit > 0 ? `e${String(edit)}` : `as ${start}`;
}

/** The edit's value if it is all there, or what a server is known to make of it; otherwise as it is spelled. */
function compared(text: string, edit: number, whole: string, less: string | null): Found {
  const value = `e${String(edit)}`;
  if (text === whole) return { value };
  if (text === less) return { value, reduced: true };
  return { value: `${value} as ${JSON.stringify(text)}` };
}

/** The value of a field that is one word or number. */
export function plain(json: Json | undefined): Found | null {
  return typeof json === 'string' || typeof json === 'number' ? { value: String(json) } : null;
}

function unknown(json: Json | undefined): Found | null {
  return json === undefined || json === null ? null : { value: `as ${JSON.stringify(json)}` };
}

function numberIn(pattern: RegExp, text: string): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

function tagOf(text: string): Value | null {
  const tag = /^(?:#\d+\.|[dlk])(\d+)/.exec(text)?.[1];
  if (tag !== undefined) return `e${tag}`;
  if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    const moved = readMoved(text);
    return moved.startsWith('e') ? moved : `e${String(editOfDay(text))}`;
  }
  const duration = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(text);
  return duration === null ? null : `e${String(Number(duration[1] ?? 0) * 60 + Number(duration[2] ?? 0))}`;
}
