import { Type, type Static } from 'typebox';

/** GET /api/health: 200 when ok, 503 otherwise. */
export const Health = Type.Object(
  {
    status: Type.Enum(['ok', 'unavailable', 'stopping']),
    version: Type.String(),
    database: Type.Enum(['ok', 'unavailable']),
  },
  { title: 'Health' },
);
export type Health = Static<typeof Health>;
