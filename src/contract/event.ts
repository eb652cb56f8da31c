import { Type, type Static } from 'typebox';
import { Duration, LocalDateTime, TimeZoneName } from './values.ts';

/** The shared properties of a JSCalendar Event (RFC 8984), as src/sync/kinds/event/event.ts has them. */

const whole = Type.Integer({ minimum: 1 });
const Day = Type.Enum(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']);

/** RFC 8984, 4.3.3. */
export const RecurrenceRule = Type.Object(
  {
    frequency: Type.Enum(['yearly', 'monthly', 'weekly', 'daily', 'hourly', 'minutely', 'secondly']),
    interval: Type.Optional(whole),
    firstDayOfWeek: Type.Optional(Day),
    byDay: Type.Optional(
      Type.Array(
        Type.Object(
          { day: Day, nthOfPeriod: Type.Optional(Type.Integer()) },
          { additionalProperties: false },
        ),
      ),
    ),
    byMonthDay: Type.Optional(Type.Array(Type.Integer({ minimum: -31, maximum: 31 }))),
    byMonth: Type.Optional(Type.Array(Type.String({ pattern: '^\\d{1,2}L?$' }))),
    byYearDay: Type.Optional(Type.Array(Type.Integer({ minimum: -366, maximum: 366 }))),
    byWeekNo: Type.Optional(Type.Array(Type.Integer({ minimum: -53, maximum: 53 }))),
    byHour: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 23 }))),
    byMinute: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 59 }))),
    bySecond: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 59 }))),
    bySetPosition: Type.Optional(Type.Array(Type.Integer())),
    count: Type.Optional(whole),
    until: Type.Optional(LocalDateTime),
  },
  { additionalProperties: false, title: 'RecurrenceRule' },
);
export type RecurrenceRule = Static<typeof RecurrenceRule>;

/** RFC 8984, 4.4.6. The key in `participants` is the canonical calendar address, `mailto:` in lower case. */
export const Participant = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 500 })),
    kind: Type.Optional(Type.Enum(['individual', 'group', 'resource', 'location'])),
    roles: Type.Record(Type.String(), Type.Literal(true)),
    participationStatus: Type.Optional(
      Type.Enum(['needs-action', 'accepted', 'declined', 'tentative', 'delegated']),
    ),
    expectReply: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, title: 'Participant' },
);
export type Participant = Static<typeof Participant>;

const Location = Type.Object({ name: Type.String({ maxLength: 2000 }) }, { additionalProperties: false });
const VirtualLocation = Type.Object(
  { uri: Type.String({ maxLength: 4000 }), name: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
);

/** By original start (local, in the event's zone): `{excluded: true}`, or a patch of top-level properties. */
const RecurrenceOverrides = Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()));

/** What may be left out. Left out means the default: '' for texts, PT0S, confirmed, priority 0. */
export const optionalEventProperties = {
  title: Type.String({ maxLength: 2000 }),
  description: Type.String({ maxLength: 1_000_000 }),
  timeZone: TimeZoneName,
  duration: Duration,
  showWithoutTime: Type.Boolean({ description: 'All-day' }),
  recurrenceRules: Type.Array(RecurrenceRule, { maxItems: 10 }),
  recurrenceOverrides: RecurrenceOverrides,
  locations: Type.Record(Type.String(), Location),
  virtualLocations: Type.Record(Type.String(), VirtualLocation),
  participants: Type.Record(Type.String(), Participant),
  status: Type.Enum(['confirmed', 'tentative', 'cancelled']),
  priority: Type.Integer({ minimum: 0, maximum: 9 }),
};

/** The properties of an event in a request or an answer. */
export const eventProperties = {
  start: LocalDateTime,
  ...Type.Partial(Type.Object(optionalEventProperties)).properties,
};
