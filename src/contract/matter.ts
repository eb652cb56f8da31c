import { Type, type Static } from 'typebox';
import { pageOf } from './page.ts';
import { Id, nullable, recordFrame, recordFrameInput } from './values.ts';

const MATTER_STATES = ['open', 'closed'] as const;

const name = Type.String({ minLength: 1, maxLength: 500 });
const details = {
  number: Type.String({ maxLength: 100, description: "The firm's own reference" }),
  state: Type.Enum(MATTER_STATES),
  companyId: nullable(Id),
  personId: nullable(Id),
  notes: Type.String({ maxLength: 100_000 }),
};

/** A case that a firm works on for a client. */
export const Matter = Type.Object({ ...recordFrame, name, ...details }, { title: 'Matter' });
export type Matter = Static<typeof Matter>;
export const MatterPage = pageOf(Matter, 'MatterPage');

export const MatterInput = Type.Object(
  { ...recordFrameInput, name, ...Type.Partial(Type.Object(details)).properties },
  { additionalProperties: false, title: 'MatterInput' },
);
export type MatterInput = Static<typeof MatterInput>;

/** PATCH: what is left out stays. */
export const MatterPatch = Type.Object(
  { ...recordFrameInput, ...Type.Partial(Type.Object({ name, ...details })).properties },
  { additionalProperties: false, title: 'MatterPatch' },
);
export type MatterPatch = Static<typeof MatterPatch>;
