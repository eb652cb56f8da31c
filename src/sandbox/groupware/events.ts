import type { Clock } from '../clock.ts';
import type { Calendars } from './calendars.ts';
import { deliveriesOf } from './deliveries.ts';
import { readCalendarObject } from './ical/calendar-object.ts';
import { edited, exceptionAt, setAttendeeParameter } from './ical/edit.ts';
import { Refused } from './model.ts';
import type { EventCopy, User } from './model.ts';
import type { Outbox } from './outbox.ts';
import type { Post } from './mail/post.ts';
import type { CalendarStore } from './store.ts';
import type { Users } from './users.ts';

/** A write of an event's text. */
export interface Save {
  readonly calendarId: string;
  readonly name: string;
  /** iCalendar. Kept as it is, unless scheduling has something to add. */
  readonly text: string;
  /** Only if the event has this version now (null: only if there is none of this name). */
  readonly expected?: number | null;
  /** Invitations, replies and cancellations are sent as RFC 6638 has it. Otherwise nobody hears of it. */
  readonly schedule: boolean;
  readonly letter?: Letter;
}

/** What the messages say beside the meeting itself. */
export interface Letter {
  /** What the sender writes to the others; HTML if it says so. */
  readonly note?: { readonly text: string; readonly html: boolean };
  /** A copy goes to the sender's sent items. */
  readonly keepCopy?: boolean;
  /** Only those hear of it who are invited or uninvited by it. */
  readonly onlyChanged?: boolean;
}

/** A removal. */
export interface Removal {
  readonly calendarId: string;
  readonly name: string;
  readonly expected?: number;
  readonly schedule: boolean;
  readonly letter?: Letter;
  /** Id of the calendar that takes it up; default: it is gone. */
  readonly into?: string;
}

/** What a person does with an invitation. */
export interface Response {
  readonly user: string;
  readonly uid: string;
  /** PARTSTAT. */
  readonly status: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE';
  /** Original start of the one occurrence that is meant, epoch milliseconds; otherwise the series. */
  readonly recurrenceId?: number;
  /** Null: nobody hears of it. */
  readonly letter?: Letter | null;
}

/** The events of all calendars. */
export interface Events {
  in(calendarId: string): readonly EventCopy[];
  find(calendarId: string, name: string): EventCopy | undefined;
  /** Copies of a meeting in the calendars of one user. */
  byUid(user: string, uid: string): readonly EventCopy[];
  /**
   * Creates or replaces. Throws InvalidCalendar; Refused 'stale', 'read-only', 'uid-conflict' (in this calendar),
   * 'uid-elsewhere' (a meeting that another calendar of the user has), 'attendee-change'.
   */
  save(save: Save): EventCopy;
  /** By id, in whichever calendar. */
  byId(user: string, id: string): EventCopy | undefined;
  /** Removes; returns what it became in the other calendar, if it was to go there. Refused 'missing', 'stale', 'read-only'. */
  remove(removal: Removal): EventCopy | null;
  /** Into another calendar, where it is another copy. Mails nobody. Refused as for `remove` and `save`. */
  move(copy: EventCopy, calendarId: string): EventCopy;
  /** Answers an invitation as a person does in Outlook: the organiser hears of it. Refused 'missing'. */
  respond(response: Response): EventCopy;
  /** Gives the event a new version though nothing changed. */
  touch(calendarId: string, name: string): void;
}

/** What events need of the rest of the groupware. */
export interface EventsContext {
  readonly clock: Clock;
  readonly users: Users;
  readonly calendars: Calendars;
  readonly storeOf: (id: string) => CalendarStore;
  readonly outbox: Outbox;
  readonly post: Post;
}

