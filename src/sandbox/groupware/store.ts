import { Refused } from './model.ts';
import type { Calendar, CalendarChange, ChangePage, EventCopy } from './model.ts';
import { readCalendarObject } from './ical/calendar-object.ts';
import type { CalendarObject } from './ical/calendar-object.ts';

/** What stands in one calendar, with its change feed. */
export interface CalendarStore {
  calendar(): Calendar;
  change(next: Calendar): void;
  events(): readonly EventCopy[];
  event(name: string): EventCopy | undefined;
  byUid(uid: string): EventCopy | undefined;
  /** Stores under the name; `sameSchedule` keeps the schedule version. */
  put(name: string, object: CalendarObject, sameSchedule: boolean): EventCopy;
  drop(name: string): void;
  /** Gives an event a new version though nothing changed. */
  touch(name: string): void;
  /**
   * Changes after a cursor (null: everything there is), oldest first. A resource appears once, with its last change; a
   * removed one as `removed`, never in a listing from null. Throws Refused 'cursor-unknown'.
   */
  changes(cursor: string | null, limit: number): ChangePage;
  /** The cursor at the end of the feed. */
  cursor(): string;
  /** Makes every cursor handed out so far unknown. */
  forget(): void;
  /** Everything, to go on from another time. */
  state(): CalendarState;
}

/** A calendar written down. Objects are their texts. */
export interface CalendarState {
  readonly calendar: Calendar;
  readonly generation: number;
  readonly at: number;
  readonly events: readonly (Omit<EventCopy, 'calendarId' | 'object'> & {
    readonly at: number;
    readonly text: string;
  })[];
  readonly removed: readonly (readonly [name: string, at: number])[];
}

/** Counts versions for a whole groupware. */
export type NextNumber = () => number;

interface Entry {
  readonly at: number;
  readonly copy: EventCopy;
}

/** A new, empty calendar as written down. */
export function emptyCalendar(calendar: Calendar, nextNumber: NextNumber): CalendarState {
  return { calendar, generation: nextNumber(), at: nextNumber(), events: [], removed: [] };
}

/** A calendar that goes on from what was written down. Throws InvalidCalendar for an event that cannot be read. */
export function calendarStore(from: CalendarState, nextNumber: NextNumber): CalendarStore {
  let { calendar, generation } = from;
  // Positions in the feed are the groupware's numbers: they only grow, and none is used twice.
  let { at } = from;
  const entries = new Map(from.events.map((event) => [event.name, readEntry(calendar.id, event)]));
  const names = new Map([...entries].map(([name, { copy }]) => [copy.object.uid, name]));
  const removed = new Map(from.removed);
  const cursorAt = (position: number): string => `${String(generation)}-${String(position)}`;

  const write = (copy: EventCopy): EventCopy => {
    at = nextNumber();
    entries.set(copy.name, { at, copy });
    names.set(copy.object.uid, copy.name);
    removed.delete(copy.name);
    return copy;
  };
  return {
    calendar: () => calendar,
    change(next) {
      calendar = next;
    },
    events: () => [...entries.values()].map((entry) => entry.copy),
    event: (name) => entries.get(name)?.copy,
    byUid(uid) {
      const name = names.get(uid);
      return name === undefined ? undefined : entries.get(name)?.copy;
    },
    put(name, object, sameSchedule) {
      const before = entries.get(name)?.copy;
      const version = nextNumber();
      const scheduleVersion = sameSchedule && before !== undefined ? before.scheduleVersion : version;
      const id = before?.id ?? `event-${String(version)}`;
      return write({ id, calendarId: calendar.id, name, version, scheduleVersion, object });
    },
    drop(name) {
      const entry = entries.get(name);
      if (entry === undefined) return;
      entries.delete(name);
      names.delete(entry.copy.object.uid);
      at = nextNumber();
      removed.set(name, at);
    },
    touch(name) {
      const entry = entries.get(name);
      if (entry !== undefined) write({ ...entry.copy, version: nextNumber() });
    },
    changes(cursor, limit) {
      const since = cursor === null ? null : positionOf(cursor, generation, at);
      const { part, more, end } = cut(feedAfter(since, entries.values(), removed), limit, at);
      return { changes: part, cursor: cursorAt(end), more };
    },
    cursor: () => cursorAt(at),
    forget() {
      generation = nextNumber();
    },
    state() {
      const events = [...entries.values()].map(written);
      return { calendar, generation, at, events, removed: [...removed] };
    },
  };
}

function readEntry(calendarId: string, { at, text, ...event }: CalendarState['events'][number]): Entry {
  return { at, copy: { ...event, calendarId, object: readCalendarObject(text) } };
}

function written({ at, copy }: Entry): CalendarState['events'][number] {
  const { id, name, version, scheduleVersion, object } = copy;
  return { id, name, version, scheduleVersion, at, text: object.text };
}

/** The first changes, and where one stands after them (`last`: at the end of the feed). */
function cut(all: readonly CalendarChange[], limit: number, last: number) {
  const part = all.slice(0, limit);
  const more = all.length > part.length;
  return { part, more, end: more ? (part.at(-1)?.at ?? last) : last };
}

function feedAfter(
  since: number | null,
  entries: Iterable<Entry>,
  removed: ReadonlyMap<string, number>,
): readonly CalendarChange[] {
  const present = [...entries].map(({ at, copy }): CalendarChange => ({ kind: 'present', at, event: copy }));
  const gone = [...removed].map(([name, at]): CalendarChange => ({ kind: 'removed', at, name }));
  const all = since === null ? present : [...present, ...gone].filter((change) => change.at > since);
  return all.sort((a, b) => a.at - b.at);
}

function positionOf(cursor: string, generation: number, last: number): number {
  const match = /^(\d+)-(\d+)$/.exec(cursor);
  const position = Number(match?.[2]);
  if (match === null || Number(match[1]) !== generation || position > last) {
    throw new Refused('cursor-unknown', 'Nobody knows this cursor any more');
  }
  return position;
}
