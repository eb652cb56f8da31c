import type { Item } from '../../item.ts';
import { equal, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Event } from './event.ts';
import { localFromMs, localMs, shiftLocal } from './local-time.ts';
import { LAST, ruleStarts, ruleStartsAmong } from './recurrence.ts';

/** What became of the exceptions of a series that takes place otherwise. */
export interface CarriedOverrides {
  /** Under the original starts that their occurrences have now. */
  readonly kept: JsonObject;
  /** Exceptions whose occurrence is no more, under their old original starts; excluded ones are simply done with. */
  readonly orphaned: JsonObject;
}

const DAY = 86_400_000;
/** Starts of the old series that are tried to find out how it moved. */
const PROBES = 20;

/**
 * The overrides of `from` as they are once the series takes place as `to` does. All of them move by one distance: that
 * between the two starts or, where the rules of `to` stay on the old days, the time of day alone; another zone keeps the
 * wall time. An exception survives where its occurrence does. What the rules of `from` did not make is an additional date
 * and stays one. A series that becomes a single event keeps none. `to` may have overrides, they play no part.
 */
export function carryOverrides(from: Item, to: Item): CarriedOverrides {
  const overrides = isObject(from['recurrenceOverrides']) ? from['recurrenceOverrides'] : {};
  const [before, after] = [from as Event, to as Event];
  const ids = Object.keys(overrides);
  if (ids.length === 0 || sameDates(before, after)) return { kept: overrides, orphaned: {} };
  const distance = distanceBetween(before, after);
  const made = ruleStartsAmong(before, ids);
  const moved = new Map(ids.map((id) => [id, shiftLocal(id, distance)]));
  const isSingle = rulesOf(before).length > 0 && rulesOf(after).length === 0;
  const alive = isSingle ? new Set<string>() : ruleStartsAmong(after, [...moved.values()]);
  const survives = (id: string): boolean => !isSingle && (!made.has(id) || alive.has(moved.get(id) ?? id));
  const kept = ids.filter(survives).map((id): [string, Json] => [moved.get(id) ?? id, overrides[id] ?? {}]);
  const orphaned = ids.filter((id) => !survives(id) && !isExcluded(overrides[id]));
  return {
    kept: Object.fromEntries(kept),
    orphaned: Object.fromEntries(orphaned.map((id) => [id, overrides[id] ?? {}])),
  };
}

/** Whether both are made of the same original starts, as far as their spelling tells. */
function sameDates(from: Event, to: Event): boolean {
  return from.start === to.start && equal([...rulesOf(from)], [...rulesOf(to)]);
}

/** By how many milliseconds of the local time line the occurrences of a series have moved. */
function distanceBetween(from: Event, to: Event): number {
  const [before, after] = [localMs(from.start), localMs(to.start)];
  if (before === null || after === null || before === after) return 0;
  const whole = after - before;
  const timeOfDay = (after % DAY) - (before % DAY);
  if (whole === timeOfDay || rulesOf(from).length === 0 || rulesOf(to).length === 0) return whole;
  const probes = ruleStarts(from, before, LAST, PROBES).map((local) => localMs(local) ?? before);
  const met = (distance: number): number =>
    ruleStartsAmong(
      to,
      probes.map((at) => localFromMs(at + distance)),
    ).size;
  return met(whole) >= met(timeOfDay) ? whole : timeOfDay;
}

function rulesOf(event: Event): readonly JsonObject[] {
  return event.recurrenceRules ?? [];
}

function isExcluded(patch: Json | undefined): boolean {
  return isObject(patch) && patch['excluded'] === true;
}
