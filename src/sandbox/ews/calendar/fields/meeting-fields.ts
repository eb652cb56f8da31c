import type { ItemView } from '../view.ts';
import type { Field } from './field.ts';
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
import { isOccurrence, plain } from './plain-field.ts';
import { booleanOf } from './values.ts';

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

/** Who meets, and how far that is settled: after the times in t:CalendarItemType, in its order. */
export const MEETING_FIELDS: readonly Field[] = [
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
];

/** An organiser's meeting was sent when the server said what became of the messages; an invitation always was. */
function meetingRequestWasSent({ role, event }: ItemView): string {
  if (role !== 'organizer') return String(role === 'attendee');
  const lines = event.getAllProperties('attendee');
  return String(
    lines.some((line) => {
      const status: unknown = line.getFirstParameter('schedule-status');
      return typeof status === 'string';
    }),
  );
}

/** 1: a meeting, 2: received, 4: cancelled. */
function appointmentState({ role, part }: ItemView): string {
  const state = role === 'alone' ? 0 : role === 'organizer' ? 1 : 3;
  return String(part.status === 'CANCELLED' ? state | 4 : state);
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
