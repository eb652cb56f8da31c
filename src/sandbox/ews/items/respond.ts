// https://learn.microsoft.com/exchange/client-developer/web-service-reference/acceptitem
import { parsedMail } from '../../groupware/mail/parsed-mail.ts';
import { partsOf } from '../../groupware/ical/calendar-object.ts';
import type { Letter } from '../../groupware/events.ts';
import type { EventCopy } from '../../groupware/model.ts';
import { roleIn } from '../../groupware/scheduling.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { ItemProblem } from '../item-problem.ts';
import { typeChild } from '../xml.ts';
import { calendarItemId } from './create-calendar-item.ts';
import { checkChangeKey, itemOf } from './item.ts';
import type { Item } from './item.ts';

const STATUS: ReadonlyMap<string, 'ACCEPTED' | 'TENTATIVE' | 'DECLINED'> = new Map([
  ['AcceptItem', 'ACCEPTED'],
  ['TentativelyAcceptItem', 'TENTATIVE'],
  ['DeclineItem', 'DECLINED'],
] as const);

/** The meeting that a response object is about, and the message by which it came, if it is named by that. */
interface Reference {
  readonly copy: EventCopy;
  readonly occurrence: number | null;
  readonly message: Item | null;
}

/** Answers an invitation. The request leaves the inbox; a declined meeting leaves the calendar, as in Outlook. */
export async function respondToMeeting(
  response: XmlElement,
  request: XmlElement,
  context: EwsContext,
): Promise<readonly XmlElement[]> {
  const { groupware, user } = context;
  const reference = await referenceOf(response, context);
  const status = STATUS.get(response.name) ?? 'ACCEPTED';
  checkRespondable(response.name, reference.copy, context);
  const { uid } = reference.copy.object;
  const copy = groupware.events.respond({
    user: user.name,
    uid,
    status,
    letter: letterOf(response, request),
    ...(reference.occurrence === null ? {} : { recurrenceId: reference.occurrence }),
  });
  putAway(reference.message, context);
  if (status !== 'DECLINED' || reference.occurrence !== null) {
    return [calendarItemId(context, copy, reference.occurrence)];
  }
  const into = groupware.calendars.deletedOf(user.name).id;
  const { calendarId, name } = copy;
  const gone = groupware.events.remove({ calendarId, name, schedule: false, into });
  return gone === null ? [] : [calendarItemId(context, gone)];
}

/** Cancels a meeting that the user organises: everybody is told, and it leaves the calendar. */
export async function cancelMeeting(
  response: XmlElement,
  request: XmlElement,
  context: EwsContext,
): Promise<readonly XmlElement[]> {
  const { groupware, user } = context;
  const { copy, occurrence } = await referenceOf(response, context);
  if (roleIn(copy.object, user.address) !== 'organizer') {
    throw new ItemProblem('ErrorCalendarIsNotOrganizer', 'You must be the organizer to perform this action.');
  }
  const letter = letterOf(response, request) ?? {};
  if (occurrence === null) {
    const into = groupware.calendars.deletedOf(user.name).id;
    const { calendarId, name } = copy;
    const gone = groupware.events.remove({ calendarId, name, schedule: true, letter, into });
    return gone === null ? [] : [calendarItemId(context, gone)];
  }
  const text = context.calendar.occurrences.without(copy, occurrence);
  const { calendarId, name } = copy;
  return [calendarItemId(context, groupware.events.save({ calendarId, name, text, schedule: true, letter }))];
}

/** Takes a meeting that was cancelled out of the calendar. */
export async function removeMeeting(
  response: XmlElement,
  _request: XmlElement,
  context: EwsContext,
): Promise<readonly XmlElement[]> {
  const { groupware, user } = context;
  const { copy, message } = await referenceOf(response, context);
  if (roleIn(copy.object, user.address) === 'organizer') {
    throw new ItemProblem('ErrorCalendarIsOrganizerForRemove', 'You are the organizer of this meeting.');
  }
  const { calendarId, name } = copy;
  const into = groupware.calendars.deletedOf(user.name).id;
  groupware.events.remove({ calendarId, name, schedule: false, into });
  putAway(message, context);
  return [];
}

async function referenceOf(response: XmlElement, context: EwsContext): Promise<Reference> {
  const id = typeChild(response, 'ReferenceItemId');
  if (id === undefined) throw new ItemProblem('ErrorInvalidRequest', 'ReferenceItemId is missing.');
  const item = itemOf(context, { ...id, name: 'ItemId' });
  checkChangeKey(item, id);
  if (item.kind === 'event') return { copy: item.copy, occurrence: item.occurrence, message: null };
  const { meeting } = await parsedMail(item.message);
  const part = meeting === null ? undefined : partsOf(meeting.object)[0];
  const copy =
    meeting === null ? undefined : context.groupware.events.byUid(context.user.name, meeting.object.uid)[0];
  if (copy === undefined || part === undefined) {
    throw new ItemProblem('ErrorItemNotFound', 'The meeting of this message is not in the calendar.');
  }
  // An invitation to one occurrence of a series whose master is here is about that occurrence.
  const single = part.recurrenceId !== null && copy.object.master !== null;
  return { copy, occurrence: single ? part.recurrenceId : null, message: item };
}

function checkRespondable(name: string, copy: EventCopy, { user }: EwsContext): void {
  const suffix =
    { AcceptItem: 'Accept', TentativelyAcceptItem: 'Tentative', DeclineItem: 'Decline' }[name] ?? 'Accept';
  if (roleIn(copy.object, user.address) === 'organizer') {
    throw new ItemProblem(`ErrorCalendarIsOrganizerFor${suffix}`, 'You are the organizer of this meeting.');
  }
  if (partsOf(copy.object)[0]?.status === 'CANCELLED') {
    throw new ItemProblem(`ErrorCalendarIsCancelledFor${suffix}`, 'The meeting has been cancelled.');
  }
}

/** Null: SaveOnly, nobody hears of it. */
function letterOf(response: XmlElement, request: XmlElement): Letter | null {
  const disposition = request.attributes['MessageDisposition'];
  if (disposition === undefined) {
    throw new ItemProblem('ErrorMessageDispositionRequired', 'The MessageDisposition attribute is required.');
  }
  if (disposition === 'SaveOnly') return null;
  const body = typeChild(response, 'Body') ?? typeChild(response, 'NewBodyContent');
  return {
    keepCopy: disposition === 'SendAndSaveCopy',
    ...(body === undefined
      ? {}
      : { note: { text: body.text, html: body.attributes['BodyType'] === 'HTML' } }),
  };
}

function putAway(message: Item | null, { groupware, user }: EwsContext): void {
  if (message?.kind !== 'message') return;
  groupware.messages.move(message.message.id, groupware.folders.withRole(user.name, 'deleteditems').id);
}