/** The events of a groupware. */
export function eventsOf(context: EventsContext): Events {
  const { users, calendars, storeOf } = context;
  const deliveries = deliveriesOf(context);
  const byUid = (user: string, uid: string): readonly EventCopy[] =>
    calendars.of(user).flatMap((calendar) => storeOf(calendar.id).byUid(uid) ?? []);
  const ownerOf = (store: CalendarStore): User => {
    const owner = users.named(store.calendar().owner);
    if (owner === undefined) throw new Refused('missing', 'There is no such user');
    return owner;
  };

  const save = (wanted: Save): EventCopy => {
    const store = storeOf(wanted.calendarId);
    const owner = ownerOf(store);
    const before = store.event(wanted.name);
    checkWritable(store);
    checkExpected(before, wanted.expected);
    const object = readCalendarObject(wanted.text);
    checkUid(store, object.uid, wanted.name);
    if (!wanted.schedule) return store.put(wanted.name, object, false);
    const elsewhere = byUid(owner.name, object.uid).find((copy) => copy.calendarId !== wanted.calendarId);
    if (elsewhere !== undefined && object.master?.organizer != null) {
      throw new Refused('uid-elsewhere', 'Another calendar has this meeting', hrefOf(elsewhere));
    }
    const stored = deliveries.saved(owner, before?.object ?? null, object, wanted.letter ?? {});
    return store.put(wanted.name, stored, false);
  };

  return {
    in: (calendarId) => storeOf(calendarId).events(),
    find: (calendarId, name) => storeOf(calendarId).event(name),
    byUid,
    save,
    byId(user, id) {
      const all = [...calendars.of(user), calendars.deletedOf(user)];
      return all.map((calendar) => storeOf(calendar.id).byId(id)).find((copy) => copy !== undefined);
    },
    remove({ calendarId, name, expected, schedule, letter = {}, into }) {
      const store = storeOf(calendarId);
      const before = store.event(name);
      checkWritable(store);
      if (before === undefined) throw new Refused('missing', 'There is no such event', name);
      checkExpected(before, expected);
      const kept = into === undefined ? null : storeOf(into).put(`${before.id}.ics`, before.object, false);
      store.drop(name, kept?.id);
      if (schedule) deliveries.removed(ownerOf(store), before.object, letter);
      return kept;
    },
    move: (copy, calendarId) => moved(copy, storeOf(copy.calendarId), storeOf(calendarId)),
    respond({ letter = {}, ...response }) {
      const { copy, text } = answered(users, byUid(response.user, response.uid)[0], response);
      const { calendarId, name } = copy;
      return save({ calendarId, name, text, schedule: letter !== null, letter: letter ?? {} });
    },
    touch: (calendarId, name) => {
      storeOf(calendarId).touch(name);
    },
  };
}

function moved(copy: EventCopy, from: CalendarStore, to: CalendarStore): EventCopy {
  checkWritable(to);
  checkWritable(from);
  const name = to.event(copy.name) === undefined ? copy.name : `${copy.id}.ics`;
  checkUid(to, copy.object.uid, name);
  const there = to.put(name, copy.object, false);
  from.drop(copy.name, there.id);
  return there;
}

/** The user's copy of a meeting, and its text with their answer. */
function answered(
  users: Users,
  copy: EventCopy | undefined,
  { user, uid, status, recurrenceId }: Omit<Response, 'letter'>,
): { readonly copy: EventCopy; readonly text: string } {
  const address = users.named(user)?.address;
  if (copy === undefined || address === undefined)
    throw new Refused('missing', 'There is no such event', uid);
  const text = edited(copy.object.text, (calendar) => {
    const one = recurrenceId === undefined ? null : exceptionAt(calendar, recurrenceId);
    const events = one === null ? calendar.getAllSubcomponents('vevent') : [one];
    for (const event of events) setAttendeeParameter(event, address, 'partstat', status);
  });
  return { copy, text };
}

function checkWritable(store: CalendarStore): void {
  if (store.calendar().readOnly) throw new Refused('read-only', 'The calendar cannot be written');
}

function checkExpected(before: EventCopy | undefined, expected: number | null | undefined): void {
  if (expected === undefined) return;
  if ((before?.version ?? null) !== expected)
    throw new Refused('stale', 'The event is not what was expected');
}

function checkUid(store: CalendarStore, uid: string, name: string): void {
  const other = store.byUid(uid);
  if (other !== undefined && other.name !== name) {
    throw new Refused('uid-conflict', 'Another event of the calendar has this UID', hrefOf(other));
  }
  const same = store.event(name);
  if (same !== undefined && same.object.uid !== uid) {
    throw new Refused('uid-conflict', 'The event of this name has another UID', hrefOf(same));
  }
}

/** Calendar id and name of an event, for faces to make an address of. */
function hrefOf(copy: EventCopy): string {
  return `${copy.calendarId}/${copy.name}`;
}
