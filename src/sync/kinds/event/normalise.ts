import type { Item } from '../../item.ts';
import { canonicalText, equal, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Event } from './event.ts';
import { durationSeconds, formatDuration, localMs } from './local-time.ts';
import { ruleStartsAmong } from './recurrence.ts';
import { normaliseRules, positive } from './normalise-rules.ts';
import { normaliseParticipants } from './normalise-participants.ts';

/** Raise it whenever `normaliseEvent` returns something else for the same input. */
export const EVENT_NORMALISER_VERSION = 2;

type Normaliser = (value: Json, event: JsonObject) => Json | undefined;

/** One line of text: no control characters, single spaces at line ends, trimmed. */
const line: Normaliser = (value) =>
  typeof value === 'string'
    ? orAbsent(
        printable(value)
          .replace(/\s*\n\s*/g, ' ')
          .trim(),
        '',
      )
    : undefined;
const text: Normaliser = (value) =>
  typeof value === 'string' ? orAbsent(printable(value).replace(/\s+$/, ''), '') : undefined;
const oneOf =
  (fallback: string, ...others: string[]): Normaliser =>
  (value) =>
    typeof value === 'string' && others.includes(value) && value !== fallback ? value : undefined;

/**
 * A normaliser of objects that looks at each of them once: what was changed of an item leaves its other properties the
 * very objects that they were.
 */
function remembered(normalise: (value: Json) => Json | undefined): Normaliser {
  const known = new WeakMap<object, Json | undefined>();
  return (value) => {
    if (typeof value !== 'object' || value === null) return normalise(value);
    if (known.has(value)) return known.get(value);
    const normal = normalise(value);
    known.set(value, normal);
    if (typeof normal === 'object' && normal !== null) known.set(normal, normal);
    return normal;
  };
}

const PROPERTIES: Readonly<Record<string, Normaliser>> = {
  uid: (value) => (typeof value === 'string' ? value.trim() : undefined),
  title: line,
  description: text,
  start: (value, event) => {
    const start = typeof value === 'string' ? value.slice(0, 19) : '';
    const midnight = `${start.slice(0, 10)}T00:00:00`;
    return event['showWithoutTime'] === true && localMs(midnight) !== null ? midnight : start;
  },
  timeZone: (value, event) =>
    typeof value !== 'string' || event['showWithoutTime'] === true
      ? undefined
      : value === 'UTC'
        ? 'Etc/UTC'
        : value,
  duration: (value, event) => {
    const wholeDays = event['showWithoutTime'] === true;
    const seconds = typeof value === 'string' ? (durationSeconds(value) ?? 0) : 0;
    return seconds === 0 && !wholeDays ? undefined : formatDuration(seconds, wholeDays);
  },
  showWithoutTime: (value) => (value === true ? true : undefined),
  recurrenceRules: remembered(normaliseRules),
  recurrenceId: (value) => (typeof value === 'string' ? value.slice(0, 19) : undefined),
  recurrenceIdTimeZone: (value) =>
    typeof value === 'string' ? (value === 'UTC' ? 'Etc/UTC' : value) : undefined,
  locations: remembered((value) => numbered(value, (entry) => named(entry, 'name'))),
  virtualLocations: remembered((value) => numbered(value, (entry) => named(entry, 'uri'))),
  participants: remembered(normaliseParticipants),
  status: oneOf('confirmed', 'tentative', 'cancelled'),
  priority: (value) => (typeof value === 'number' && value <= 9 ? positive(value) : undefined),
  sequence: (value) => positive(value),
  privacy: oneOf('public', 'private', 'secret'),
  freeBusyStatus: oneOf('busy', 'free'),
  alerts: remembered(normaliseAlerts),
  keywords: remembered(normaliseKeywords),
  color: (value) => (typeof value === 'string' ? orAbsent(value.trim().toLowerCase(), '') : undefined),
};

const NORMALISERS = Object.entries(PROPERTIES);

/** The normal forms of items that were here, their own included. Nobody changes an item in place: one look is enough. */
const NORMAL = new WeakMap<JsonObject, Event>();

/** The normal form of an event. Total (whatever comes in, an event comes out) and idempotent. */
export function normaliseEvent(item: Item): Event {
  const known = NORMAL.get(item);
  if (known !== undefined) return known;
  const event = normaliseProperties(item, item);
  const overrides = normaliseOverrides(item['recurrenceOverrides'], event as Event);
  const normal = {
    '@type': 'Event',
    ...event,
    ...(overrides === undefined ? {} : { recurrenceOverrides: overrides }),
  } as Event;
  NORMAL.set(item, normal).set(normal, normal);
  return normal;
}

