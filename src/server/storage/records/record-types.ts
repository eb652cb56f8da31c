import type { JsonObject } from '../../../sync/json.ts';
import type { RecordTable } from '../tables/records.ts';

/** What every record carries beside its own properties. */
export interface RecordFrame {
  readonly id: string;
  /** Opaque; moves on with every change. */
  readonly version: string;
  readonly ownerId: string;
  /** Ids of users who may see it beside its owner, or EVERYONE. */
  readonly readers: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Texts are '' where nothing is known, here and below. */
export interface CompanyFields {
  readonly name: string;
  readonly website: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly notes: string;
}

export interface PersonFields {
  readonly givenName: string;
  readonly familyName: string;
  /** In lower case, without `mailto:`; the first is the main one. */
  readonly emails: readonly string[];
  readonly phone: string;
  readonly jobTitle: string;
  readonly companyId: string | null;
  readonly notes: string;
}

export interface OpportunityFields {
  readonly name: string;
  /** The firm's own reference, for example Y1-1-100. */
  readonly number: string;
  readonly stage: 'open' | 'offered' | 'won' | 'lost';
  readonly amount: number | null;
  /** ISO 4217, or ''. */
  readonly currency: string;
  /** `YYYY-MM-DD`. */
  readonly closeDate: string | null;
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly notes: string;
}

export interface MatterFields {
  readonly name: string;
  readonly number: string;
  readonly state: 'open' | 'closed';
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly notes: string;
}

/** The properties of each type of record that people keep by hand. */
export interface FieldsByType {
  readonly company: CompanyFields;
  readonly person: PersonFields;
  readonly opportunity: OpportunityFields;
  readonly matter: MatterFields;
}
export type KeptType = keyof FieldsByType;

/** A record as it is read; a person's `name` is made of the two. */
export type KeptRecord<T extends KeptType> = RecordFrame & FieldsByType[T] & { readonly name: string };

/** What a writer may say: what is left out gets its default at creation and stays at a change. */
export type RecordInput<T extends KeptType> = {
  readonly [K in keyof FieldsByType[T]]?: FieldsByType[T][K] | undefined;
} & {
  readonly ownerId?: string | undefined;
  readonly readers?: readonly string[] | undefined;
};

/** A type's properties as the columns of `records` hold them. */
export interface RecordColumns {
  readonly name: string;
  readonly number: string;
  readonly status: string;
  readonly company_id: string | null;
  readonly person_id: string | null;
  readonly data: JsonObject;
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
}

/** A row of `records` as it is read. */
export type RecordRow = Omit<RecordTable, 'version'> & { readonly version: string };

/** The properties that were said. */
export function defined<T extends object>(input: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as never;
}
