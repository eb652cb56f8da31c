import type { Counters } from './counters.ts';
import type { Feed } from './feed.ts';
import { Refused } from './model.ts';
import type { Calendar, ChangePage, EventCopy } from './model.ts';
import { calendarStore, emptyCalendar } from './store.ts';
import type { CalendarState, CalendarStore } from './store.ts';
import type { Users } from './users.ts';

/** Slug of the calendar for deleted events. */
const DELETED = '.deleted';

/** A calendar to be. */
export interface NewCalendar {
  readonly owner: string;
  readonly slug: string;
  readonly name: string;
  readonly color?: string | null;
  readonly description?: string | null;
  readonly readOnly?: boolean;
  readonly parent?: string | null;
}

/** What of a calendar can be changed. */
export type CalendarEdit = Partial<Pick<Calendar, 'name' | 'color' | 'description' | 'readOnly' | 'parent'>>;

/** The calendars of all users. Unknown ids: Refused 'missing'. */
export interface Calendars {
  /** Adds a calendar. Owner unknown: Refused 'missing'; slug taken: Refused 'exists'. */
  add(calendar: NewCalendar): Calendar;
  of(owner: string): readonly Calendar[];
  /** By id, the one for deleted events too. */
  withId(id: string): Calendar | undefined;
  /** Where invitations go: the first that can be written, else the first. */
  defaultOf(owner: string): Calendar | undefined;
  /** Where a user's deleted events lie until they are deleted for good. It is not among their calendars. */
  deletedOf(owner: string): Calendar;
  find(owner: string, slug: string): Calendar | undefined;
  change(id: string, edit: CalendarEdit): Calendar;
  /** Removes the calendar with everything in it. Mails nobody. */
  remove(id: string): void;
  /** The change feed; see CalendarStore.changes. */
  changes(id: string, cursor: string | null, limit: number): ChangePage;
  /** The cursor at the end of the feed; it changes whenever something in the calendar does. */
  cursor(id: string): string;
  /** The history by copies; see CalendarStore.feed. */
  feed(id: string): Feed<EventCopy>;
  /** Makes every cursor handed out so far unknown. */
  forgetCursors(id: string): void;
}

/** The calendars that were written down; and how the groupware itself reaches into them. */
export function calendarsOf(
  users: Users,
  written: readonly CalendarState[],
  counters: Counters,
): {
  readonly calendars: Calendars;
  readonly storeOf: (id: string) => CalendarStore;
  readonly states: () => readonly CalendarState[];
} {
  const stores = new Map(written.map((state) => [state.calendar.id, calendarStore(state, counters)]));
  const storeOf = (id: string): CalendarStore => {
    const store = stores.get(id);
    if (store === undefined) throw new Refused('missing', 'There is no such calendar', id);
    return store;
  };
  const of = (owner: string): readonly Calendar[] =>
    [...stores.values()]
      .map((store) => store.calendar())
      .filter((one) => one.owner === owner && one.slug !== DELETED);
  const calendars: Calendars = {
    add(wanted) {
      if (users.named(wanted.owner) === undefined) throw new Refused('missing', 'There is no such user');
      const id = `${wanted.owner}/${wanted.slug}`;
      if (stores.has(id)) throw new Refused('exists', 'There is a calendar of that name', id);
      const { owner, slug, name } = wanted;
      const { color = null, description = null, readOnly = false, parent = null } = wanted;
      const calendar = { id, owner, slug, name, color, description, readOnly, parent };
      stores.set(id, calendarStore(emptyCalendar(calendar, counters), counters));
      return calendar;
    },
    of,
    find: (owner, slug) => (slug === DELETED ? undefined : stores.get(`${owner}/${slug}`)?.calendar()),
    withId: (id) => stores.get(id)?.calendar(),
    defaultOf: (owner) => of(owner).find((one) => !one.readOnly) ?? of(owner)[0],
    deletedOf: (owner) =>
      stores.get(`${owner}/${DELETED}`)?.calendar() ??
      calendars.add({ owner, slug: DELETED, name: 'Deleted events' }),
    change(id, edit) {
      const store = storeOf(id);
      store.change({ ...store.calendar(), ...edit });
      return store.calendar();
    },
    remove(id) {
      storeOf(id);
      stores.delete(id);
    },
    changes: (id, cursor, limit) => storeOf(id).changes(cursor, limit),
    cursor: (id) => storeOf(id).cursor(),
    feed: (id) => storeOf(id).feed,
    forgetCursors: (id) => {
      storeOf(id).forget();
    },
  };
  return { calendars, storeOf, states: () => [...stores.values()].map((store) => store.state()) };
}
