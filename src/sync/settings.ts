import type { ItemKind, Window } from './item.ts';
import type { Direction, Privacy, Rule } from './policy/rule.ts';
import type { Crm, Ledger, Lease, Mailbox, MailPolicy, Side } from './ports.ts';

export type { Direction } from './policy/rule.ts';

/** What becomes of what was there before the start. */
export type Existing = 'all' | 'edited';

/** Which items of a mailbox are synchronised by themselves. */
export type Scope = 'all' | 'marked';

/** What may be deleted without asking, in a rolling 24 hours and per direction. */
export interface GuardSettings {
  /** Up to this many are never held. */
  readonly few: number;
  /** More than `few` are held when they are more than this share of what is there (0 to 1). */
  readonly share: number;
  /** More than this many are always held. */
  readonly many: number;
}

/** The guard of a new mailbox. */
export const DEFAULT_GUARD: GuardSettings = { few: 10, share: 0.2, many: 100 };

/** What one mailbox's owner and administrator decided. */
export interface PumpSettings {
  readonly mailboxId: string;
  readonly userId: string;
  /** The owner's calendar user addresses, canonical (`mailto:` in lower case). */
  readonly addresses: readonly string[];
  /** Ids of the collections to synchronise. */
  readonly collections: readonly string[];
  /** Ids of those among them that can't be written. */
  readonly readOnly: readonly string[];
  /** By kind the collection that gets what comes from the CRM; one of `collections`. */
  readonly createIn: Readonly<Record<string, string>>;
  readonly direction: Direction;
  /** What becomes of private items: kept out, shown as busy only, or treated like others. */
  readonly privacy: Privacy;
  /** The most that the administrator lets be shown of private items, where no rule says otherwise; absent: `in`. */
  readonly privacyLimit?: Privacy;
  /** The administrator's rules, those that are switched on, in their order; absent: none. */
  readonly rules?: readonly Rule[];
  /** Which of the mailbox's items get a record: all, or those that the owner marked. */
  readonly scope: Scope;
  readonly window: Window;
  /**
   * By side: whether what was there before the start is told the other side at once, or only when somebody has edited it.
   * Absent: all of it, at once.
   */
  readonly existing?: Readonly<Record<Side, Existing>>;
  /** Canonical addresses of those in whose names the owner keeps calendars; absent: nobody. */
  readonly actingFor?: readonly string[];
  /** By canonical address the ids of the mailboxes of synchronised users; absent: not known. */
  readonly synchronised?: ReadonlyMap<string, readonly string[]>;
  /** `send` only where a person decided that writing meetings may mail people. */
  readonly mailPolicy: MailPolicy;
  readonly guard: GuardSettings;
  /** Longest duration of one call in milliseconds. */
  readonly callTimeoutMs: number;
}

/** Everything that a pump works with. Time and ids are arguments: the engine has neither. */
export interface PumpPorts {
  readonly mailbox: Mailbox;
  readonly crm: Crm;
  readonly ledger: Ledger;
  readonly kinds: readonly ItemKind[];
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  /** Called after each unit of progress; must not throw. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called as soon as a side wants to be left alone, with for how long from now (milliseconds); must not throw. */
  readonly onQuiet?: (forMs: number) => void;
}

/** How far a pump is, for people to see. */
export interface Progress {
  readonly phase: 'recover' | 'observe-mailbox' | 'observe-crm' | 'write';
  /** Items handled in this phase so far. */
  readonly done: number;
}

/** What a pump did. */
export interface PumpReport {
  /** Changes seen per side. */
  readonly observed: { readonly mailbox: number; readonly crm: number };
  /** Steps carried out and acknowledged. */
  readonly written: {
    readonly mailbox: { readonly create: number; readonly update: number; readonly remove: number };
    readonly crm: { readonly create: number; readonly update: number; readonly remove: number };
  };
  /** Ids of the chosen collections that were found to be gone; nothing is deleted because of it. */
  readonly gone: readonly string[];
  /** When to pump again because something had to wait (epoch milliseconds), or null. */
  readonly retryAt: number | null;
  /** The error that ended the pump early, if one did; what was done before it stays done. */
  readonly error: {
    readonly code: string;
    readonly parameters: Readonly<Record<string, string | number>>;
  } | null;
}

/** `pump`, see pump.ts: brings one mailbox and the CRM into agreement, as far as possible now. */
export type Pump = (ports: PumpPorts, lease: Lease, settings: PumpSettings) => Promise<PumpReport>;
