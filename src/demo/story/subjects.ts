import { PERSONS } from './persons.ts';
import type { Subjects } from './types.ts';

/** Reads `company:key`, `person:key`, `opportunity:number`, `matter:number`; people bring their companies along. */
export function subjectsOf(about: readonly string[], people: readonly string[]): Subjects {
  const named = (kind: string): readonly string[] =>
    about.filter((one) => one.startsWith(`${kind}:`)).map((one) => one.slice(kind.length + 1));
  const persons = [...new Set([...named('person'), ...people])];
  const employers = PERSONS.filter((person) => persons.includes(person.key)).flatMap(
    ({ company }) => company ?? [],
  );
  return {
    companies: [...new Set([...named('company'), ...employers])],
    persons,
    opportunities: named('opportunity'),
    matters: named('matter'),
  };
}
