import type { FaultRule } from '../../src/sandbox/main.ts';
import type { Decision } from './decision-steps.ts';
import type { Field } from './values.ts';
import type { Place } from './journal.ts';

/** How one mailbox's server behaves. */
export interface MailboxSetup {
  /** A mailbox in memory, or an adapter on the sandbox's groupware. */
  readonly server: 'memory' | 'ews' | 'caldav';
  /** Whose ways a mailbox in memory has. */
  readonly provider: 'exchange' | 'caldav';
  readonly tombstones: boolean;
  readonly conditional: boolean;
  readonly hiddenLooksGone: boolean;
  readonly clientChosenIds: boolean;
  readonly inline: boolean;
  readonly pageSize: number;
  readonly batch: number;
  readonly answers: { readonly version: boolean; readonly item: boolean };
  readonly silentScheduling: 'yes' | 'no' | 'per-call';
  readonly mangling: Mangling;
  /** It makes a second item of one key and UID, as Exchange does, unless whoever asks has looked before; absent: it refuses. */
  readonly twins?: true;
  /** What becomes of its private items; absent: `in`. */
  readonly privacy?: 'in' | 'busy' | 'out';
}

/** How the CRM behaves. */
export interface CrmSetup {
  readonly tombstones: boolean;
  readonly conditional: boolean;
  readonly hiddenLooksGone: boolean;
  readonly inline: boolean;
  readonly onlyOwn: boolean;
  readonly pageSize: number;
  readonly batch: number;
  readonly feedResolutionMs: number;
  /** It knows no series: only single dates. Absent: it knows them. */
  readonly recurrence?: 'occurrences';
  readonly answers: { readonly version: boolean; readonly item: boolean };
  readonly mangling: Mangling;
}

/** What a server makes of what is written: cuts titles, rewrites descriptions, drops locations without a word. */
export interface Mangling {
  readonly titleLength: number | null;
  readonly oneLine: boolean;
  readonly drops: boolean;
}

/** Everything that a scenario begins with. */
export interface Setup {
  readonly mailboxes: readonly MailboxSetup[];
  readonly crm: CrmSetup;
  /** How many deletions need nobody's approval. */
  readonly guardFew: number;
  /** It is played by an older version of the product, which is replaced in the end. */
  readonly upgrade?: true;
  /** It is played twice, and private items say something else the second time. */
  readonly secret?: true;
  /** However few they are of what there is, deletions wait for a person beyond `guardFew`. */
  readonly strict?: true;
  /** Until the end, nothing that was there before the start is told the other side before it is edited. */
  readonly existing?: true;
  /** Whoever starts pumps waits for as long as the last one asked for. */
  readonly patient?: true;
  /** People say "send" to everything that is saved in the CRM and not sent. */
  readonly sends?: true;
  /** People say "leave the mailbox as it is" to it. */
  readonly discards?: true;
  /** The most that the administrator lets be shown of private things; absent: as their owners want it. */
  readonly limit?: 'busy' | 'out';
  /** Workers know who is synchronised. */
  readonly synchronised?: true;
  /** By user the addresses of those in whose names they keep calendars. */
  readonly actingFor?: readonly (readonly string[])[];
  /** What people answer when a deletion waits for them in the end. */
  readonly answer: 'approve' | 'reject';
}

/**
 * How a pump ends: by itself; after so many calls and transactions by a crash, or stuck; or by a crash in the middle of a
 * call, after so many requests on a real line. `holding`: only answers of this side that tell what is in this thing are
 * counted, and it is stuck with the next one in its hand.
 */
export type Stop = {
  readonly after: number;
  readonly how: 'crash' | 'pause' | 'wire';
  readonly holding?: Holding;
} | null;

/** What a worker is told about. */
export interface Holding {
  readonly side: 'mailbox' | 'crm';
  readonly thing: number;
}

/**
 * What becomes of one database statement of a process, that after so many others: its connection is lost before or after
 * the statement had its effect, or the process dies there.
 */
export interface DatabaseTrouble {
  readonly after: number;
  readonly how: 'cut-before' | 'cut-after' | 'die-before' | 'die-after';
}

/**
 * One step. Things and edits are numbered once and for all when the scenario is made, so that leaving out a step
 * changes nothing about the others; a step whose thing isn't there does nothing.
 */
