import type { XmlElement } from '../../../xml/tree.ts';
import { t, tWith, typeText } from '../../xml.ts';
import { definitionElement } from '../zones/definition.ts';
import type { ItemZone } from '../zones/item-zone.ts';
import type { ItemView } from '../view.ts';
import { elementNameOf } from './field.ts';
import type { Field, FieldWrite } from './field.ts';
import { readFreeBusy, setFreeBusy } from './free-busy.ts';
import { onlineMeetingUrl } from './online-meeting.ts';
import {
  asksForAnswers,
  askForAnswers,
  clearAttendees,
  myResponse,
  readAttendees,
  readOrganizer,
  setAttendees,
} from './people.ts';
import type { AttendeeList } from './people.ts';
import {
  deletedOccurrences,
  firstOccurrence,
  lastOccurrence,
  modifiedOccurrences,
  recurrence,
} from './series-fields.ts';
import { booleanOf, dateTime, setText, stampOf, textOf } from './values.ts';

/** A field of text, number or boolean. Null: the item doesn't have it. */
const plain = (
  name: string,
  read: (view: ItemView) => string | null,
  write?: FieldWrite,
  shape: Field['shape'] = 'AllProperties',
): Field => ({
  uri: `calendar:${name}`,
  shape,
  read: (view) => {
    const text = read(view);
    return text === null ? null : t(name, text);
  },
  ...(write === undefined ? {} : { write }),
});

/** A text that nobody but Exchange has a place for. */
const keptText = (name: string, property: string): Field =>
  plain(name, ({ event }) => textOf(event, property), {
    set: ({ event }, { text }) => {
      setText(event, property, text);
    },
    clear: ({ event }) => event.removeAllProperties(property),
  });

const attendees = (list: AttendeeList): Field => ({
  uri: `calendar:${list}`,
  shape: 'Default',
  read: (view) => readAttendees(view, list),
  write: {
    set: (writing, element) => {
      setAttendees(writing, list, element);
    },
    append: (writing, element) => {
      setAttendees(writing, list, element, true);
    },
    clear: (writing) => {
      clearAttendees(writing, list);
    },
  },
});

const zone = (
  name: string,
  shape: Field['shape'],
  of: (view: ItemView) => ItemZone,
  write?: FieldWrite,
): Field => ({
  uri: `calendar:${name}`,
  shape,
  read: (view) => definitionElement(name, of(view).rules(), true),
  ...(write === undefined ? {} : { write }),
});

const wallClock = (name: string, at: (view: ItemView) => number, of: (view: ItemView) => ItemZone): Field =>
  plain(name, (view) => of(view).toWall(at(view)));

const occurrenceOf = (name: string, read: (view: ItemView) => XmlElement | null): Field => ({
  uri: `calendar:${name}`,
  shape: 'AllProperties',
  read,
});

const isOccurrence = ({ kind }: ItemView): boolean => kind === 'Occurrence' || kind === 'Exception';

