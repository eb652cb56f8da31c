import { Type, type Static, type TNull, type TOptional, type TSchema, type TUnion } from 'typebox';
import { eventProperties, optionalEventProperties } from './event.ts';
import { pageOf, PageQuery } from './page.ts';
import {
  Id,
  Instant,
  LocalDateTime,
  nullable,
  Privacy,
  Reason,
  recordFrame,
  recordFrameInput,
  RecordType,
} from './values.ts';

/** Another record that an appointment belongs to. `rule` names what linked it; null: a person did. */
export const AppointmentLink = Type.Object(
  {
    recordType: RecordType,
    id: Id,
    title: Type.String(),
    linkedBy: nullable(Id),
    linkedAt: Instant,
    rule: nullable(Type.String()),
  },
  { title: 'AppointmentLink' },
);
export type AppointmentLink = Static<typeof AppointmentLink>;

/** How the appointment stands in one mailbox. State: active, dormant, held, quarantined, not-sent, awaiting-organizer, ended. */
export const AppointmentSynchronisation = Type.Object(
  { mailboxId: Id, userId: Id, linkId: Id, state: Type.String(), reason: nullable(Reason) },
  { title: 'AppointmentSynchronisation' },
);
export type AppointmentSynchronisation = Static<typeof AppointmentSynchronisation>;

const users = Type.Array(Id, { maxItems: 500, description: 'Ids of the users whose calendars carry it' });

/** A meeting: the shared properties of a JSCalendar Event, and where it belongs. */
export const Appointment = Type.Object(
  {
    ...recordFrame,
    uid: Type.String(),
    ...eventProperties,
    privacy: Privacy,
    recurrenceId: Type.Optional(LocalDateTime),
    recurrenceIdTimeZone: Type.Optional(Type.String()),
    users,
    links: Type.Array(AppointmentLink),
    synchronisation: Type.Array(AppointmentSynchronisation),
  },
  { title: 'Appointment' },
);
export type Appointment = Static<typeof Appointment>;
export const AppointmentPage = pageOf(Appointment, 'AppointmentPage');

/** A record to link a new appointment with. */
export const RecordRef = Type.Object({ recordType: RecordType, id: Id }, { additionalProperties: false });
export type RecordRef = Static<typeof RecordRef>;

/** POST. `users` is the signed-in user when left out. */
export const AppointmentInput = Type.Object(
  {
    ...recordFrameInput,
    uid: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    ...eventProperties,
    users: Type.Optional(users),
    links: Type.Optional(Type.Array(RecordRef, { maxItems: 50 })),
  },
  { additionalProperties: false, title: 'AppointmentInput' },
);
export type AppointmentInput = Static<typeof AppointmentInput>;

/** PATCH: a property that is left out stays, null removes it (it takes its default). */
export const AppointmentPatch = Type.Object(
  {
    ...recordFrameInput,
    start: Type.Optional(eventProperties.start),
    ...removable(optionalEventProperties),
    users: Type.Optional(users),
  },
  { additionalProperties: false, title: 'AppointmentPatch' },
);
export type AppointmentPatch = Static<typeof AppointmentPatch>;

/** POST /api/appointments/:id/split: "this and following". */
export const AppointmentSplit = Type.Object(
  {
    /** Original start of the occurrence at which the new series begins. */
    recurrenceId: LocalDateTime,
    changes: Type.Optional(
      Type.Object(
        { start: Type.Optional(eventProperties.start), ...removable(optionalEventProperties) },
        { additionalProperties: false, description: 'What is different from there on; null removes' },
      ),
    ),
  },
  { additionalProperties: false, title: 'AppointmentSplit' },
);
export type AppointmentSplit = Static<typeof AppointmentSplit>;

function removable<T extends Record<string, TSchema>>(properties: T) {
  const entries = Object.entries(properties).map(([name, schema]) => [name, Type.Optional(nullable(schema))]);
  return Object.fromEntries(entries) as { [K in keyof T]: TOptional<TUnion<[T[K], TNull]>> };
}

/** GET /api/appointments: those with any part in [from, to), all without a range; `userId`: in that user's calendars. */
export const AppointmentQuery = Type.Object({
  ...PageQuery.properties,
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  userId: Type.Optional(Id),
});
export type AppointmentQuery = Static<typeof AppointmentQuery>;

/** PUT /api/appointments/:id/links/:recordType/:recordId connects, DELETE disconnects; both idempotent. */
export const AppointmentLinkPath = Type.Object({ id: Id, recordType: RecordType, recordId: Id });
export const AppointmentLinks = Type.Object(
  { items: Type.Array(AppointmentLink) },
  { title: 'AppointmentLinks' },
);
export type AppointmentLinks = Static<typeof AppointmentLinks>;