export type Step =
  | {
      readonly type: 'create';
      readonly place: Place;
      readonly thing: number;
      readonly edit: number;
      readonly shape: 'single' | 'all-day' | 'floating' | 'series';
      /** Whose it is; a record may belong to several. */
      readonly users: readonly number[];
    }
  /** A user calls others to a meeting; their server delivers it, and later versions of it. */
  | {
      readonly type: 'meet';
      readonly place: Place;
      readonly thing: number;
      readonly edit: number;
      readonly shape: 'single' | 'series';
      readonly user: number;
      readonly attendees: readonly number[];
      /** The address of the one in whose name the user calls them; absent: in their own. */
      readonly chair?: string;
    }
  | { readonly type: 'deliver'; readonly place: Place; readonly thing: number }
  | {
      readonly type: 'answer';
      readonly place: Place;
      readonly thing: number;
      readonly user: number;
      readonly status: 'accepted' | 'tentative' | 'declined';
      /** Whether the reply reaches the organiser's copy. */
      readonly delivered: boolean;
    }
  | {
      readonly type: 'edit';
      readonly place: Place;
      readonly thing: number;
      readonly edit: number;
      readonly fields: readonly Field[];
    }
  | {
      readonly type: 'occurrence';
      readonly place: Place;
      readonly thing: number;
      readonly edit: number;
      readonly index: number;
      readonly exclude: boolean;
    }
  /** One occurrence is moved to the evening of its day. */
  | {
      readonly type: 'move';
      readonly place: Place;
      readonly thing: number;
      readonly edit: number;
      readonly index: number;
    }
  /** A series gets another rule, or none any more; a single event becomes a series. */
  | {
      readonly type: 'repeat';
      readonly place: Place;
      readonly thing: number;
      readonly edit: number;
      readonly rule: boolean;
    }
  /** "This and following": the series ends before an occurrence, and another one goes on from there. */
  | {
      readonly type: 'split';
      readonly place: Place;
      readonly thing: number;
      readonly tail: number;
      readonly edit: number;
      readonly index: number;
    }
  /** Somebody from outside is invited, or the guest whom that edit invited is taken off again. */
  | {
      readonly type: 'guest';
      readonly place: Place;
      readonly thing: number;
      readonly edit: number;
      readonly invited: boolean;
    }
  /** The owner makes it private, or public again; or writes something private about one of its dates. */
  | {
      readonly type: 'privacy';
      readonly index?: number;
      readonly edit?: number;
      readonly place: Place;
      readonly thing: number;
      readonly privacy: 'private' | 'public';
    }
  /** An attendee changes what they were sent, in their own copy. */
  | {
      readonly type: 'scribble';
      readonly place: Place;
      readonly thing: number;
      readonly edit: number;
      readonly fields: readonly Field[];
    }
  | { readonly type: 'delete' | 'touch' | 'garble'; readonly place: Place; readonly thing: number }
  | {
      readonly type: 'copy';
      readonly place: Place;
      readonly thing: number;
      readonly copy: number;
      readonly edit: number;
    }
  | { readonly type: 'forget'; readonly place: Place }
  | { readonly type: 'wait'; readonly ms: number }
  | Decision
  /** In the CRM somebody writes into a record that says only when its owner is busy. */
  | { readonly type: 'meddle'; readonly place: Place; readonly thing: number; readonly edit: number }
  /** Somebody whom nobody here synchronises calls users to a meeting. */
  | {
      readonly type: 'invited';
      readonly place: Place;
      readonly thing: number;
      readonly edit: number;
      /** `date`: to one date of a series, which they don't get to see. */
      readonly shape: 'single' | 'series' | 'date';
      readonly attendees: readonly number[];
    }
  | {
      readonly type: 'pump';
      readonly user: number;
      readonly seed: number;
      /** Probability of a fault per call. */
      readonly faults: number;
      readonly stop: Stop;
      /** What goes wrong with the one request after so many others, on a real line; leaves nothing to chance. */
      readonly line?: FaultRule;
      /** By how many milliseconds the worker's clock is fast; negative: slow. */
      readonly skew?: number;
      /** What it has made in a mailbox in memory is made late, and it hears nothing of it. */
      readonly late?: true;
      /** What goes wrong with its database, where there is one. */
      readonly database?: DatabaseTrouble;
    }
  /** Stuck workers of the user go on, by so many calls and transactions. */
  | {
      readonly type: 'resume';
      readonly user: number;
      readonly gates: number;
      readonly how: 'crash' | 'pause';
    };

/** A story to play. */
export interface Scenario {
  readonly seed: number;
  readonly setup: Setup;
  readonly steps: readonly Step[];
}
