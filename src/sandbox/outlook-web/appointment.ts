import { readSensitivity } from '../ews/calendar/fields/choices.ts';
import { myResponse, readAttendees, readOrganizer } from '../ews/calendar/fields/people.ts';
import type { AttendeeList } from '../ews/calendar/fields/people.ts';
import { readBody } from '../ews/calendar/fields/body.ts';
import { textOf } from '../ews/calendar/fields/values.ts';
import { viewOf } from '../ews/calendar/view.ts';
import type { ItemView } from '../ews/calendar/view.ts';
import { itemId } from '../ews/ids.ts';
import { ItemProblem } from '../ews/item-problem.ts';
import { targetOf } from '../ews/items/item.ts';
import type { Item } from '../ews/items/item.ts';
import { surroundingsOf } from '../ews/items/surroundings.ts';
import { typeChild, typeText } from '../ews/xml.ts';
import type { XmlElement } from '../xml/tree.ts';
import type {
  AppointmentAnswer,
  AttendeeAnswer,
  CalendarAnswer,
  CalendarEntry,
  PersonAnswer,
  Response,
} from './answers.ts';
import { shownHtml, textHtml } from './mail-html.ts';
import { itemWith } from './mailbox-context.ts';
import type { MailboxContext } from './mailbox-context.ts';

/** A meeting, or one occurrence of it. */
type Meeting = Extract<Item, { kind: 'event' }>;

const RESPONSES: Readonly<Record<string, Response>> = {
  Organizer: 'organizer',
  Accept: 'accepted',
  Decline: 'declined',
  Tentative: 'tentative',
};

/** What overlaps the frame in the user's calendars, each occurrence by itself, by start. */
export function calendarAnswer(context: MailboxContext, from: number, to: number): CalendarAnswer {
  const { groupware, user, calendar } = context;
  const entries = groupware.calendars
    .of(user.name)
    .flatMap(({ id }) =>
      groupware.events
        .in(id)
        .flatMap((copy) =>
          calendar.occurrences
            .between(copy, { from, to })
            .map(({ occurrence }) => calendarItemOf(context, { kind: 'event', copy, occurrence })),
        ),
    );
  return { entries: entries.sort((one, other) => one.start - other.start) };
}

/** A meeting as a line of the calendar. */
export function calendarItemOf(context: MailboxContext, meeting: Meeting): CalendarEntry {
  return entryOf(context, meeting, viewed(context, meeting, 'Text'));
}

/** A meeting with everything. ItemProblem ErrorItemNotFound and its kin. */
export function appointmentAnswer(context: MailboxContext, id: string): AppointmentAnswer {
  const item = itemWith(context, id);
  if (item.kind !== 'event') throw new ItemProblem('ErrorItemNotFound', 'There is no such meeting.');
  const view = viewed(context, item, 'Best');
  const body = readBody(view);
  const { copy } = item;
  const calendar = context.groupware.calendars.withId(copy.calendarId);
  return {
    ...entryOf(context, item, view),
    html: body.attributes['BodyType'] === 'HTML' ? shownHtml(body.text) : textHtml(body.text),
    text: readBody({ ...view, bodyType: 'Text' }).text,
    organizer: personIn(readOrganizer(view)),
    required: attendees(view, 'RequiredAttendees'),
    optional: attendees(view, 'OptionalAttendees'),
    createdAt: copy.createdAt,
    modifiedAt: copy.modifiedAt,
    sensitivity: readSensitivity(view.event).toLowerCase() as AppointmentAnswer['sensitivity'],
    editable: view.role !== 'attendee' && calendar?.readOnly === false,
    recurs: view.kind !== 'Single',
  };
}

function viewed(context: MailboxContext, meeting: Meeting, body: 'Text' | 'Best'): ItemView {
  return viewOf(meeting, surroundingsOf(context, meeting), body);
}

function entryOf({ groupware, user }: MailboxContext, meeting: Meeting, view: ItemView): CalendarEntry {
  const { copy, occurrence } = meeting;
  const calendar = groupware.calendars.withId(copy.calendarId);
  const day = (at: number): string => view.startZone.toWall(at).slice(0, 10);
  return {
    id: itemId(user, targetOf(meeting)),
    seriesId: occurrence === null ? null : itemId(user, { kind: 'event', id: copy.id }),
    subject: textOf(view.event, 'summary') ?? '',
    location: textOf(view.event, 'location') ?? '',
    start: view.start,
    end: view.end,
    isAllDay: view.allDay,
    firstDay: day(view.start),
    endDay: day(view.end),
    color: calendar?.color ?? '#0f6cbd',
    calendarName: calendar?.name ?? '',
    role: view.role,
    response: RESPONSES[myResponse(view)] ?? 'none',
    isPrivate: readSensitivity(view.event) !== 'Normal',
    isCancelled: view.part.status === 'CANCELLED',
    showAs: view.part.busy ? 'busy' : 'free',
  };
}

function attendees(view: ItemView, list: AttendeeList): readonly AttendeeAnswer[] {
  const organizer = personIn(readOrganizer(view)).address;
  return (readAttendees(view, list)?.children ?? [])
    .map((element) => ({
      ...personIn(element),
      response: RESPONSES[typeText(element, 'ResponseType') ?? ''] ?? ('none' as const),
    }))
    .filter(({ address }) => address !== organizer);
}

function personIn(element: XmlElement): PersonAnswer {
  const box = typeChild(element, 'Mailbox');
  if (box === undefined) return { name: '', address: '' };
  const address = typeText(box, 'EmailAddress') ?? '';
  return { name: typeText(box, 'Name') ?? address, address };
}
