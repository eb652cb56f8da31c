import type { Frame } from '../groupware/ical/occurrences.ts';
import type { EventCopy, User } from '../groupware/model.ts';
import type { XmlElement } from '../xml/tree.ts';

/**
 * A property that somebody asks for or sets.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/path
 */
export type PropertyPath =
  /** t:FieldURI, such as `calendar:Start`. */
  | { readonly kind: 'field'; readonly uri: string }
  /** t:IndexedFieldURI, such as `item:InternetMessageHeader` with `Message-ID`. */
  | { readonly kind: 'indexed'; readonly uri: string; readonly index: string }
  /** t:ExtendedFieldURI; the element goes into the answer as it came. */
  | { readonly kind: 'extended'; readonly element: XmlElement };

/** What of an item is wanted (t:ItemShape). */
export interface ItemShape {
  readonly base: 'IdOnly' | 'Default' | 'AllProperties';
  /** In addition to the base, in the order of the request, perhaps repeated. */
  readonly additional: readonly PropertyPath[];
  /** IncludeMimeContent, or item:MimeContent among the additional ones. */
  readonly mimeContent: boolean;
  readonly body: 'Best' | 'HTML' | 'Text';
}

/** A calendar item: an event copy as a whole (single event or recurring master), or an occurrence of its series. */
export interface CalendarSubject {
  readonly copy: EventCopy;
  /** Original start of the occurrence or exception, epoch milliseconds; null: the whole. */
  readonly occurrence: number | null;
}

/** What an item does not know of itself. */
export interface ItemSurroundings {
  /** In whose mailbox it lies. */
  readonly user: User;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Display name of an address: that of the sandbox's user, else the address itself. */
  readonly nameOf: (address: string) => string;
  /** t:ItemId (Id, ChangeKey) of the copy (null) or of its occurrence with this original start. */
  readonly idOf: (occurrence: number | null) => XmlElement;
  /** t:ParentFolderId. */
  readonly parentFolderId: XmlElement;
  /**
   * Value of an extended property that the server itself keeps (0x3008, 0xe23 and the like), or null: it is the
   * item's own.
   */
  readonly extended: (property: XmlElement) => string | null;
}

/** Who writes, when, and what the request says for times without a zone. */
export interface WriteSurroundings {
  readonly user: User;
  readonly now: number;
  readonly nameOf: (address: string) => string;
  /** t:TimeZoneDefinition of the SOAP header's t:TimeZoneContext, or null: UTC. */
  readonly timeZoneContext: XmlElement | null;
}

/** An entry of a calendar view: a single event, or one occurrence of a series. Epoch milliseconds. */
export interface ViewEntry {
  /** Null: a single event. */
  readonly occurrence: number | null;
  readonly start: number;
  readonly end: number;
}

/** A zone that a request brought along or named. Walls are `YYYY-MM-DDTHH:MM:SS`, instants epoch milliseconds. */
export interface RequestZone {
  readonly toInstant: (wall: string) => number;
  readonly toWall: (instant: number) => string;
}

/**
 * Between a groupware event copy (iCalendar text) and Exchange's calendar items: pure functions that know nothing of
 * operations, folders and ids. Whatever is wrong with an item is an ItemProblem with Exchange's code.
 */
export interface CalendarMapping {
  /**
   * t:CalendarItem with what the shape asks for, in the order of CalendarItemType, without properties that the item
   * does not have. Asked for what the property set does not know: ItemProblem ErrorInvalidPropertyRequest.
   */
  calendarItem(subject: CalendarSubject, surroundings: ItemSurroundings, shape: ItemShape): XmlElement;

  /**
   * The iCalendar text of a t:CalendarItem that somebody creates (fields, or MimeContent and what overrides it). It
   * has a UID: the given one, else a new one in Exchange's form. Element order is checked already; missing or
   * contradicting content: ErrorInvalidPropertySet, ErrorCalendarEndDateIsEarlierThanStartDate,
   * ErrorCalendarInvalidRecurrence and so on.
   */
  calendarObjectFrom(item: XmlElement, surroundings: WriteSurroundings): string;

  /**
   * The whole text of the copy after the SetItemField, AppendToItemField and DeleteItemField children of `updates`
   * (t:Updates), on the master or on the one occurrence, which becomes an exception. Whatever no field touches stays
   * as it was, byte for byte where possible. ErrorInvalidPropertySet, ErrorInvalidPropertyDelete,
   * ErrorInvalidPropertyAppend and so on.
   */
  updated(subject: CalendarSubject, updates: XmlElement, surroundings: WriteSurroundings): string;

  readonly occurrences: {
    /** The copy recurs: its id stands for a recurring master. */
    recurs(copy: EventCopy): boolean;
    /**
     * Original start of the occurrence with this InstanceIndex (from 1, deleted ones counted). Beyond the end:
     * ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange; deleted: ErrorCalendarOccurrenceIsDeletedFromRecurrence;
     * not recurring: ErrorCalendarCannotUseIdForRecurringMasterId.
     */
    at(copy: EventCopy, instanceIndex: number): number;
    /** Whether there is an occurrence of this original start that is not deleted. */
    exists(copy: EventCopy, occurrence: number): boolean;
    /** What of the copy overlaps the frame (CalendarView), by start. Series without end are cut at the frame. */
    between(copy: EventCopy, frame: Frame): readonly ViewEntry[];
    /** The text without that occurrence (EXDATE; an exception disappears). */
    without(copy: EventCopy, occurrence: number): string;
  };

  readonly zones: {
    /**
     * t:TimeZoneDefinition elements for these Windows ids (null: all), with Periods, TransitionsGroups and Transitions
     * if `full`, otherwise Id and Name only. Unknown ids are left out.
     */
    definitions(ids: readonly string[] | null, full: boolean): readonly XmlElement[];
    /**
     * The zone of a t:TimeZoneDefinition (an id alone, or with its own periods) or of GetUserAvailability's
     * t:TimeZone (Bias, StandardTime, DaylightTime). Unknown: ItemProblem ErrorTimeZone.
     */
    zoneOf(element: XmlElement): RequestZone;
    /** t:TimeZone of GetUserAvailability for a Windows id, by its rules in the year of `at` (epoch milliseconds). */
    serializable(id: string, at: number): XmlElement;
  };
}
