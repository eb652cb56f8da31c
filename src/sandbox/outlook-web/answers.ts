/** What the face answers to Outlook's page, and what it takes. Moments are epoch milliseconds, days `YYYY-MM-DD`. */

/** Somebody with a mailbox here. */
export interface Colleague {
  readonly name: string;
  readonly displayName: string;
  readonly address: string;
}

/** GET /outlook/session. POST {name} chooses a colleague, DELETE nobody. */
export interface SessionAnswer {
  readonly user: Colleague | null;
  readonly colleagues: readonly Colleague[];
  /** Windows name. */
  readonly timeZone: string;
}

export type FolderRole =
  'inbox' | 'drafts' | 'sentitems' | 'archive' | 'deleteditems' | 'junkemail' | 'outbox';

/** A mail folder. `id` is the EWS id. */
export interface FolderAnswer {
  readonly id: string;
  readonly name: string;
  /** Null: somebody made it. */
  readonly role: FolderRole | null;
  readonly unread: number;
  readonly total: number;
}

/** GET /outlook/folders. */
export interface FoldersAnswer {
  readonly folders: readonly FolderAnswer[];
}

export interface PersonAnswer {
  readonly name: string;
  readonly address: string;
}

/** A line of the message list. */
export interface MessageRow {
  /** EWS id. */
  readonly id: string;
  readonly conversationId: string;
  readonly folderId: string;
  readonly subject: string;
  readonly from: PersonAnswer;
  /** To whom, in folders of what was sent or will be. */
  readonly to: readonly PersonAnswer[];
  readonly preview: string;
  readonly at: number;
  readonly read: boolean;
  readonly draft: boolean;
  readonly important: boolean;
  readonly isPrivate: boolean;
  readonly hasAttachments: boolean;
  readonly isMeeting: boolean;
}

/** GET /outlook/messages?folder=&search=&after=&limit=: newest first. `folder` empty: everywhere but bin and junk. */
export interface MessagesAnswer {
  readonly items: readonly MessageRow[];
  readonly total: number;
}

export interface AttachmentAnswer {
  /** EWS id. */
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly isInline: boolean;
  /** Without brackets. */
  readonly contentId: string | null;
}

export type Response = 'none' | 'organizer' | 'tentative' | 'accepted' | 'declined';

/** The meeting that a mail is about. */
export interface MailedMeetingAnswer {
  readonly method: 'REQUEST' | 'REPLY' | 'CANCEL';
  readonly start: number;
  readonly end: number;
  readonly isAllDay: boolean;
  readonly location: string;
  readonly recurs: boolean;
  /** EWS id of the meeting in the calendar; null: it is not there. */
  readonly appointmentId: string | null;
  readonly response: Response;
}

/** GET /outlook/message?id=. `html` is sanitised and whole; inline pictures are `cid:` still. */
export interface MessageAnswer extends MessageRow {
  readonly itemClass: string;
  /** With angle brackets; '' when the mail has none. */
  readonly internetMessageId: string;
  readonly sender: PersonAnswer;
  readonly cc: readonly PersonAnswer[];
  readonly bcc: readonly PersonAnswer[];
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly AttachmentAnswer[];
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly internetHeaders: string;
  readonly meeting: MailedMeetingAnswer | null;
}

/** POST /outlook/message/send: a new mail, or an answer to one. */
export interface SendInput {
  readonly to: readonly PersonAnswer[];
  readonly cc: readonly PersonAnswer[];
  readonly bcc: readonly PersonAnswer[];
  readonly subject: string;
  readonly html: string;
  /** EWS id of the mail that it answers; null: none. */
  readonly answers: string | null;
}

/** A line of GET /outlook/calendar?from=&to=, by start. */
export interface CalendarEntry {
  /** EWS id: of the occurrence, or of the single meeting. */
  readonly id: string;
  readonly seriesId: string | null;
  readonly subject: string;
  readonly location: string;
  readonly start: number;
  readonly end: number;
  readonly isAllDay: boolean;
  /** First day and the day after the last, of whole days. */
  readonly firstDay: string;
  readonly endDay: string;
  /** Hex colour of its calendar. */
  readonly color: string;
  readonly calendarName: string;
  readonly role: 'organizer' | 'attendee' | 'alone';
  readonly response: Response;
  readonly isPrivate: boolean;
  readonly isCancelled: boolean;
  readonly showAs: 'busy' | 'free';
}

export interface CalendarAnswer {
  readonly entries: readonly CalendarEntry[];
}

export interface AttendeeAnswer extends PersonAnswer {
  readonly response: Response;
}

/** GET /outlook/appointment?id=. */
export interface AppointmentAnswer extends CalendarEntry {
  readonly html: string;
  readonly text: string;
  readonly organizer: PersonAnswer;
  readonly required: readonly AttendeeAnswer[];
  readonly optional: readonly AttendeeAnswer[];
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly sensitivity: 'normal' | 'personal' | 'private' | 'confidential';
  /** It is the user's own, in a calendar that can be written. */
  readonly editable: boolean;
  readonly recurs: boolean;
}

/** What a meeting's form changed. Whole days by `firstDay` and `endDay`, everything else by `start` and `end`. */
export interface AppointmentChange {
  readonly subject?: string;
  readonly location?: string;
  readonly text?: string;
  readonly html?: string;
  readonly isAllDay?: boolean;
  readonly start?: number;
  readonly end?: number;
  readonly firstDay?: string;
  readonly endDay?: string;
  readonly required?: readonly PersonAnswer[];
  readonly optional?: readonly PersonAnswer[];
  readonly sensitivity?: AppointmentAnswer['sensitivity'];
}

/** POST /outlook/appointment: saves, and tells the people if `send`. Answers its EWS id. */
export interface AppointmentInput {
  /** Null: a new one. */
  readonly id: string | null;
  readonly change: AppointmentChange;
  readonly send: boolean;
  /** IANA: the zone of a new meeting. */
  readonly timeZone: string;
}

/** Answers what was made or moved. */
export interface IdAnswer {
  readonly id: string;
}

/** What is wrong with a request. `code` is one of EWS' response codes, or `not-signed-in`, `bad-request`. */
export interface ProblemAnswer {
  readonly code: string;
  readonly message: string;
}
