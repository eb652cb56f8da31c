import { COLLEAGUES, FIRM } from '../colleagues.ts';
import { COMPANIES } from '../companies.ts';
import { PERSONS } from '../persons.ts';
import { STRANGERS } from './strangers.ts';

/** Somebody who writes or is written to. */
export interface Correspondent {
  readonly key: string;
  readonly name: string;
  readonly address: string;
  /** What stands below their letters, without the name; null: they sign by hand. */
  readonly signature: { readonly lines: readonly string[]; readonly mark: string } | null;
}

/** Who is meant: a colleague by name, a person or a stranger by key. Throws when the story has nobody of that key. */
export function correspondent(key: string): Correspondent {
  const colleague = COLLEAGUES.find(({ name }) => name === key);
  if (colleague !== undefined) {
    const { displayName, address, jobTitle, timeZone } = colleague;
    const office = timeZone === 'Europe/London' ? 'London' : 'Zürich';
    const lines = [jobTitle, `${FIRM.name}, ${office}`, `https://www.${FIRM.domain}`];
    return { key, name: displayName, address, signature: { lines, mark: FIRM.name } };
  }
  const stranger = STRANGERS.find((one) => one.key === key);
  if (stranger !== undefined) return { ...stranger, signature: null };
  const person = PERSONS.find((one) => one.key === key);
  const address = person?.addresses[0];
  if (person === undefined || address === undefined) throw new Error(`The story has nobody called ${key}`);
  const { givenName, surname, jobTitle, phones } = person;
  const company = COMPANIES.find((one) => one.key === person.company);
  const lines = [
    jobTitle,
    ...(company === undefined ? [] : [`${company.name}, ${company.city}`]),
    phones[0] ?? '',
  ];
  return {
    key,
    name: `${givenName} ${surname}`,
    address,
    signature: { lines, mark: company?.name ?? surname },
  };
}

/** Whether somebody is a colleague, with a mailbox in the sandbox. */
export function isColleague(key: string): boolean {
  return COLLEAGUES.some(({ name }) => name === key);
}
