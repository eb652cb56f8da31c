import type { Item } from '../../item.ts';
import type { JsonObject } from '../../json.ts';

/**
 * A calendar event in canonical form: the properties of a JSCalendar Event (RFC 8984) that Liaison synchronises.
 * Absent and default are the same; the normal form leaves defaults out. One item is a whole series with its
 * exceptions; a single detached occurrence (an invitation to one meeting of a series) has `recurrenceId`.
 */
export interface Event extends JsonObject {
  readonly '@type': 'Event';
  /** iCalendar UID. */
  readonly uid: string;
  /** Default ''. One line. */
  readonly title?: string;
  /** Default ''. Plain text, lines end in \n. */
  readonly description?: string;
  /** Local date-time, `YYYY-MM-DDTHH:MM:SS`, without offset. */
  readonly start: string;
  /** IANA name; 'Etc/UTC' for UTC times; absent: floating (all-day events always float). */
  readonly timeZone?: string;
  /** ISO 8601 duration, default PT0S. All-day: whole days (P1D). Timed: exact time ('PT1H30M', 'P1DT2H'). */
  readonly duration?: string;
  /** All-day. Default false. */
  readonly showWithoutTime?: boolean;
  readonly recurrenceRules?: readonly RecurrenceRule[];
  /**
   * By original start (local date-time in the event's zone). `{excluded: true}`: no such occurrence. Otherwise a patch of
   * top-level properties; `{}`: an additional date (RDATE) or an occurrence that equals its master.
   */
  readonly recurrenceOverrides?: Readonly<Record<string, JsonObject>>;
  /** Original start of a detached occurrence, local in `recurrenceIdTimeZone`. */
  readonly recurrenceId?: string;
  readonly recurrenceIdTimeZone?: string;
  /** Keyed '1', '2', ... in the order of their names; the first is the place that people see. */
  readonly locations?: Readonly<Record<string, { readonly name: string }>>;
  /** Online meetings, keyed '1', '2', ... */
  readonly virtualLocations?: Readonly<Record<string, { readonly uri: string; readonly name?: string }>>;
  /** Keyed by canonical calendar address: `mailto:` and the address in lower case, or another URI as it is. */
  readonly participants?: Readonly<Record<string, Participant>>;
  /** Default 'confirmed'. */
  readonly status?: 'confirmed' | 'tentative' | 'cancelled';
  /** Default 0, 1 highest to 9. */
  readonly priority?: number;
  /** Default 0. Compared for order among copies, never merged. */
  readonly sequence?: number;
  /** Personal. Default 'public'. */
  readonly privacy?: 'public' | 'private' | 'secret';
  /** Personal. Default 'busy'. */
  readonly freeBusyStatus?: 'free' | 'busy';
  /** Personal. Keyed by their own content, see `alertKey`. */
  readonly alerts?: Readonly<Record<string, Alert>>;
  /** Personal. Categories. */
  readonly keywords?: Readonly<Record<string, true>>;
  /** Personal. CSS colour. */
  readonly color?: string;
}

/** RFC 8984, 4.7.2, names in lower case; `byDay` as `{day: 'mo', nthOfPeriod?: -1}`. */
export interface RecurrenceRule extends JsonObject {
  readonly frequency: 'yearly' | 'monthly' | 'weekly' | 'daily' | 'hourly' | 'minutely' | 'secondly';
  /** Default 1. */
  readonly interval?: number;
  /** Default 'mo'. */
  readonly firstDayOfWeek?: string;
  readonly byDay?: readonly { readonly day: string; readonly nthOfPeriod?: number }[];
  readonly byMonthDay?: readonly number[];
  /** Strings, as in the RFC ('2', or '5L' in other calendars). */
  readonly byMonth?: readonly string[];
  readonly byYearDay?: readonly number[];
  readonly byWeekNo?: readonly number[];
  readonly byHour?: readonly number[];
  readonly byMinute?: readonly number[];
  readonly bySecond?: readonly number[];
  readonly bySetPosition?: readonly number[];
  readonly count?: number;
  /** Local date-time in the event's zone, inclusive. */
  readonly until?: string;
}

export interface Participant extends JsonObject {
  readonly name?: string;
  /** Default 'individual'. */
  readonly kind?: 'individual' | 'group' | 'resource' | 'location';
  /** `owner` is the organiser. `attendee` takes part; `optional`, `informational`, `chair` come with it. */
  readonly roles: Readonly<Record<string, true>>;
  /** Default 'needs-action'. */
  readonly participationStatus?: 'needs-action' | 'accepted' | 'declined' | 'tentative' | 'delegated';
  readonly expectReply?: boolean;
}

export interface Alert extends JsonObject {
  /** `offset`: signed duration ('-PT15M') from start or end; or `when`: UTC date-time. */
  readonly trigger:
    | { readonly '@type': 'OffsetTrigger'; readonly offset: string; readonly relativeTo?: 'start' | 'end' }
    | { readonly '@type': 'AbsoluteTrigger'; readonly when: string };
  /** Default 'display'. */
  readonly action?: 'display' | 'email';
}

/** Whether an item is an event. */
export function isEvent(item: Item): item is Event {
  return item['@type'] === 'Event';
}
