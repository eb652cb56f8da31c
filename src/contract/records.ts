import { Type, type Static } from 'typebox';
import { PageQuery } from './page.ts';
import { Id, Instant, RecordType } from './values.ts';

/** GET /api/records/search. Accents don't matter, small typing errors are forgiven. */
export const RecordSearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 200 }),
  types: Type.Optional(Type.String({ description: 'Record types, separated by commas; all without it' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
});
export type RecordSearchQuery = Static<typeof RecordSearchQuery>;

/** `subtitle` tells hits of the same title apart (the company of a person, the number of a matter); may be ''. */
export const RecordHit = Type.Object(
  {
    recordType: RecordType,
    id: Type.String(),
    title: Type.String(),
    subtitle: Type.String(),
    url: Type.String(),
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
