import { Type, type Static } from 'typebox';
import { pageOf } from './page.ts';
import { CalendarDate, Id, nullable, recordFrame, recordFrameInput } from './values.ts';

const OPPORTUNITY_STAGES = ['open', 'offered', 'won', 'lost'] as const;

const name = Type.String({ minLength: 1, maxLength: 500 });
const details = {
  number: Type.String({ maxLength: 100, description: "The firm's own reference, for example Y1-1-100" }),
  stage: Type.Enum(OPPORTUNITY_STAGES),
  amount: nullable(Type.Number({ minimum: 0 })),
  currency: Type.Union([Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }), Type.Literal('')]),
  closeDate: nullable(CalendarDate),
  companyId: nullable(Id),
  personId: nullable(Id),
  notes: Type.String({ maxLength: 100_000 }),
};

export const Opportunity = Type.Object({ ...recordFrame, name, ...details }, { title: 'Opportunity' });
export type Opportunity = Static<typeof Opportunity>;
export const OpportunityPage = pageOf(Opportunity, 'OpportunityPage');

export const OpportunityInput = Type.Object(
  { ...recordFrameInput, name, ...Type.Partial(Type.Object(details)).properties },
  { additionalProperties: false, title: 'OpportunityInput' },
);
export type OpportunityInput = Static<typeof OpportunityInput>;

/** PATCH: what is left out stays. */
export const OpportunityPatch = Type.Object(
  { ...recordFrameInput, ...Type.Partial(Type.Object({ name, ...details })).properties },
  { additionalProperties: false, title: 'OpportunityPatch' },
);
export type OpportunityPatch = Static<typeof OpportunityPatch>;
