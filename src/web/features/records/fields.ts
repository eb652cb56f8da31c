import type { RecordShapes, RecordPath } from '../../api/records.ts';
import type { Catalogue } from '../../language/catalogue.ts';

export type FieldName = keyof Catalogue['records']['fields'];

/** How a property of a record is shown and typed. */
export interface RecordField {
  readonly name: FieldName;
  readonly kind:
    | 'text'
    | 'long'
    | 'email'
    | 'emails'
    | 'phone'
    | 'website'
    | 'choice'
    | 'amount'
    | 'currency'
    | 'date'
    | 'company'
    | 'person';
  readonly choices?: readonly (keyof Catalogue['records']['choices'])[];
  readonly required?: boolean;
}

const notes: RecordField = { name: 'notes', kind: 'long' };
const name: RecordField = { name: 'name', kind: 'text', required: true };
const company: RecordField = { name: 'companyId', kind: 'company' };
const person: RecordField = { name: 'personId', kind: 'person' };

/** The properties of each record type, in the order of its page. */
export const RECORD_FIELDS: Readonly<Record<RecordPath, readonly RecordField[]>> = {
  companies: [
    name,
    { name: 'website', kind: 'website' },
    { name: 'email', kind: 'email' },
    { name: 'phone', kind: 'phone' },
    { name: 'street', kind: 'text' },
    { name: 'postalCode', kind: 'text' },
    { name: 'city', kind: 'text' },
    { name: 'country', kind: 'text' },
    notes,
  ],
  persons: [
    { name: 'givenName', kind: 'text' },
    { name: 'familyName', kind: 'text' },
    { name: 'emails', kind: 'emails' },
    { name: 'phone', kind: 'phone' },
    { name: 'jobTitle', kind: 'text' },
    company,
    notes,
  ],
  opportunities: [
    name,
    { name: 'number', kind: 'text' },
    { name: 'stage', kind: 'choice', choices: ['open', 'offered', 'won', 'lost'] },
    { name: 'amount', kind: 'amount' },
    { name: 'currency', kind: 'currency' },
    { name: 'closeDate', kind: 'date' },
    company,
    person,
    notes,
  ],
  matters: [
    name,
    { name: 'number', kind: 'text' },
    { name: 'state', kind: 'choice', choices: ['open', 'closed'] },
    company,
    person,
    notes,
  ],
};

/** The record type that a list's path stands for. */
export const TYPE_OF = {
  companies: 'company',
  persons: 'person',
  opportunities: 'opportunity',
  matters: 'matter',
} as const;

export type AnyRecord = RecordShapes[RecordPath]['record'];

/** A property of a record by its field's name; undefined when this type doesn't have it. */
export function valueOf(record: AnyRecord, field: FieldName): unknown {
  return (record as unknown as Readonly<Record<string, unknown>>)[field];
}
