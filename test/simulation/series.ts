import type { Item } from '../../src/sync/item.ts';
import type { Json, JsonObject } from '../../src/sync/json.ts';
import { dayAfter, daysBetween, daysOf } from './expansion.ts';
import { objectOf, textOf } from './loose-json.ts';

/** What a calendar program writes when a person does something to a whole series. */

/** The series begins at another time; its exceptions go along. */
export function movedTo(item: JsonObject, start: string): JsonObject {
  const overrides = Object.entries(objectOf(item['recurrenceOverrides']));
  if (overrides.length === 0) return { start };
  const first = textOf(item['start']);
  const rekeyed = overrides.map(([id, patch]): [string, Json] => {
    const moved = dayAfter(start, daysBetween(first, id));
    const begins = objectOf(patch)['start'];
    if (begins === undefined) return [moved, patch];
    return [moved, { ...objectOf(patch), start: `${moved.slice(0, 10)}${textOf(begins).slice(10)}` }];
  });
  return { start, recurrenceOverrides: Object.fromEntries(rekeyed) };
}

/** The series gets another rule, or none; exceptions of dates that are no more are dropped. */
export function repeated(item: JsonObject, rule: JsonObject | null): JsonObject {
  const rules = rule === null ? null : [rule];
  const { recurrenceRules: _old, ...bare } = item;
  const kept = rule === null ? [] : exceptionsOn(item, daysOf({ ...bare, recurrenceRules: [rule] }));
  const recurrenceOverrides = kept.length === 0 ? null : Object.fromEntries(kept);
  const overrides = item['recurrenceOverrides'] === undefined ? {} : { recurrenceOverrides };
  return { recurrenceRules: rules, ...overrides };
}

/** What "this and following" makes of a series: where it ends now, and the series that begins there. */
export interface Split {
  readonly head: JsonObject;
  readonly tail: Item;
}

/** "This and following", as mail clients do it: the old series ends before this day, a new one goes on from there. */
export function splitAt(item: Item, day: number, changes: JsonObject): Split | null {
  const days = daysOf(item);
  const before = days.filter((one) => one < day);
  const after = days.filter((one) => one >= day);
  const [first] = after;
  const rule = objectOf((item['recurrenceRules'] as readonly Json[] | undefined)?.[0]);
  if (first === undefined || before.length === 0) return null;
  const { count: _count, until: _until, ...pattern } = rule;
  const begins = dayAfter(textOf(item['start']), first);
  const { recurrenceOverrides: _overrides, ...bare } = item;
  return {
    head: repeated(item, { ...pattern, count: before.length }),
    tail: {
      ...bare,
      start: begins,
      recurrenceRules: [{ ...pattern, count: after.length }],
      ...changes,
    },
  };
}

function exceptionsOn(item: JsonObject, days: readonly number[]): readonly (readonly [string, Json])[] {
  const start = textOf(item['start']);
  return Object.entries(objectOf(item['recurrenceOverrides'])).filter(([id]) =>
    days.includes(daysBetween(start, id)),
  );
}
