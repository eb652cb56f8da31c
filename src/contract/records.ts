import { Type, type Static } from 'typebox';
import { PageQuery } from './page.ts';
import { CalendarDate, Id, Instant, RecordType } from './values.ts';

/** GET /api/records/search. Accents don't matter, small typing errors are forgiven. */
export const RecordSearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 200 }),
  types: Type.Optional(Type.String({ description: 'Record types, separated by commas; all without it' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
});
export type RecordSearchQuery = Static<typeof RecordSearchQuery>;

/**
 * `subtitle` tells hits of the same title apart (the company of a person, the number of a matter); may be ''. What tells
 * appointments apart is a `date`: who shows them words it as their user writes dates.
 */
export const RecordHit = Type.Object(
  {
    recordType: RecordType,
    id: Type.String(),
    title: Type.String(),
    subtitle: Type.String(),
    url: Type.String(),
    date: Type.Optional(
      Type.String({
        ...CalendarDate,
        description:
          'Of an appointment: the day on which it begins, in its own time zone; `subtitle` says it too',
      }),
    ),
  },
  { title: 'RecordHit' },
);
export type RecordHit = Static<typeof RecordHit>;

/** Best first. */
export const RecordHits = Type.Object({ items: Type.Array(RecordHit) }, { title: 'RecordHits' });
export type RecordHits = Static<typeof RecordHits>;

/** Query of the lists of companies, persons, opportunities and matters. By name; `modified`: latest change first. */
export const RecordListQuery = Type.Object({
  ...PageQuery.properties,
  order: Type.Optional(Type.Enum(['name', 'modified'])),
  companyId: Type.Optional(Id),
  personId: Type.Optional(Id),
  status: Type.Optional(
    Type.String({ maxLength: 50, description: "An opportunity's stage, a matter's state" }),
  ),
  modifiedSince: Type.Optional(Instant),
});
export type RecordListQuery = Static<typeof RecordListQuery>;
