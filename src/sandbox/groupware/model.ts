import type { CalendarObject } from './ical/calendar-object.ts';

/** Somebody with a mailbox in the sandbox. */
export interface User {
  /** Signs in with it; part of addresses of resources. */
  readonly name: string;
  readonly displayName: string;
  /** Mail address, lower case, without `mailto:`. */
  readonly address: string;
  readonly password: string;
}

/** A calendar of one user. */
export interface Calendar {
  /** Unique in the groupware: owner and slug. */
  readonly id: string;
  readonly owner: string;
  /** Unique among the owner's calendars; chosen by whoever made it. */
  readonly slug: string;
  readonly name: string;
  /** CSS hex colour, or null. */
  readonly color: string | null;
  readonly description: string | null;
  readonly readOnly: boolean;
  /** Id of the mail folder in which it lies; null: among the owner's calendars. */
  readonly parent: string | null;
}

/**
 * One user's copy of an event (a whole series with its exceptions). The iCalendar text is the one stored form, for
 * every face: whoever knows fewer properties reads the essentials in `object`, changes properties in the text, and
 * leaves the rest of it as it was. What a client wrote is kept byte for byte.
 */
export interface EventCopy {
  /** Names the copy for ever, however it is renamed. */
  readonly id: string;
  readonly calendarId: string;
  /** Name within the calendar, as a client chose it. */
  readonly name: string;
  /** Never the same twice in one groupware, not even after deletion and re-creation. */
  readonly version: number;
  /** Like `version`, but unmoved when only others' participation changed (Schedule-Tag, RFC 6638, 3.2.10). */
  readonly scheduleVersion: number;
  /** Counts items of the groupware, from 1; a later one has a greater number. */
  readonly serial: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly object: CalendarObject;
}

/** A line in a calendar's change feed. */
export type CalendarChange =
  | { readonly kind: 'present'; readonly at: number; readonly event: EventCopy }
  | { readonly kind: 'removed'; readonly at: number; readonly name: string };

/** A part of the feed, oldest first. */
export interface ChangePage {
  readonly changes: readonly CalendarChange[];
  /** Where to go on from. */
  readonly cursor: string;
  /** There is more after it. */
  readonly more: boolean;
}

/** Why the groupware refused. */
export type RefusalCode =
  | 'missing'
  | 'exists'
  | 'stale'
  | 'read-only'
  | 'uid-conflict'
  | 'uid-elsewhere'
  | 'attendee-change'
  | 'cursor-unknown';

/** The groupware refused; nothing happened. `subject` names what stands in the way, if anything. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly subject: string | null;
  constructor(code: RefusalCode, message: string, subject: string | null = null) {
    super(message);
    this.name = 'Refused';
    this.code = code;
    this.subject = subject;
  }
}
