import { namedZone } from '../ews/calendar/zones/item-zone.ts';
import { windowsZoneOf } from '../ews/calendar/zones/windows.ts';
import { ItemProblem } from '../ews/item-problem.ts';
import { createCalendarItem } from '../ews/items/create-calendar-item.ts';
import { deleteItem } from '../ews/operations/delete-item.ts';
import { updateItem } from '../ews/operations/update-item.ts';
import { respondToMeeting } from '../ews/items/respond.ts';
import { dateText } from '../ews/responses.ts';
import { m, mWith, t, tWith, typeChild } from '../ews/xml.ts';
import type { XmlElement } from '../xml/tree.ts';
import { child } from '../xml/tree.ts';
import { MESSAGES } from '../ews/xml.ts';
import { uriOfElement } from '../ews/calendar/write-field.ts';
import { appointmentAnswer } from './appointment.ts';
import type { AppointmentChange, AppointmentInput, IdAnswer, PersonAnswer } from './answers.ts';
import type { MailboxContext } from './mailbox-context.ts';

/** Saves a meeting as Exchange does for its clients. ItemProblem with what Exchange would refuse. */
export async function saveAppointment(context: MailboxContext, input: AppointmentInput): Promise<IdAnswer> {
  const mailing = input.send ? 'SendToAllAndSaveCopy' : 'SendToNone';
  if (input.id === null) return { id: created(context, input, mailing) };
  const updates = fieldsOf(input, zoneOfMeeting(context, input)).map((field) =>
    t('SetItemField', tWith('FieldURI', { FieldURI: uriOfElement(field.name) }), t('CalendarItem', field)),
  );
  const id = tWith('ItemId', { Id: input.id });
  const request = mWith(
    'UpdateItem',
    { ConflictResolution: 'AlwaysOverwrite', SendMeetingInvitationsOrCancellations: mailing },
    m('ItemChanges', t('ItemChange', id, t('Updates', ...updates))),
  );
  succeeded(await updateItem(request, context));
  return { id: input.id };
}

/** Takes a meeting (or one occurrence) out of the calendar; `send` tells the people who were to come. */
export async function deleteAppointment(context: MailboxContext, id: string, send: boolean): Promise<void> {
  const request = mWith(
    'DeleteItem',
    {
      DeleteType: 'MoveToDeletedItems',
      SendMeetingCancellations: send ? 'SendToAllAndSaveCopy' : 'SendToNone',
    },
    m('ItemIds', tWith('ItemId', { Id: id })),
  );
  succeeded(await deleteItem(request, context));
}

/** Answers an invitation, by the meeting or by the mail that brought it; the organiser is told. */
export async function respond(
  context: MailboxContext,
  id: string,
  answer: 'accepted' | 'tentative' | 'declined',
): Promise<void> {
  const name = { accepted: 'AcceptItem', tentative: 'TentativelyAcceptItem', declined: 'DeclineItem' }[
    answer
  ];
  const response = t(name, tWith('ReferenceItemId', { Id: id }));
  const request = mWith('CreateItem', { MessageDisposition: 'SendAndSaveCopy' }, m('Items', response));
  await respondToMeeting(response, request, context);
}

function created(context: MailboxContext, input: AppointmentInput, mailing: string): string {
  const fields = fieldsOf(input, windowsZoneOf(input.timeZone) ?? context.options.timeZone);
  const item = t('CalendarItem', ...fields);
  const [made] = createCalendarItem(item, mWith('CreateItem', { SendMeetingInvitations: mailing }), context);
  const id = made === undefined ? undefined : typeChild(made, 'ItemId')?.attributes['Id'];
  if (id === undefined) throw new ItemProblem('ErrorItemSave', 'The meeting was not saved.');
  return id;
}

/** A meeting stays in its zone, unless its whole days become hours: then it is in that of whoever writes. */
function zoneOfMeeting(context: MailboxContext, { id, change, timeZone }: AppointmentInput): string | null {
  const timed = change.start !== undefined || change.firstDay !== undefined;
  const before = id === null ? null : appointmentAnswer(context, id);
  const same = before?.isAllDay === (change.isAllDay ?? before?.isAllDay);
  if (!timed || (same && before?.isAllDay === false)) return null;
  return windowsZoneOf(timeZone) ?? context.options.timeZone;
}

/** The elements of t:CalendarItem for what changed; `zone`: Windows id for the times, null: the zone that they have. */
function fieldsOf({ change }: AppointmentInput, zone: string | null): readonly XmlElement[] {
  const { subject, location, sensitivity, isAllDay, required, optional } = change;
  const [first = '', ...rest] = sensitivity ?? '';
  return [
    ...(subject === undefined ? [] : [t('Subject', subject)]),
    ...(sensitivity === undefined ? [] : [t('Sensitivity', first.toUpperCase() + rest.join(''))]),
    ...bodyOf(change),
    ...timesOf(change, zone),
    ...(isAllDay === undefined ? [] : [t('IsAllDayEvent', String(isAllDay))]),
    ...(location === undefined ? [] : [t('Location', location)]),
    ...(required === undefined ? [] : [attendees('RequiredAttendees', required)]),
    ...(optional === undefined ? [] : [attendees('OptionalAttendees', optional)]),
    ...(zone === null ? [] : [tWith('StartTimeZone', { Id: zone }), tWith('EndTimeZone', { Id: zone })]),
  ];
}

function bodyOf({ text, html }: AppointmentChange): readonly XmlElement[] {
  if (html !== undefined) return [tWith('Body', { BodyType: 'HTML' }, html)];
  return text === undefined ? [] : [tWith('Body', { BodyType: 'Text' }, text)];
}

function timesOf(
  { start, end, firstDay, endDay }: AppointmentChange,
  zone: string | null,
): readonly XmlElement[] {
  const midnight = (day: string): number => namedZone(zone ?? 'UTC')?.toInstant(`${day}T00:00:00`) ?? 0;
  const from = firstDay === undefined ? start : midnight(firstDay);
  const to = endDay === undefined ? end : midnight(endDay);
  return [
    ...(from === undefined ? [] : [t('Start', dateText(from))]),
    ...(to === undefined ? [] : [t('End', dateText(to))]),
  ];
}

function attendees(name: string, people: readonly PersonAnswer[]): XmlElement {
  return t(
    name,
    ...people.map((one) => t('Attendee', t('Mailbox', t('Name', one.name), t('EmailAddress', one.address)))),
  );
}

/** Throws what an operation answered of its one item, if that was a problem. */
function succeeded(answer: XmlElement): void {
  const message = child(answer, { ns: MESSAGES, name: 'ResponseMessages' })?.children[0];
  const text = (name: string): string =>
    (message === undefined ? undefined : child(message, { ns: MESSAGES, name }))?.text ?? '';
  if (message?.attributes['ResponseClass'] === 'Success') return;
  throw new ItemProblem(text('ResponseCode'), text('MessageText'));
}
