import type { Json, JsonObject } from '../../../src/sync/json.ts';
import { dayAfter } from '../expansion.ts';
import { isObject, objectOf, textOf } from '../loose-json.ts';
import type { DateField } from './story.ts';

/** What people see of one date, wherever it lies: by field what it says. */
export interface SeenDate {
  /** The UID, and of a date of a series its original start behind it. */
  readonly key: string;
  readonly says: Readonly<Record<DateField, string>>;
  /** Epoch milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** It lies beside its series, in which it was deleted. */
  readonly cameBack?: true;
}

/** The rules that series of these stories have. */
export const RULES: readonly JsonObject[] = [
  { frequency: 'daily', count: 5 },
  { frequency: 'daily', interval: 2, count: 6 },
  { frequency: 'weekly', count: 4 },
  { frequency: 'weekly', interval: 2, count: 3 },
  { frequency: 'daily', interval: 61 },
  { frequency: 'weekly', interval: 7 },
];

const MOST_DAYS = 1500;

/** The days on which a rule of these stories has a series take place, counted from its first one: simple on purpose. */
export function ruleDays(rule: JsonObject): readonly number[] {
  const step = Number(rule['interval'] ?? 1) * (rule['frequency'] === 'weekly' ? 7 : 1);
  const count = Math.min(Number(rule['count'] ?? Infinity), Math.floor(MOST_DAYS / step));
  return Array.from({ length: count }, (_, index) => index * step);
}

/** The original starts of an item's dates; null where it is no series. */
export function originalStarts(item: JsonObject): readonly string[] | null {
  const rules = item['recurrenceRules'];
  const rule = Array.isArray(rules) ? (rules as readonly Json[])[0] : undefined;
  const overrides = objectOf(item['recurrenceOverrides']);
  if (!isObject(rule) && Object.keys(overrides).length === 0) return null;
  const start = textOf(item['start']);
  const regular = (isObject(rule) ? ruleDays(rule) : [0]).map((day) => dayAfter(start, day));
  return [...new Set([...regular, ...Object.keys(overrides)])]
    .filter((id) => objectOf(overrides[id])['excluded'] !== true)
    .sort();
}

/** The dates of an item in a mailbox. `name`: what a single one is known by. */
export function datesOf(item: JsonObject, name: string): readonly SeenDate[] {
  const starts = originalStarts(item);
  if (starts === null) return [seen(name, item)];
  const overrides = objectOf(item['recurrenceOverrides']);
  return starts.map((id) =>
    seen(`${name};${id}`, without({ ...item, start: id, ...objectOf(overrides[id]) })),
  );
}

/** The date that a record is about. */
export function dateOfRecord(item: JsonObject): SeenDate {
  const id = item['recurrenceId'];
  return seen(typeof id === 'string' ? `${textOf(item['uid'])};${id}` : textOf(item['uid']), item);
}

function seen(key: string, item: JsonObject): SeenDate {
  const [start, zone, duration] = [item['start'], item['timeZone'], item['duration']].map(textOf);
  // All are in zones whose distance from UTC does not matter to a window of whole days, but for its edges.
  const startMs = Date.parse(`${start ?? ''}Z`);
  const place = textOf(objectOf(objectOf(item['locations'])['1'])['name']);
  const [title, description] = [textOf(item['title']), textOf(item['description'])];
  const minutes = minutesOf(duration ?? '');
  const says = {
    title,
    description,
    place,
    duration: String(minutes),
    start: `${start ?? ''} ${zone ?? ''}`,
  };
  return { key, says, startMs, endMs: startMs + minutes * 60_000 };
}

function minutesOf(duration: string): number {
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  return (Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0);
}

/** An item without what a patch says that it lacks. */
function without(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
}
