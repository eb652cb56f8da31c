import type { Temporal } from 'temporal-polyfill';
import type { Day } from './days.ts';
import type { Zone } from './zones.ts';

/** An answer to an invitation. */
export type Answer = 'ACCEPTED' | 'DECLINED' | 'TENTATIVE' | 'NEEDS-ACTION';

/** An occurrence of a series that was moved, renamed or called off. */
export interface Exception {
  /** The day on which it would be. */
  readonly of: Day;
  readonly to?: Day;
  /** `HH:MM`. */
  readonly at?: string;
  readonly title?: string;
  readonly cancelled?: boolean;
}

/** A meeting in mailboxes, as the story thinks of it. */
export interface MeetingPlan {
  /** Makes the UID. */
  readonly key: string;
  readonly title: string;
  readonly description?: string;
  readonly place?: string;
  readonly day: Day;
  /** `HH:MM` in `zone` (default Europe/Zurich); all day without it. */
  readonly at?: string;
  readonly zone?: Zone;
  /** Default 60; ignored all day. */
  readonly minutes?: number;
  /** All day: how many. Default 1. */
  readonly days?: number;
  /** Whose it is: a colleague's name, or the key of a person outside who invites. */
  readonly organizer: string;
  /** Who else takes part, by colleague's name or person's key. */
  readonly people?: Readonly<Record<string, Answer>>;
  /** An RRULE's value, perhaps made from the first day. */
  readonly rule?: string | ((first: Temporal.PlainDate) => string);
  /** Days on which the series does not take place. */
  readonly skipped?: readonly Day[];
  readonly exceptions?: readonly Exception[];
  readonly isPrivate?: boolean;
  readonly status?: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  readonly free?: boolean;
  readonly categories?: readonly string[];
  /** Minutes before; on the organiser's copy only. */
  readonly alarm?: number;
  /** `company:key`, `person:key`, `opportunity:number`, `matter:number`. People who take part count anyway. */
  readonly about?: readonly string[];
}
