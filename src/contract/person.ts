import { Type, type Static } from 'typebox';
import { pageOf } from './page.ts';
import { Id, nullable, recordFrame, recordFrameInput } from './values.ts';

const text = Type.String({ maxLength: 500 });

/** Texts are '' where nothing is known; one of the two names is not ''. */
const details = {
  givenName: text,
  familyName: text,
  emails: Type.Array(Type.String({ format: 'email', maxLength: 320 }), { maxItems: 20 }),
  phone: text,
  jobTitle: text,
  companyId: nullable(Id),
  notes: Type.String({ maxLength: 100_000 }),
};

/** `name` is given and family name together. */
export const Person = Type.Object(
  { ...recordFrame, name: Type.String(), ...details, emails: Type.Array(Type.String()) },
  { title: 'Person' },
);
export type Person = Static<typeof Person>;
export const PersonPage = pageOf(Person, 'PersonPage');

export const PersonInput = Type.Object(
  { ...recordFrameInput, ...Type.Partial(Type.Object(details)).properties },
  { additionalProperties: false, minProperties: 1, title: 'PersonInput' },
);
export type PersonInput = Static<typeof PersonInput>;

/** PATCH: what is left out stays. */
export const PersonPatch = Type.Object(
  { ...recordFrameInput, ...Type.Partial(Type.Object(details)).properties },
  { additionalProperties: false, title: 'PersonPatch' },
);
export type PersonPatch = Static<typeof PersonPatch>;
