/** Someone on an item. */
export interface HostedPerson {
  readonly name: string;
  /** Mail address, as the item says it. */
  readonly address: string;
  /** What an attendee answered; default none. */
  readonly response?: 'none' | 'organizer' | 'tentative' | 'accepted' | 'declined';
  /** Default: `user` for those of the mailbox's own domain, `external` for others. */
  readonly type?: 'other' | 'list' | 'user' | 'external';
}

/** An attachment of an item; its content is asked for through OutlookServices. */
export interface HostedAttachment {
  readonly id: string;
  readonly name: string;
  /** Media type. */
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly isInline: boolean;
  readonly kind?: 'file' | 'item' | 'cloud';
}

interface Common {
  /** Tells open items apart: a new key is another item, the same key the same one with other contents. */
  readonly key: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly HostedAttachment[];
  /** The EWS class; default `IPM.Note`, `IPM.Appointment` or `IPM.Schedule.Meeting.Request`. */
  readonly itemClass?: string;
}

/** A mail that is being read. With `meeting` it is a meeting request. */
export interface HostedMessage extends Common {
  readonly kind: 'message';
  /** EWS id. */
  readonly id: string;
  /** EWS id. */
  readonly conversationId: string;
  /** With angle brackets; '' when the mail has none. */
  readonly internetMessageId: string;
  readonly from: HostedPerson;
  /** Who sent it for `from`; default the same. */
  readonly sender?: HostedPerson;
  readonly to: readonly HostedPerson[];
  readonly cc: readonly HostedPerson[];
  readonly bcc?: readonly HostedPerson[];
  /** Epoch milliseconds, as all moments here. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The header lines of the mail, CRLF between them. */
  readonly internetHeaders: string;
  /** What a meeting request invites to. */
  readonly meeting?: HostedMeetingTime;
}

/** When and where. */
export interface HostedMeetingTime {
  readonly start: number;
  readonly end: number;
  readonly location: string;
  readonly isAllDay?: boolean;
  /** EWS id of the series' master; absent: no occurrence. */
  readonly seriesId?: string;
}

/** A meeting that somebody else organises, or an appointment that is only looked at. */
export interface HostedAppointment extends Common, HostedMeetingTime {
  readonly kind: 'appointment';
  /** EWS id. */
  readonly id: string;
  readonly organizer: HostedPerson;
  readonly required: readonly HostedPerson[];
  readonly optional: readonly HostedPerson[];
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** What an add-in may change on an appointment that is being written. */
export interface AppointmentChanges {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly location: string;
  readonly isAllDay: boolean;
  readonly required: readonly HostedPerson[];
  readonly optional: readonly HostedPerson[];
  readonly sensitivity: 'normal' | 'personal' | 'private' | 'confidential';
}

/** An appointment that its organiser writes. Pages give a new object with the same key at every keystroke. */
export interface HostedDraft extends Common, AppointmentChanges {
  readonly kind: 'draft';
  /** EWS id; null: never saved. */
  readonly id: string | null;
  readonly organizer: HostedPerson;
  /** EWS id of the series' master; absent: no occurrence. */
  readonly seriesId?: string;
  /** Puts into the form what the add-in wants there. */
  change(changes: Partial<AppointmentChanges>): void;
  /** Saves without sending; answers the EWS id. Rejects when the server refuses. */
  save(): Promise<string>;
}

/** What stands open in Outlook. */
export type HostedItem = HostedMessage | HostedAppointment | HostedDraft;
