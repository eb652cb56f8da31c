import { Type, type Static } from 'typebox';
import { AppointmentSynchronisation } from './appointment.ts';
import { Id, Instant, LocalDateTime, nullable, Privacy } from './values.ts';

/** GET /api/appointments/occurrences: at most 400 days. */
export const OccurrenceQuery = Type.Object({
  from: Instant,
  to: Instant,
  userId: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 1000 })),
});
export type OccurrenceQuery = Static<typeof OccurrenceQuery>;

/**
 * One meeting on one day, overrides applied. Times are absolute; floating and all-day ones are local in the signed-in
 * user's time zone. `recurrenceId` names the occurrence in its series; null: a single meeting.
 */
export const Occurrence = Type.Object(
  {
    appointmentId: Id,
    recurrenceId: nullable(LocalDateTime),
    title: Type.String(),
    privacy: Privacy,
    start: LocalDateTime,
    timeZone: nullable(Type.String()),
    startsAt: Instant,
    endsAt: Instant,
    showWithoutTime: Type.Boolean(),
    location: Type.String(),
    status: Type.Enum(['confirmed', 'tentative', 'cancelled']),
    exception: Type.Boolean({ description: 'Differs from its series' }),
    users: Type.Array(Id),
    synchronisation: Type.Array(AppointmentSynchronisation),
  },
  { title: 'Occurrence' },
);
export type Occurrence = Static<typeof Occurrence>;

/** In the order of start. `truncated`: there were more than `limit`. */
export const Occurrences = Type.Object(
  { items: Type.Array(Occurrence), truncated: Type.Boolean() },
  { title: 'Occurrences' },
);
export type Occurrences = Static<typeof Occurrences>;
