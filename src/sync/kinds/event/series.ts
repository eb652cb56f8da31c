import type { Item, Patch, SeriesKind } from '../../item.ts';
import type { JsonObject } from '../../json.ts';
import type { Event } from './event.ts';
import { localMs } from './local-time.ts';
import { normaliseEvent } from './normalise.ts';
import { occurrences, resolve } from './occurrences.ts';
import { LAST, ruleStarts, ruleStartsAmong } from './recurrence.ts';

type Overrides = Readonly<Record<string, JsonObject>>;

/** What a patch of one occurrence never says: who it is, and what its series does. */
const FIXED = ['@type', 'uid', 'sequence', 'recurrenceId', 'recurrenceIdTimeZone'];
/** Steps after which a series that has shown no date is no longer taken for empty, but for one that has a date some day. */
const STEPS_TO_EMPTINESS = 10_000;
const SERIES_ONLY = ['recurrenceRules', 'recurrenceOverrides'];

/** How a series of events comes apart into single events, as RFC 5545 (RECURRENCE-ID) and RFC 8984 (4.3.1) name them. */
export const eventSeries: SeriesKind = {
  fields: SERIES_ONLY,
  naming: ['recurrenceId', 'recurrenceIdTimeZone'],
  isSeries: (item) => {
    const { recurrenceRules = [], recurrenceOverrides, recurrenceId } = normaliseEvent(item);
    return recurrenceId === undefined && (recurrenceRules.length > 0 || recurrenceOverrides !== undefined);
  },
  isOccurrence: (item) => typeof item['recurrenceId'] === 'string',
  dates: (series, window, limit) =>
    occurrences(normaliseEvent(series), window, limit).flatMap(({ recurrenceId }) => recurrenceId ?? []),
  occurrences: (series, recurrenceIds) => {
    const event = normaliseEvent(series);
    const alive = datesAmong(event, recurrenceIds);
    return new Map([...alive].map((id) => [id, occurrence(event, id)]));
  },
  change,
  single: (item, uid) => {
    const { recurrenceId: _id, recurrenceIdTimeZone: _zone, ...rest } = item;
    return { ...rest, '@type': item['@type'], uid };
  },
};

/** Those of these original starts that the series has an occurrence of. */
function datesAmong(event: Event, recurrenceIds: readonly string[]): ReadonlySet<string> {
  const overrides: Overrides = event.recurrenceOverrides ?? {};
  const plain = recurrenceIds.filter((id) => !Object.hasOwn(overrides, id));
  const ruled = plain.length === 0 ? new Set<string>() : ruleStartsAmong(event, plain);
  return new Set(
    recurrenceIds.filter((id) =>
      Object.hasOwn(overrides, id) ? overrides[id]?.['excluded'] !== true : ruled.has(id),
    ),
  );
}

function occurrence(event: Event, recurrenceId: string): Event {
  const resolved = resolve(event, recurrenceId)?.event ?? event;
  const zone = event.timeZone === undefined ? {} : { recurrenceIdTimeZone: event.timeZone };
  return normaliseEvent({ ...resolved, recurrenceId, ...zone });
}

function change(series: Item, changes: ReadonlyMap<string, Patch | null>): Patch | null {
  const event = normaliseEvent(series);
  const ruled = ruleStartsAmong(event, [...changes.keys()]);
  const overrides = new Map(Object.entries(event.recurrenceOverrides ?? {}));
  for (const [id, patch] of changes) {
    // A date that the rules don't make is taken out by not naming it.
    if (patch === null && !ruled.has(id)) overrides.delete(id);
    else overrides.set(id, patch === null ? { excluded: true } : { ...overrides.get(id), ...sayable(patch) });
  }
  const after = normaliseEvent({ ...event, recurrenceOverrides: Object.fromEntries(overrides) });
  return isEmpty(after) ? null : { recurrenceOverrides: after.recurrenceOverrides ?? null };
}

function sayable(patch: Patch): JsonObject {
  const isSayable = ([name]: readonly [string, unknown]): boolean =>
    !FIXED.includes(name) && !SERIES_ONLY.includes(name);
  return Object.fromEntries(Object.entries(patch).filter(isSayable));
}

/** Whether a series is certain to have no occurrence. */
function isEmpty(event: Event): boolean {
  const overrides: Overrides = event.recurrenceOverrides ?? {};
  if (Object.values(overrides).some((patch) => patch['excluded'] !== true)) return false;
  const work = { left: STEPS_TO_EMPTINESS };
  const wanted = (local: string): boolean => !Object.hasOwn(overrides, local);
  const found = ruleStarts(event, localMs(event.start) ?? 0, LAST, 1, { wanted, work });
  return found.length === 0 && work.left > 0;
}