function normaliseProperties(item: JsonObject, context: JsonObject): JsonObject {
  const normal: Record<string, Json> = {};
  for (const [name, normalise] of NORMALISERS) {
    const given = item[name];
    const value = given === undefined || given === null ? undefined : normalise(given, context);
    if (value !== undefined) normal[name] = value;
  }
  // The RFC's default for an all-day event without duration is one day.
  return context['showWithoutTime'] === true && item === context
    ? { ...normal, duration: normal['duration'] ?? 'P1D' }
    : normal;
}

function normaliseOverrides(value: Json | undefined, master: Event): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const entries: [string, JsonObject][] = [];
  for (const [key, patch] of Object.entries(value)) {
    const recurrenceId = master.showWithoutTime === true ? `${key.slice(0, 10)}T00:00:00` : key.slice(0, 19);
    if (!isObject(patch) || localMs(recurrenceId) === null) continue;
    entries.push([recurrenceId, normaliseOverride(patch, recurrenceId, master)]);
  }
  const empty = entries.filter(([, patch]) => Object.keys(patch).length === 0).map(([id]) => id);
  // What equals the occurrence that the rules make says nothing; what they don't make is an additional one.
  const inherited = empty.length === 0 ? new Set<string>() : ruleStartsAmong(master, empty);
  const kept = entries.filter(([id, patch]) => Object.keys(patch).length > 0 || !inherited.has(id));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** What differs from the occurrence that the rules make. `null` says that the occurrence lacks what its master has. */
function normaliseOverride(patch: JsonObject, recurrenceId: string, master: Event): JsonObject {
  if (patch['excluded'] === true) return { excluded: true };
  const context: JsonObject = { ...master, ...patch };
  const inherited: JsonObject = { ...master, start: recurrenceId };
  const entries: [string, Json][] = [];
  for (const name of Object.keys(patch)) {
    // `hasOwn`: a property may be called like something that every object inherits.
    if (NOT_IN_OVERRIDES.includes(name) || !Object.hasOwn(PROPERTIES, name)) continue;
    const normalise = PROPERTIES[name];
    if (normalise === undefined) continue;
    const given = patch[name];
    const normal = given === undefined || given === null ? undefined : normalise(given, context);
    if (!equal(normal, inherited[name])) entries.push([name, normal ?? null]);
  }
  return Object.fromEntries(entries);
}

const NOT_IN_OVERRIDES = ['uid', 'sequence', 'recurrenceRules', 'recurrenceId', 'recurrenceIdTimeZone'];

function normaliseAlerts(value: Json): Json | undefined {
  if (!isObject(value)) return undefined;
  const alerts = Object.values(value)
    .filter(isObject)
    .map((alert) => {
      const trigger = isObject(alert['trigger']) ? alert['trigger'] : {};
      const action = alert['action'] === 'email' ? { action: 'email' } : {};
      if (trigger['@type'] === 'AbsoluteTrigger')
        return { trigger: { '@type': 'AbsoluteTrigger', when: trigger['when'] ?? '' }, ...action };
      const offset = typeof trigger['offset'] === 'string' ? (durationSeconds(trigger['offset']) ?? 0) : 0;
      const end = trigger['relativeTo'] === 'end' ? { relativeTo: 'end' } : {};
      return {
        trigger: { '@type': 'OffsetTrigger', offset: formatDuration(offset, false), ...end },
        ...action,
      };
    });
  return keyed(alerts.map((alert) => [canonicalText(alert), alert]));
}

function normaliseKeywords(value: Json): Json | undefined {
  if (!isObject(value)) return undefined;
  return keyed(
    Object.keys(value)
      .map((name) => [printable(name).trim(), true] as const)
      .filter(([name]) => name !== ''),
  );
}

/** Entries under '1', '2', ... in the order of their old keys. */
function numbered(value: Json, normalise: (entry: JsonObject) => JsonObject | undefined): Json | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.keys(value)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((key) => value[key])
    .filter(isObject)
    .map(normalise)
    .filter((entry): entry is JsonObject => entry !== undefined);
  return keyed(entries.map((entry, index) => [String(index + 1), entry]));
}

function named(entry: JsonObject, required: 'name' | 'uri'): JsonObject | undefined {
  const fields = (['uri', 'name'] as const).map(
    (field) => [field, entry[field] === undefined ? undefined : line(entry[field], {})] as const,
  );
  const present = Object.fromEntries(
    fields.filter((field): field is readonly ['uri' | 'name', Json] => field[1] !== undefined),
  );
  return present[required] === undefined ? undefined : present;
}

function keyed(entries: readonly (readonly [string, Json])[]): JsonObject | undefined {
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function orAbsent(value: string, absent: string): string | undefined {
  return value === absent ? undefined : value;
}

/** Line ends become \n; other control characters and lone surrogates can't be carried by XML, iCalendar or PostgreSQL. */
function printable(value: string): string {
  if (!UNPRINTABLE.test(value)) return value;
  return value
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

/** What nearly no text has any of: whatever is replaced in `printable`. */
const UNPRINTABLE = /[\u0000-\u0008\u000B-\u001F\u007F\uD800-\uDFFF]/;
