import { readCalendarObject } from './ical/calendar-object.ts';
import type { CalendarObject } from './ical/calendar-object.ts';
import type { Counters } from './counters.ts';
import { emptyFeed, feedOf } from './feed.ts';
import type { Feed, FeedEntry, FeedNews, FeedRemoval } from './feed.ts';
import type { Calendar, CalendarChange, ChangePage, EventCopy } from './model.ts';

/** What stands in one calendar, with its change feed. */
export interface CalendarStore {
  calendar(): Calendar;
  change(next: Calendar): void;
  events(): readonly EventCopy[];
  event(name: string): EventCopy | undefined;
  byUid(uid: string): EventCopy | undefined;
  byId(id: string): EventCopy | undefined;
  /** Stores under the name; `sameSchedule` keeps the schedule version. */
  put(name: string, object: CalendarObject, sameSchedule: boolean): EventCopy;
  /** Removes; `movedTo`: id of the copy that it is elsewhere now. */
  drop(name: string, movedTo?: string): void;
  /** Gives an event a new version though nothing changed. */
  touch(name: string): void;
  /**
   * Changes after a cursor (null: everything there is), oldest first. A resource appears once, with its last change; a
   * removed one as `removed`, never in a listing from null. Throws Refused 'cursor-unknown'.
   */
  changes(cursor: string | null, limit: number): ChangePage;
  /** The history by copies instead of names: a copy removed and another one under its name are two. */
  readonly feed: Feed<EventCopy>;
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
    readonly born: number;
    readonly text: string;
  })[];
  readonly removed: readonly FeedRemoval[];
}

/** A new, empty calendar as written down. */
export function emptyCalendar(calendar: Calendar, counters: Counters): CalendarState {
  const { generation, at } = emptyFeed(counters.nextNumber);
  return { calendar, generation, at, events: [], removed: [] };
}

/** A calendar that goes on from what was written down. Throws InvalidCalendar for an event that cannot be read. */
export function calendarStore(from: CalendarState, counters: Counters): CalendarStore {
  let { calendar } = from;
  const { generation, at, removed } = from;
  const entries = from.events.map((event) => readEntry(calendar.id, event));
  const feed = feedOf<EventCopy>({ generation, at, entries, removed }, counters);
  const byName = new Map(entries.map(({ value }) => [value.name, value.id]));
  const byUid = new Map(entries.map(({ value }) => [value.object.uid, value.id]));
  const found = (id: string | undefined): EventCopy | undefined =>
    id === undefined ? undefined : feed.entry(id)?.value;
  const write = (copy: EventCopy): EventCopy => {
    feed.put(copy.id, copy);
    byName.set(copy.name, copy.id);
    byUid.set(copy.object.uid, copy.id);
    return copy;
  };
  return {
    calendar: () => calendar,
    change(next) {
      calendar = next;
    },
    events: () => feed.all(),
    event: (name) => found(byName.get(name)),
    byUid: (uid) => found(byUid.get(uid)),
    byId: found,
    put(name, object, sameSchedule) {
      const before = found(byName.get(name));
      return write({ ...versionOf(before, sameSchedule, counters), calendarId: calendar.id, name, object });
    },
    drop(name, movedTo) {
      const copy = found(byName.get(name));
      if (copy === undefined) return;
      byName.delete(name);
      byUid.delete(copy.object.uid);
      feed.drop(copy.id, name, movedTo);
    },
    touch(name) {
      const copy = found(byName.get(name));
      if (copy !== undefined) write({ ...copy, version: counters.nextNumber(), modifiedAt: counters.now() });
    },
    changes(cursor, limit) {
      const changes = byNames(feed.since(cursor), (name) => byName.has(name));
      const part = changes.slice(0, limit);
      const more = changes.length > part.length;
      const end = more ? (part.at(-1)?.at ?? feed.end()) : feed.end();
      return { changes: part, cursor: feed.cursorAt(end), more };
    },
    feed,
    cursor: () => feed.cursorAt(feed.end()),
    forget: () => {
      feed.forget();
    },
    state() {
      const { entries: present, ...rest } = feed.state();
      return { calendar, ...rest, events: present.map(written) };
    },
  };
}

/** What a copy is from now on, whatever it holds: itself as before, or a new one. */
function versionOf(
  before: EventCopy | undefined,
  sameSchedule: boolean,
  counters: Counters,
): Omit<EventCopy, 'calendarId' | 'name' | 'object'> {
  const version = counters.nextNumber();
  const modifiedAt = counters.now();
  if (before === undefined) {
    const id = `event-${String(version)}`;
    const serial = counters.nextSerial();
    return { id, serial, createdAt: modifiedAt, modifiedAt, version, scheduleVersion: version };
  }
  const { id, serial, createdAt } = before;
  const scheduleVersion = sameSchedule ? before.scheduleVersion : version;
  return { id, serial, createdAt, modifiedAt, version, scheduleVersion };
}

function readEntry(
  calendarId: string,
  { at, born, text, ...event }: CalendarState['events'][number],
): FeedEntry<EventCopy> {
  return { at, born, value: { ...event, calendarId, object: readCalendarObject(text) } };
}

function written({ at, born, value }: FeedEntry<EventCopy>): CalendarState['events'][number] {
  const { calendarId: _calendar, object, ...event } = value;
  return { ...event, at, born, text: object.text };
}

/** The history as those see it who know names only: what came back under its name was never away. */
function byNames(
  { news }: FeedNews<EventCopy>,
  occupied: (name: string) => boolean,
): readonly CalendarChange[] {
  const last = new Map<string, CalendarChange>();
  for (const one of news) {
    if (one.kind === 'present') {
      const { at, value } = one;
      last.set(value.name, { kind: 'present', at, event: value });
    } else if (!occupied(one.name)) {
      last.set(one.name, { kind: 'removed', at: one.at, name: one.name });
    }
  }
  return [...last.values()].sort((a, b) => a.at - b.at);
}
