/**
 * What people did, in terms that need no calendar. A thing is one appointment, wherever copies of it lie. Every edit
 * that a person makes has a value that nobody else ever uses, so a value tells who wrote it; `excluded` is the one
 * exception. A field is a property, or one occurrence of a series (`occurrence 3`).
 */
export type Value = string;
export type Values = Readonly<Record<string, Value>>;

/** `crm`, or `mailbox 0`, `mailbox 1`, ... */
export type Place = string;

/** Of a field that was taken away: an occurrence's own title when its series gets another rule, a guest. */
export const NOTHING: Value = 'nothing';

/** What happened, in this order. `seen` is what the person saw there just before. */
export type JournalEntry =
  | {
      readonly type: 'created';
      readonly thing: number;
      readonly place: Place;
      readonly values: Values;
      /** Fields of which it had a part only, as a copy of what a server had cut. */
      readonly reduced: readonly string[];
    }
  | {
      readonly type: 'edited';
      readonly thing: number;
      readonly place: Place;
      readonly field: string;
      readonly value: Value;
      readonly seen: Value | null;
      /**
       * A write had just changed the item, and nobody had heard of that yet. Where its value was written over, nobody can tell
       * afterwards whether the person had seen it, or wrote before it came.
       */
      readonly unheard?: true;
      /** It is one that had lost before: somebody wants that after all. */
      readonly again?: true;
    }
  | {
      readonly type: 'deleted';
      readonly thing: number;
      readonly place: Place;
      readonly seen: Values;
      /**
       * A write had just changed it, and nobody had heard of that yet. Afterwards nobody can tell whether the person
       * deleted the item before it was written, knowing nothing of the edit on the other side, or having seen that edit.
       */
      readonly unheard: boolean;
    }
  /** A person said no to a deletion that waited for them. */
  | { readonly type: 'kept'; readonly thing: number }
  /**
   * A person left their mailbox as it is, although the record says otherwise: these values are not to get there. Null: item or
   * record was missing, and stays so.
   */
  | {
      readonly type: 'left';
      readonly thing: number;
      readonly place: Place;
      readonly values: Values | null;
      /** Before anything came of that, the record said something else, about which they were not asked. */
      readonly overtaken?: true;
    };

/** A conflict record that the product kept: one of the winning values took the place of the losing ones. */
export interface KeptConflict {
  /** What it is about, where that can be told. */
  readonly thing: number | null;
  /** Beside whose copy it came up, where that can be told. */
  readonly place: Place | null;
  /** Null: of one occurrence; its values tell of which. */
  readonly field: string | null;
  /** Both values stay where they are. */
  readonly unresolved: boolean;
  readonly winning: readonly Value[];
  readonly losing: readonly Value[];
}

/** What a place is like. */
export interface PlaceFacts {
  /** The fields that it can hold; others never get there. */
  readonly holds: (field: string) => boolean;
  /** Whether its server leaves only a part of what is written into the field. */
  readonly reduces: (field: string) => boolean;
  /** Whether anybody can tell a deleted item from one that may not be seen. */
  readonly provesDeletion: boolean;
  /** Whether it refuses series whose dates are in a tangle: they stay as they were, and are set aside. */
  readonly refusesTangles?: true;
  /** Whether its server says this by itself where nobody said anything. Absent: it says nothing. */
  readonly invents?: (field: string, value: Value) => boolean;
}

/** An item found at a place in the end. */
export interface Sighting {
  readonly thing: number;
  readonly values: Values;
  /** Fields of which only that is there which some server left. */
  readonly reduced: readonly string[];
  /** The days on which it takes place by its rule, from its first. */
  readonly days: readonly number[];
  /** Everything that takes place. */
  readonly occurrences: readonly string[];
  /** Whether its dates are none that every server can hold (`isTangled`). */
  readonly tangled: boolean;
  /** By address what participants of a meeting have answered. */
  readonly answers: Readonly<Record<string, string>>;
}

/** A meeting of several users. Its organiser's copy and the record are its homes. */
export interface MeetingFacts {
  readonly organizer: Place;
  /** What the server last delivered to an attendee; null once they threw it away. */
  readonly copies: ReadonlyMap<Place, Values | null>;
  /** By address what attendees answered. */
  readonly answers: ReadonlyMap<string, string>;
  /** Whether an answer has reached the organiser's copy, which is an edit of that like any other. */
  readonly replied: boolean;
  /** Whether an attendee has changed their own copy. */
  readonly scribbled: boolean;
}

/** Everything that the reference model judges by. */
export interface Evidence {
  readonly journal: readonly JournalEntry[];
  readonly conflicts: readonly KeptConflict[];
  readonly places: Readonly<Record<Place, PlaceFacts>>;
  /** Where each thing belongs. */
  readonly homes: ReadonlyMap<number, readonly Place[]>;
  readonly meetings: ReadonlyMap<number, MeetingFacts>;
  readonly sightings: Readonly<Record<Place, readonly Sighting[]>>;
  /** Whether somebody let items travel one way only for a while: then whoever may be written loses, whatever the field. */
  readonly oneWay: boolean;
  /** Things that a rule of the administrator's may have kept to when they are, for a while. */
  readonly withheld: ReadonlySet<number>;
  /** Fields that an older version of the product did not know: nothing is agreed on about them. */
  readonly unmapped: readonly string[];
}

/** A broken promise. */
export interface Violation {
  readonly invariant: `I${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11}`;
  readonly message: string;
}

/** A personal field exists once per place: `keywords of mailbox 0`. */
export function ownField(place: Place, field: 'keywords' | 'privacy'): string {
  return `${field} of ${place}`;
}

/** Whether a field is its owner's alone. */
export function isPersonal(field: string): boolean {
  return field.startsWith('keywords of ') || field.startsWith('privacy of ');
}

export const EXCLUDED: Value = 'excluded';
