import type { Item } from '../../item.ts';
import { isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Event } from './event.ts';
import { localMs, toInstant } from './local-time.ts';
import { LAST, ruleStarts } from './recurrence.ts';

/** How many occurrences of a series are compared. */
const MOST_OCCURRENCES = 400;

/**
 * What the invited are told by a meeting, for comparing its copies only: times as instants, a series as its occurrences,
 * participants as their roles. Programs spell the same series differently (Exchange names the weekday that the start says
 * anyway, and has one zone for Berlin and Zurich); answers reach the organiser only, and names are each mailbox's own.
 */
export function told(item: Item): Item {
  const known = TOLD.get(item) ?? tell(item as Event);
  TOLD.set(item, known);
  return known;
}

/** What was told of items before. Nobody changes an item in place: one look is enough. */
const TOLD = new WeakMap<Item, Item>();

function tell(event: Event): Item {
  const { timeZone: _zone, recurrenceRules: _rules, recurrenceOverrides: _overrides, ...rest } = event;
  const series = (event.recurrenceRules ?? []).length === 0 ? {} : { recurrenceRules: occurrences(event) };
  const exceptions = exceptionsOf(event);
  const overrides = Object.keys(exceptions).length === 0 ? {} : { recurrenceOverrides: exceptions };
  return invited({ ...rest, start: instant(event.start, event), ...series, ...overrides }) as unknown as Item;
}

/** A local time of the event as an instant; a floating one stays what it is. */
function instant(local: string, event: Event, timeZone: string | undefined = event.timeZone): string {
  return timeZone === undefined || localMs(local) === null ? local : String(toInstant(local, timeZone));
}

function occurrences(event: Event): readonly string[] {
  const first = localMs(event.start);
  if (first === null) return [];
  const overrides = event.recurrenceOverrides ?? {};
  return ruleStarts(event, first, LAST, MOST_OCCURRENCES)
    .filter((local) => overrides[local]?.['excluded'] !== true)
    .map((local) => instant(local, event));
}

function exceptionsOf(event: Event): JsonObject {
  const kept = Object.entries(event.recurrenceOverrides ?? {}).filter(
    ([, patch]) => patch['excluded'] !== true,
  );
  return Object.fromEntries(
    kept.map(([id, { timeZone, start, ...patch }]) => {
      const own = typeof timeZone === 'string' ? timeZone : event.timeZone;
      const at = typeof start === 'string' ? { start: instant(start, event, own) } : {};
      return [instant(id, event), invited({ ...patch, ...at })];
    }),
  );
}

function invited(entry: JsonObject): JsonObject {
  const { participants } = entry;
  if (!isObject(participants)) return entry;
  const roles = Object.entries(participants).map(([address, participant]): [string, Json] => [
    address,
    isObject(participant) ? (participant['roles'] ?? {}) : {},
  ]);
  return { ...entry, participants: Object.fromEntries(roles) };
}
