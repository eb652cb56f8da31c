import type { JsonObject } from './json.ts';

/**
 * What is synchronised, in canonical form: a JSCalendar Event or Task (RFC 8984), a JSContact Card (RFC 9553), a
 * Message. `@type` names its kind; the other properties are that RFC's, in normal form (see ItemKind.normalise).
 * The engine knows properties only through the ItemKind; a provider's spelling dies in its adapter.
 */
export type Item = JsonObject & { readonly '@type': string };

/**
 * The properties of an item that change, with their new values; `null` removes a property. Top-level properties only:
 * a changed participant is a patch of `participants` as a whole.
 */
export type Patch = JsonObject;

/** Applies a patch to an item. */
export function applyPatch<T extends JsonObject>(item: T, patch: Patch): T {
  const entries = Object.entries({ ...item, ...patch }).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as T;
}

/** How two sides' changes of one property come together, and who sees the property. */
export interface FieldRule {
  /** `shared` reaches the record; `personal` stays on the link (as JMAP Calendars' per-user properties do). */
  readonly scope: 'shared' | 'personal';
  /**
   * `value`: replaced as a whole. `map`: an object that merges key by key, and each entry property by property (an
   * entry is added, removed or changed). `overrides`: recurrenceOverrides, merged by resolved occurrence.
   */
  readonly merge: 'value' | 'map' | 'overrides';
  /** Whose value wins a true conflict: the meeting's organiser (its copy in the mailbox), or the CRM. */
  readonly conflict: 'organizer' | 'crm';
  /** Of a `map`: properties of its entries whose conflicts are decided otherwise. */
  readonly entryConflict?: Readonly<Record<string, 'organizer' | 'crm'>>;
  /**
   * Properties whose stored form may change by writing this one; an acknowledgement settles them too.
   * Writing `start` makes a server re-apply `recurrenceOverrides`, for example.
   */
  readonly dependents?: readonly string[];
  /** Part of when it takes place, which has no meaning without the other parts. */
  readonly ofTime?: true;
  /** Absence says something (a default), not nothing: it is not filled in when two sides meet for the first time. */
  readonly absenceCounts?: true;
}

/** Everything that the engine must know of one kind of item. The engine itself knows no kind. */
export interface ItemKind {
  /** The `@type` of its items. */
  readonly type: string;
  /** Raised when `normalise` changes what it returns; bases carry it. */
  readonly normaliserVersion: number;
  /**
   * By field the normaliser's version that last kept more of it than the one before: older bases say nothing of such a
   * field. One that only spells a field differently needs no entry: bases are spelled anew.
   */
  readonly since?: Readonly<Record<string, number>>;
  /** The synchronised properties. A property that is not listed is never compared and never written. */
  readonly fields: Readonly<Record<string, FieldRule>>;
  /** Total and idempotent: every property gets its one canonical form; others than `fields` and hints are dropped. */
  normalise(item: Item): Item;
  /** The item without its personal properties, those inside of exceptions included. */
  shared(item: Item): Item;
  /** A shared form with the personal properties of the mailbox's copy put back. */
  withPersonal(shared: Item, copy: Item): Item;
  /**
   * For a `recurrenceOverrides` field: those of `from` under the keys that they have once the series takes place as `to`
   * does (`kept`), and those whose occurrence is no more, under their old keys (`orphaned`).
   */
  carryOverrides(from: Item, to: Item): { readonly kept: JsonObject; readonly orphaned: JsonObject };
  /** Whether the series has this occurrence (by original start) without any exception that says so. */
  occurs(item: Item, recurrenceId: string): boolean;
  /** Whether the series has this occurrence, exceptions and additional dates considered. */
  hasDate(item: Item, recurrenceId: string): boolean;
  /**
   * The global identity: of a meeting the UID, followed by `;` and the original start when it is a single detached
   * occurrence. Null when the item has none.
   */
  identity(item: Item): string | null;
  /** What a normalised item is recognised by where identities say nothing. */
  likeness(item: Item): Likeness;
  /** What the owner of these addresses is to the item. */
  role(item: Item, addresses: readonly string[]): Role;
  /** Canonical addresses of those whose meeting it is; none where it names nobody. */
  chairs(item: Item): readonly string[];
  /**
   * What is an attendee's to say in the record: the record's properties, changed by what their own copy says of
   * themselves (their participation status) and by nothing else. May be empty. `first`: record and copy meet for the
   * first time, so that only what the record does not know is said.
   */
  ownParticipation(record: Item, copy: Item, addresses: readonly string[], first: boolean): Patch;
  /**
   * What the item tells those whom it concerns, for comparing copies of one meeting: without what they may differ in
   * while all of them are up to date, and in one spelling. Not an item to be written.
   */
  told(item: Item): Item;
  /** The item as others may see it when its owner keeps it private: when, not what. */
  busyOnly(item: Item): Item;
  /** A busy-only form with all else as another form of the item says it. */
  withContent(busy: Item, from: Item): Item;
  /** Whether the owner marked the item private. */
  isPrivate(item: Item): boolean;
  /** Whether writing this item, or this patch of it, could make a scheduling server mail other people. */
  concernsOthers(item: Item, addresses: readonly string[]): boolean;
  /** Whether any part of the item lies in the window (epoch milliseconds; a null bound is open). */
  inWindow(item: Item, window: Window): boolean;
  /** How its series come apart; absent where its items never recur. */
  readonly series?: SeriesKind;
}

/** How the series of a kind come apart into items of their own, for a side that knows no series. */
export interface SeriesKind {
  /** Properties that only a series has. */
  readonly fields: readonly string[];
  /** Properties that say which occurrence an item is: told when it is made, and nobody's to change. */
  readonly naming: readonly string[];
  /** Whether the item is a series, not a single item nor one occurrence of a series. */
  readonly isSeries: (item: Item) => boolean;
  /** Whether the item is one occurrence of a series. */
  readonly isOccurrence: (item: Item) => boolean;
  /**
   * Original starts (local date-times) of the occurrences that touch the window, in the order in which they take place, at
   * most `limit`, and no more than can be found in a bounded number of steps.
   */
  readonly dates: (series: Item, window: Window, limit: number) => readonly string[];
  /**
   * By original start these occurrences as items of their own, normalised: with the identity of the occurrence, and with
   * everything that the series says of it. What the series does not have is not among them.
   */
  readonly occurrences: (series: Item, recurrenceIds: readonly string[]) => ReadonlyMap<string, Item>;
  /**
   * The patch of a series by which these occurrences change and no other one: by original start what changes of an
   * occurrence, null where it is taken out. Null: the series would be left without any occurrence.
   */
  readonly change: (series: Item, changes: ReadonlyMap<string, Patch | null>) => Patch | null;
  /** An occurrence as a single item of its own, under this UID. */
  readonly single: (occurrence: Item, uid: string) => Item;
}

/** Two items that are equal in both may be the same thing. Texts to be compared, not to be read. */
export interface Likeness {
  /** When it takes place, in every occurrence, whatever zone it is spelled in. */
  readonly when: string;
  /** What it is about; empty: it does not say. */
  readonly what: string;
}

/** A time frame in epoch milliseconds; null is open. */
export interface Window {
  readonly from: number | null;
  readonly to: number | null;
}

/** `sole`: nobody else takes part. `organizer`: theirs to change. `attendee`: they were invited. */
export type Role = 'sole' | 'organizer' | 'attendee';
