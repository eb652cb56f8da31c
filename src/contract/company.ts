import { Type, type Static } from 'typebox';
import { pageOf } from './page.ts';
import { recordFrame, recordFrameInput } from './values.ts';

const text = Type.String({ maxLength: 500 });
const name = Type.String({ minLength: 1, maxLength: 500 });

/** Texts are '' where nothing is known. */
const details = {
  website: text,
  email: text,
  phone: text,
  street: text,
  postalCode: text,
  city: text,
  country: text,
  notes: Type.String({ maxLength: 100_000 }),
};

export const Company = Type.Object({ ...recordFrame, name, ...details }, { title: 'Company' });
export type Company = Static<typeof Company>;
export const CompanyPage = pageOf(Company, 'CompanyPage');

export const CompanyInput = Type.Object(
  { ...recordFrameInput, name, ...Type.Partial(Type.Object(details)).properties },
  { additionalProperties: false, title: 'CompanyInput' },
);
export type CompanyInput = Static<typeof CompanyInput>;

/** PATCH: what is left out stays. */
export const CompanyPatch = Type.Object(
  { ...recordFrameInput, ...Type.Partial(Type.Object({ name, ...details })).properties },
  { additionalProperties: false, title: 'CompanyPatch' },
);
export type CompanyPatch = Static<typeof CompanyPatch>;
