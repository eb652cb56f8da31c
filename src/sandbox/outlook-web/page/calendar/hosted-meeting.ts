import type { AppointmentAnswer, Colleague } from '../../answers.ts';
import type { AppointmentChanges, HostedAppointment, HostedDraft } from '../host/item.ts';
import { writtenPeople } from '../mail/letter.ts';
import { peopleIn } from './meeting-fields.ts';
import type { MeetingFields } from './meeting-fields.ts';

/** A meeting of somebody else as add-ins are told of it. */
export function hostedAppointment(meeting: AppointmentAnswer): HostedAppointment {
  const { id, seriesId, subject, html, text, start, end, location, isAllDay } = meeting;
  const { organizer, required, optional, createdAt, modifiedAt } = meeting;
  return {
    kind: 'appointment',
    key: id,
    id,
    ...(seriesId === null ? {} : { seriesId }),
    subject,
    html,
    text,
    start,
    end,
    location,
    isAllDay,
    organizer: { ...organizer, response: 'organizer' },
    required,
    optional,
    attachments: [],
    createdAt,
    modifiedAt,
  };
}

/** What a form holds and can do, for add-ins. */
export interface OpenForm {
  /** Tells the form apart from others, saved or not. */
  readonly key: string;
  readonly id: string | null;
  readonly seriesId: string | null;
  readonly fields: MeetingFields;
  /** Of the body that is there; '' as soon as somebody edits it. */
  readonly html: string;
  readonly organizer: Colleague;
  readonly edit: (edits: Partial<MeetingFields>) => void;
  readonly save: () => Promise<string>;
}

/** A meeting in its form as add-ins are told of it. */
export function hostedDraft({
  key,
  id,
  seriesId,
  fields,
  html,
  organizer,
  edit,
  save,
}: OpenForm): HostedDraft {
  const { subject, location, text, start, end, isAllDay, sensitivity } = fields;
  return {
    kind: 'draft',
    key,
    id,
    ...(seriesId === null ? {} : { seriesId }),
    subject,
    location,
    text,
    html: html === '' ? `<pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>` : html,
    start,
    end,
    isAllDay,
    sensitivity,
    required: peopleIn(fields.required),
    optional: peopleIn(fields.optional),
    organizer: { name: organizer.displayName, address: organizer.address, response: 'organizer' },
    attachments: [],
    change: (changes) => {
      edit(editsOf(changes));
    },
    save,
  };
}

function editsOf({
  required,
  optional,
  html: _html,
  ...rest
}: Partial<AppointmentChanges>): Partial<MeetingFields> {
  return {
    ...rest,
    ...(required === undefined ? {} : { required: writtenPeople(required) }),
    ...(optional === undefined ? {} : { optional: writtenPeople(optional) }),
  };
}