/** The properties that calendar items have beyond those of all items, in the order of t:CalendarItemType. */
export const CALENDAR_FIELDS: readonly Field[] = [
  plain('UID', ({ subject }) => subject.copy.object.uid, {
    set: ({ creating, calendar }, { text }) => {
      if (!creating) return;
      for (const event of calendar.getAllSubcomponents('vevent'))
        event.updatePropertyWithValue('uid', text.trim());
    },
  }),
  plain('RecurrenceId', ({ originalStart }) => (originalStart === null ? null : dateTime(originalStart))),
  plain('DateTimeStamp', ({ event }) => {
    const at = stampOf(event, 'dtstamp');
    return at === null ? null : dateTime(at);
  }),
  plain(
    'Start',
    ({ start }) => dateTime(start),
    {
      set: ({ times }, { text }) => {
        times.start = text.trim();
      },
    },
    'Default',
  ),
  plain(
    'End',
    ({ end }) => dateTime(end),
    {
      set: ({ times }, { text }) => {
        times.end = text.trim();
      },
    },
    'Default',
  ),
  plain(
    'OriginalStart',
    (view) => (isOccurrence(view) && view.originalStart !== null ? dateTime(view.originalStart) : null),
    undefined,
    'Default',
  ),
  plain('IsAllDayEvent', ({ allDay }) => String(allDay), {
    set: ({ times }, { text }) => {
      times.allDay = booleanOf(text.trim());
    },
  }),
  plain(
    'LegacyFreeBusyStatus',
    readFreeBusy,
    {
      set: (writing, { text }) => {
        setFreeBusy(writing, text.trim());
      },
    },
    'Default',
  ),
  plain(
    'Location',
    ({ event }) => textOf(event, 'location'),
    {
      set: ({ event }, { text }) => {
        setText(event, 'location', text);
      },
      clear: ({ event }) => event.removeAllProperties('location'),
    },
    'Default',
  ),
  keptText('When', 'x-ews-when'),
  plain('IsMeeting', ({ role }) => String(role !== 'alone')),
  plain('IsCancelled', ({ part }) => String(part.status === 'CANCELLED')),
  plain('IsRecurring', (view) => String(isOccurrence(view) || view.kind === 'RecurringMaster')),
  plain('MeetingRequestWasSent', meetingRequestWasSent),
  plain('IsResponseRequested', ({ event }) => String(asksForAnswers(event)), {
    set: ({ event }, { text }) => {
      askForAnswers(event, booleanOf(text.trim()));
    },
  }),
  plain('CalendarItemType', ({ kind }) => kind, undefined, 'Default'),
  plain('MyResponseType', myResponse),
  { uri: 'calendar:Organizer', shape: 'Default', read: readOrganizer },
  attendees('RequiredAttendees'),
  attendees('OptionalAttendees'),
  attendees('Resources'),
  plain('Duration', ({ start, end }) => duration(end - start)),
  plain('TimeZone', ({ startZone }) => startZone.rules().name),
  plain('AppointmentSequenceNumber', ({ part }) => String(part.sequence)),
  plain('AppointmentState', appointmentState),
  {
    uri: 'calendar:Recurrence',
    shape: 'AllProperties',
    read: recurrence,
    write: {
      set: ({ times }, element) => {
        times.recurrence = element;
      },
      clear: ({ times }) => {
        times.recurrence = null;
      },
    },
  },
  occurrenceOf('FirstOccurrence', firstOccurrence),
  occurrenceOf('LastOccurrence', lastOccurrence),
  occurrenceOf('ModifiedOccurrences', modifiedOccurrences),
  occurrenceOf('DeletedOccurrences', deletedOccurrences),
  {
    uri: 'calendar:MeetingTimeZone',
    shape: 'asked',
    read: ({ startZone }) => tWith('MeetingTimeZone', { TimeZoneName: startZone.id }),
    write: {
      set: ({ times }, element) => {
        times.meetingZone = element;
      },
    },
  },
  zone('StartTimeZone', 'AllProperties', ({ startZone }) => startZone, {
    set: ({ times }, element) => {
      times.startZone = element;
    },
  }),
  zone('EndTimeZone', 'AllProperties', ({ endZone }) => endZone, {
    set: ({ times }, element) => {
      times.endZone = element;
    },
  }),
  plain('ConferenceType', () => '0', { set: () => undefined }),
  plain('AllowNewTimeProposal', ({ event }) => String(!/^true$/i.test(textOf(event, NO_COUNTER) ?? '')), {
    set: ({ event }, { text }) => {
      setText(event, NO_COUNTER, booleanOf(text.trim()) ? '' : 'TRUE');
    },
  }),
  plain('IsOnlineMeeting', ({ event }) => String(onlineMeetingUrl(event) !== null), { set: () => undefined }),
  keptText('MeetingWorkspaceUrl', 'x-ews-workspace-url'),
  keptText('NetShowUrl', 'x-ews-netshow-url'),
  {
    uri: 'calendar:EnhancedLocation',
    shape: 'asked',
    read: enhancedLocation,
    write: {
      set: ({ event }, element) => {
        setText(event, 'location', typeText(element, 'DisplayName') ?? '');
      },
      clear: ({ event }) => event.removeAllProperties('location'),
    },
  },
  wallClock(
    'StartWallClock',
    ({ start }) => start,
    ({ startZone }) => startZone,
  ),
  wallClock(
    'EndWallClock',
    ({ end }) => end,
    ({ endZone }) => endZone,
  ),
  plain('StartTimeZoneId', ({ startZone }) => startZone.id),
  plain('EndTimeZoneId', ({ endZone }) => endZone.id),
  plain('IntendedFreeBusyStatus', () => 'Busy'),
  plain('JoinOnlineMeetingUrl', ({ event }) => onlineMeetingUrl(event)),
  plain('IsOrganizer', ({ role }) => String(role !== 'attendee')),
];

/** Whether counter-proposals are unwelcome ([MS-OXCICAL] 2.1.3.1.1.20.36). */
const NO_COUNTER = 'x-microsoft-disallow-counter';

/** By FieldURI. */
export const CALENDAR_FIELD_NAMES: readonly string[] = CALENDAR_FIELDS.map(elementNameOf);

/** An organiser's meeting was sent when the server said what became of the messages; an invitation always was. */
function meetingRequestWasSent({ role, event }: ItemView): string {
  if (role !== 'organizer') return String(role === 'attendee');
  const lines = event.getAllProperties('attendee');
  return String(lines.some((line) => line.getFirstParameter('schedule-status') !== undefined));
}

/** 1: a meeting, 2: received, 4: cancelled. */
function appointmentState({ role, part }: ItemView): string {
  const state = role === 'alone' ? 0 : role === 'organizer' ? 1 : 3;
  return String(part.status === 'CANCELLED' ? state | 4 : state);
}

function enhancedLocation({ event }: ItemView): XmlElement | null {
  const location = textOf(event, 'location');
  if (location === null) return null;
  return t('EnhancedLocation', t('DisplayName', location), t('PostalAddress', t('LocationSource', 'None')));
}

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  const rest = minutes % 60;
  const time = `${hours > 0 ? `${String(hours)}H` : ''}${rest > 0 ? `${String(rest)}M` : ''}`;
  if (days === 0 && time === '') return 'PT0S';
  return `P${days > 0 ? `${String(days)}D` : ''}${time === '' ? '' : `T${time}`}`;
}
