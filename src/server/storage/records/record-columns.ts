import type { JsonObject } from '../../../sync/json.ts';
import { PUBLIC_DOMAINS } from './public-domains.ts';
import type { FieldsByType, KeptType, RecordColumns } from './record-types.ts';
import { tokensOf } from './words.ts';

interface Mapping<F> {
  readonly defaults: F;
  columns(fields: F): Partial<RecordColumns> & { readonly name: string };
  fields(columns: StoredColumns): F;
}

/** The columns that a record is read from. */
export type StoredColumns = Omit<RecordColumns, 'addresses' | 'domains'>;

const company: Mapping<FieldsByType['company']> = {
  defaults: {
    name: '',
    website: '',
    email: '',
    phone: '',
    street: '',
    postalCode: '',
    city: '',
    country: '',
    notes: '',
  },
  columns: ({ name, ...data }) => {
    const email = data.email.trim().toLowerCase();
    const domains = [hostOf(data.website), email.slice(email.lastIndexOf('@') + 1)];
    return {
      name: name.trim(),
      data: { ...data, email },
      addresses: email === '' ? [] : [email],
      domains: [...new Set(domains)].filter((domain) => domain.includes('.') && !PUBLIC_DOMAINS.has(domain)),
    };
  },
  fields: ({ name, data }) => ({ ...company.defaults, ...data, name }),
};

const person: Mapping<FieldsByType['person']> = {
  defaults: {
    givenName: '',
    familyName: '',
    emails: [],
    phone: '',
    jobTitle: '',
    companyId: null,
    notes: '',
  },
  columns: ({ companyId, ...data }) => {
    const addresses = data.emails.map((email) =>
      email
        .trim()
        .toLowerCase()
        .replace(/^mailto:/, ''),
    );
    const emails = [...new Set(addresses)].filter((email) => email !== '');
    const name = `${data.givenName} ${data.familyName}`.trim();
    return { name, company_id: companyId, data: { ...data, emails }, addresses: emails };
  },
  fields: ({ data, company_id: companyId }) => ({ ...person.defaults, ...data, companyId }),
};

const opportunity: Mapping<FieldsByType['opportunity']> = {
  defaults: {
    name: '',
    number: '',
    stage: 'open',
    amount: null,
    currency: '',
    closeDate: null,
    companyId: null,
    personId: null,
    notes: '',
  },
  columns: ({ name, number, stage, companyId, personId, ...data }) => ({
    ...{ name: name.trim(), number: number.trim(), status: stage },
    ...{ company_id: companyId, person_id: personId, data },
  }),
  fields: ({ name, number, status, company_id: companyId, person_id: personId, data }) => ({
    ...opportunity.defaults,
    ...data,
    ...{ name, number, stage: status as 'open', companyId, personId },
  }),
};

const matter: Mapping<FieldsByType['matter']> = {
  defaults: { name: '', number: '', state: 'open', companyId: null, personId: null, notes: '' },
  columns: ({ name, number, state, companyId, personId, ...data }) => ({
    ...{ name: name.trim(), number: number.trim(), status: state },
    ...{ company_id: companyId, person_id: personId, data },
  }),
  fields: ({ name, number, status, company_id: companyId, person_id: personId, data }) => ({
    ...matter.defaults,
    ...data,
    ...{ name, number, state: status as 'open', companyId, personId },
  }),
};

const MAPPINGS: { readonly [T in KeptType]: Mapping<FieldsByType[T]> } = {
  company,
  person,
  opportunity,
  matter,
};

/** The properties of a new record that says nothing. */
export function defaultsOf<T extends KeptType>(type: T): FieldsByType[T] {
  return MAPPINGS[type].defaults;
}

/** A record's properties as columns. Sources of domains and e-mail addresses are derived here. */
export function toColumns<T extends KeptType>(type: T, fields: FieldsByType[T]): RecordColumns {
  const empty = {
    number: '',
    status: '',
    company_id: null,
    person_id: null,
    data: {},
    addresses: [],
    domains: [],
  };
  return { ...empty, ...MAPPINGS[type].columns(fields) };
}

/** A record's properties from its columns. */
export function fromColumns<T extends KeptType>(type: T, columns: StoredColumns): FieldsByType[T] {
  return MAPPINGS[type].fields(columns);
}

/** What the record is found by. */
export function recordTokens({ name, number, addresses, domains, data }: RecordColumns): readonly string[] {
  return tokensOf([name, number, ...addresses, ...domains, textOf(data, 'city'), textOf(data, 'phone')]);
}

function textOf(data: JsonObject, property: string): string {
  const value = data[property];
  return typeof value === 'string' ? value : '';
}

/** The host of what people write as a website, without `www.`; '' when there is none. */
function hostOf(website: string): string {
  if (website.trim() === '') return '';
  try {
    return new URL(/^[a-z]+:\/\//i.test(website) ? website : `https://${website.trim()}`).hostname.replace(
      /^www\./,
      '',
    );
  } catch {
    return '';
  }
}
