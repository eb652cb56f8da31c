import type { AppointmentAnswer, AppointmentChange, PersonAnswer } from '../../answers.ts';
import type { NewAppointment } from '../host/services.ts';
import { readPeople, writtenPeople } from '../mail/letter.ts';
import { addDays, dateOf, dateText, dayOf } from './days.ts';

/** A meeting as its form has it. Whole days are from midnight to midnight on the browser's clock. */
export interface MeetingFields {
  readonly subject: string;
  readonly location: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly isAllDay: boolean;
  /** As people write them: see `readPeople`. */
  readonly required: string;
  readonly optional: string;
  readonly sensitivity: AppointmentAnswer['sensitivity'];
}

const HALF_HOUR = 1_800_000;

/** The fields of a new meeting, at `start` (NaN: the next half hour), or as an add-in wants it. */
export function newFields(start: number, form: NewAppointment | null): MeetingFields {
  const wanted = form?.start ?? (Number.isNaN(start) ? Math.ceil(Date.now() / HALF_HOUR) * HALF_HOUR : start);
  return {
    subject: form?.subject ?? '',
    location: form?.location ?? '',
    text: form?.text ?? '',
    start: wanted,
    end: form?.end ?? wanted + HALF_HOUR,
    isAllDay: false,
    required: writtenPeople(form?.required ?? []),
    optional: writtenPeople(form?.optional ?? []),
    sensitivity: 'normal',
  };
}

/** The fields of a meeting that there is. */
export function fieldsOf(meeting: AppointmentAnswer): MeetingFields {
  const { subject, location, text, isAllDay, sensitivity } = meeting;
  return {
    subject,
    location,
    text,
    isAllDay,
    sensitivity,
    start: isAllDay ? dateOf(meeting.firstDay) : meeting.start,
    end: isAllDay ? dateOf(meeting.endDay) : meeting.end,
    required: writtenPeople(meeting.required),
    optional: writtenPeople(meeting.optional),
  };
}

/** The fields with others at the same time of day, or whole days; the end keeps its distance from the start. */
export function withTimes(
  fields: MeetingFields,
  edit: Partial<Pick<MeetingFields, 'start' | 'end' | 'isAllDay'>>,
): Partial<MeetingFields> {
  if (edit.isAllDay === true) {
    return {
      isAllDay: true,
      start: dayOf(fields.start),
      end: addDays(dayOf(fields.end - (fields.isAllDay ? 1 : 0)), 1),
    };
  }
  if (edit.isAllDay === false) {
    const start = new Date(fields.start).setHours(9);
    return { isAllDay: false, start, end: start + HALF_HOUR };
  }
  if (edit.start !== undefined) return { start: edit.start, end: fields.end + (edit.start - fields.start) };
  return edit;
}

/** What the sandbox is told of edited fields; times go together. */
export function changeOf(fields: MeetingFields, edits: Partial<MeetingFields>): AppointmentChange {
  const { subject, location, text, sensitivity } = edits;
  const timed = 'start' in edits || 'end' in edits || 'isAllDay' in edits;
  const times = fields.isAllDay
    ? { isAllDay: true, firstDay: dateText(fields.start), endDay: dateText(fields.end) }
    : { isAllDay: false, start: fields.start, end: fields.end };
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(location === undefined ? {} : { location }),
    ...(text === undefined ? {} : { text }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(timed ? times : {}),
    ...(edits.required === undefined ? {} : { required: peopleIn(edits.required) }),
    ...(edits.optional === undefined ? {} : { optional: peopleIn(edits.optional) }),
  };
}

/** The people that a field names; what is no address is left out. */
export function peopleIn(text: string): readonly PersonAnswer[] {
  return readPeople(text).people;
}
