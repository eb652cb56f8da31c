import { Type, type Static, type TProperties, type TSchema } from 'typebox';

/** Values that several resources share. Times of the server's own are UTC; times of appointments are local, as in RFC 8984. */

/** UUIDv7. */
export const Id = Type.String({ format: 'uuid', description: 'UUIDv7' });
export type Id = Static<typeof Id>;

/** A point in time, RFC 3339 in UTC. */
export const Instant = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' });
export type Instant = Static<typeof Instant>;

/** A calendar date, `YYYY-MM-DD`. */
export const CalendarDate = Type.String({ format: 'date' });

/** RFC 8984, 1.4.6: local date-time without offset. */
export const LocalDateTime = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$',
  description: 'RFC 8984 LocalDateTime, without offset',
});

/** RFC 8984, 1.4.6: a duration without sign. */
export const Duration = Type.String({
  pattern: '^P(\\d+W(\\d+D)?|\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
  minLength: 3,
  description: 'RFC 8984 Duration',
});

/** An IANA time zone. */
export const TimeZoneName = Type.String({ minLength: 1, maxLength: 64, description: 'IANA time zone name' });

/** A revision: opaque, compared for equality only. The ETag is this value in quotes. */
export const Version = Type.String({
  minLength: 1,
  description: 'Opaque; the ETag is this value in double quotes',
});

/** What the CRM keeps records of. */
export const RECORD_TYPES = ['company', 'person', 'opportunity', 'matter', 'appointment'] as const;
export const RecordType = Type.Enum(RECORD_TYPES);
export type RecordType = (typeof RECORD_TYPES)[number];

/** A code with the values for its sentence; the words are in ./words. */
export const Reason = Type.Object(
  {
    code: Type.String({ description: 'Stable, lower-case kebab' }),
    parameters: Type.Record(Type.String(), Type.Unknown()),
  },
  { title: 'Reason' },
);
export type Reason = Static<typeof Reason>;

/** Present where the owner keeps an item private (RFC 8984, 4.4.3): it is known when it is, not what it is. */
export const Privacy = Type.Optional(
  Type.Literal('private', { description: 'The owner keeps it private: only when it is, is known' }),
);

/** The schema, or null. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** One record named in a path. */
export const IdPath = Type.Object({ id: Id });

/** What every stored record carries beside its own properties. */
export const recordFrame = {
  id: Id,
  version: Version,
  ownerId: Id,
  readers: Type.Array(Type.Union([Id, Type.Literal('everyone')]), {
    description: 'Ids of the users who may see the record beside its owner; `everyone` means all users',
  }),
  createdAt: Instant,
  updatedAt: Instant,
  url: Type.String({ description: 'Where a person opens the record in a browser' }),
} satisfies TProperties;

/** What a writer may set of the frame. */
export const recordFrameInput = {
  ownerId: Type.Optional(Id),
  readers: Type.Optional(recordFrame.readers),
} satisfies TProperties;
