import type ICAL from 'ical.js';
import type { XmlElement } from '../../../xml/tree.ts';
import type { WriteSurroundings } from '../../calendar-port.ts';
import type { ItemView } from '../view.ts';

/** What a request wants of the times of an item; applied together, for they depend on each other. */
export interface TimesEdit {
  /** xs:dateTime as written; without a zone it is on the clock of the request's TimeZoneContext. */
  start?: string;
  end?: string;
  allDay?: boolean;
  /** t:StartTimeZone, t:EndTimeZone, t:MeetingTimeZone. */
  startZone?: XmlElement;
  endZone?: XmlElement;
  meetingZone?: XmlElement;
  /** t:Recurrence; null: it is to be a single event. */
  recurrence?: XmlElement | null;
}

/** What a request wants of the reminder. */
export interface ReminderEdit {
  isSet?: boolean;
  minutes?: number;
}

/** An item while it is being written. */
export interface Writing {
  readonly calendar: ICAL.Component;
  readonly event: ICAL.Component;
  readonly surroundings: WriteSurroundings;
  readonly creating: boolean;
  /** It is one occurrence of a series. */
  readonly isOccurrence: boolean;
  readonly times: TimesEdit;
  readonly reminder: ReminderEdit;
}

/** How a property is written; what is missing here is refused, as Exchange does. */
export interface FieldWrite {
  readonly set: (writing: Writing, element: XmlElement) => void;
  readonly append?: (writing: Writing, element: XmlElement) => void;
  readonly clear?: (writing: Writing) => void;
}

/** A property of a calendar item. */
export interface Field {
  /** FieldURI, such as `calendar:Start`. */
  readonly uri: string;
  /** The least base shape that has it; `asked`: only by AdditionalProperties. */
  readonly shape: 'IdOnly' | 'Default' | 'AllProperties' | 'asked';
  /** Null: the item doesn't have it. */
  readonly read: (view: ItemView) => XmlElement | null;
  readonly write?: FieldWrite;
}

/** The element of a property. */
export function elementNameOf({ uri }: Pick<Field, 'uri'>): string {
  return uri.slice(uri.indexOf(':') + 1);
}
