// https://learn.microsoft.com/exchange/client-developer/web-service-reference/meetingrequest
import type { MailedMeeting, ParsedMail } from '../../groupware/mail/parsed-mail.ts';
import { partsOf } from '../../groupware/ical/calendar-object.ts';
import type { EventCopy } from '../../groupware/model.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { ItemShape } from '../calendar-port.ts';
import type { EwsContext } from '../context.ts';
import { changeKey, itemId } from '../ids.ts';
import { dateText, flag, idElement } from '../responses.ts';
import { wants } from '../shape.ts';
import { t } from '../xml.ts';
import { surroundingsOf } from './surroundings.ts';

/** What a meeting message is called, by METHOD of what it carries. */
export interface MeetingMessageKind {
  readonly element: 'MeetingRequest' | 'MeetingResponse' | 'MeetingCancellation';
  readonly itemClass: string;
}

const RESPONSES: ReadonlyMap<string, readonly [suffix: string, response: string]> = new Map([
  ['ACCEPTED', ['Pos', 'Accept']],
  ['TENTATIVE', ['Tent', 'Tentative']],
  ['DECLINED', ['Neg', 'Decline']],
] as const);

/** Calendar properties that come with a meeting request, and with the other two, in schema order. */
const REQUEST_FIELDS =
  'Start End OriginalStart IsAllDayEvent LegacyFreeBusyStatus Location When IsMeeting IsCancelled IsRecurring MeetingRequestWasSent CalendarItemType MyResponseType Organizer RequiredAttendees OptionalAttendees Resources ConflictingMeetingCount AdjacentMeetingCount Duration TimeZone AppointmentReplyTime AppointmentSequenceNumber AppointmentState Recurrence FirstOccurrence LastOccurrence ModifiedOccurrences DeletedOccurrences StartTimeZone EndTimeZone ConferenceType AllowNewTimeProposal IsOnlineMeeting EnhancedLocation'.split(
    ' ',
  );
const OTHER_FIELDS = ['Start', 'End', 'Location', 'Recurrence', 'CalendarItemType', 'EnhancedLocation'];

/** The kind of meeting message that a mail is; null: it is none. */
export function meetingKind({ meeting }: ParsedMail): MeetingMessageKind | null {
  switch (meeting?.method) {
    case 'REQUEST':
      return { element: 'MeetingRequest', itemClass: 'IPM.Schedule.Meeting.Request' };
    case 'CANCEL':
      return { element: 'MeetingCancellation', itemClass: 'IPM.Schedule.Meeting.Canceled' };
    case 'REPLY': {
      const [suffix] = responseOf(meeting);
      return { element: 'MeetingResponse', itemClass: `IPM.Schedule.Meeting.Resp.${suffix}` };
    }
    default:
      return null;
  }
}

/** The elements of MeetingMessageType and its descendants that follow those of MessageType, in schema order. */
export function meetingFields(
  context: EwsContext,
  meeting: MailedMeeting,
  kind: MeetingMessageKind,
  shape: ItemShape,
): readonly XmlElement[] {
  const own = ownCopy(context, meeting);
  const part = partsOf(meeting.object)[0];
  const isOrganizer = part?.organizer?.address === context.user.address;
  const response = kind.element === 'MeetingResponse' ? responseOf(meeting)[1] : 'NoResponseReceived';
  const one = (name: string, uri: string, text: string): readonly XmlElement[] =>
    wants(shape, uri, 'Default') ? [t(name, text)] : [];
  return [
    ...(own !== null && wants(shape, 'meeting:AssociatedCalendarItemId', 'Default')
      ? [associated(context, own)]
      : []),
    ...one('IsDelegated', 'meeting:IsDelegated', 'false'),
    ...one('IsOutOfDate', 'meeting:IsOutOfDate', flag(isOutOfDate(meeting, own))),
    ...one('HasBeenProcessed', 'meeting:HasBeenProcessed', 'true'),
    ...one('ResponseType', 'meeting:ResponseType', response),
    ...(shape.base === 'AllProperties' ||
    shape.additional.some((path) => path.kind === 'field' && /:UID$/.test(path.uri))
      ? [t('UID', meeting.object.uid)]
      : []),
    ...(part?.recurrenceId == null
      ? []
      : one('RecurrenceId', 'calendar:RecurrenceId', dateText(part.recurrenceId))),
    ...one('IsOrganizer', 'calendar:IsOrganizer', flag(isOrganizer)),
    ...(kind.element === 'MeetingRequest' && wants(shape, 'meetingRequest:MeetingRequestType', 'Default')
      ? [t('MeetingRequestType', (part?.sequence ?? 0) > 0 ? 'FullUpdate' : 'NewMeetingRequest')]
      : []),
    ...calendarFields(context, meeting, kind, shape),
  ];
}

/** The user's copy of the meeting, or null. */
function ownCopy({ groupware, user }: EwsContext, { object }: MailedMeeting): EventCopy | null {
  return groupware.events.byUid(user.name, object.uid)[0] ?? null;
}

/** The meeting has gone on since the message. */
function isOutOfDate({ object }: MailedMeeting, own: EventCopy | null): boolean {
  const now = own === null ? 0 : (partsOf(own.object)[0]?.sequence ?? 0);
  return now > (partsOf(object)[0]?.sequence ?? 0);
}

function associated(context: EwsContext, copy: EventCopy): XmlElement {
  const id = itemId(context.user, { kind: 'event', id: copy.id });
  return idElement('AssociatedCalendarItemId', id, changeKey('event', copy.version));
}

/** The meeting's own properties, as the calendar's mapping shows them. */
function calendarFields(
  context: EwsContext,
  { object }: MailedMeeting,
  kind: MeetingMessageKind,
  shape: ItemShape,
): readonly XmlElement[] {
  const copy = { id: 'mailed', calendarId: '', name: '', version: 0, scheduleVersion: 0, serial: 0 };
  const mailed: EventCopy = { ...copy, createdAt: 0, modifiedAt: 0, object };
  const item = { kind: 'event', copy: mailed, occurrence: null } as const;
  // The mapping answers for calendar items only: properties of messages are asked for elsewhere.
  const additional = shape.additional.filter(
    (path) => path.kind === 'field' && path.uri.startsWith('calendar:'),
  );
  const wanted: ItemShape = { ...shape, additional, mimeContent: false };
  const { children } = context.calendar.calendarItem(item, surroundingsOf(context, item), wanted);
  const names = kind.element === 'MeetingRequest' ? REQUEST_FIELDS : OTHER_FIELDS;
  return names.flatMap((name) => children.filter((one) => one.name === name));
}

function responseOf({ object }: MailedMeeting): readonly [suffix: string, response: string] {
  const status = partsOf(object)[0]?.attendees[0]?.status ?? '';
  return RESPONSES.get(status) ?? ['Pos', 'Unknown'];
}
