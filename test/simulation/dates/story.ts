import type { Setup, Step, Stop } from '../scenario.ts';

/** What of an appointment, or of one of its dates, people write. */
export type DateField = 'title' | 'description' | 'place' | 'duration' | 'start';

/** What happens in a story about a CRM that knows no series. A step whose thing or date isn't there does nothing. */
export type DateStep =
  | {
      readonly type: 'create';
      /** Made in the CRM, where there are single ones only, or in the user's mailbox. */
      readonly inCrm: boolean;
      readonly user: number;
      readonly thing: number;
      readonly edit: number;
      /** From today, in days. */
      readonly day: number;
      readonly shape: 'single' | 'timed' | 'floating' | 'all-day';
      /** The number of a rule; null: it happens once. */
      readonly rule: number | null;
    }
  /** The whole item in the mailbox. */
  | { readonly type: 'edit'; readonly thing: number; readonly edit: number; readonly field: DateField }
  | { readonly type: 'repeat'; readonly thing: number; readonly rule: number | null }
  | { readonly type: 'delete' | 'touch' | 'garble'; readonly thing: number }
  /** One date in the mailbox: the one with this index among those that are there. */
  | {
      readonly type: 'date';
      readonly thing: number;
      readonly index: number;
      readonly edit: number;
      readonly field: DateField;
    }
  | { readonly type: 'date-out'; readonly thing: number; readonly index: number }
  /** One record of the thing. */
  | {
      readonly type: 'record';
      readonly thing: number;
      readonly index: number;
      readonly edit: number;
      readonly field: DateField;
    }
  | { readonly type: 'record-out'; readonly thing: number; readonly index: number }
  | {
      readonly type: 'pump';
      readonly user: number;
      readonly seed: number;
      readonly faults: number;
      readonly stop: Stop;
    }
  | Extract<Step, { readonly type: 'forget' | 'wait' | 'resume' }>;

/** A story to play. */
export interface DateStory {
  readonly seed: number;
  readonly setup: Setup;
  readonly steps: readonly DateStep[];
}
