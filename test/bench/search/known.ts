import { sql, type Kysely } from 'kysely';
import type { Database } from '../../../src/server/storage/tables.ts';
import { benchId } from './population.ts';

/** What is asked for that exists, spread over the population. */
export interface Known {
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
  readonly numbers: readonly string[];
  readonly persons: readonly string[];
  readonly companies: readonly string[];
}

/** So many of each. */
const SAMPLES = 12;

/** Looks up a few records of the population of so many persons; the same in every run. */
export async function knownTexts(db: Kysely<Database>, persons: number): Promise<Known> {
  const companies = Math.max(1, Math.floor(persons / 10));
  const sample = (first: number, count: number): readonly string[] =>
    Array.from({ length: SAMPLES }, (_, index) =>
      benchId(first + Math.floor((count * (index + 0.5)) / SAMPLES)),
    );
  const texts = async (ids: readonly string[], text: string): Promise<readonly string[]> => {
    const { rows } = await sql<{ text: string | null }>`
      SELECT ${sql.raw(text)} AS text FROM records r WHERE id = ANY (${ids}::uuid[]) ORDER BY id
    `.execute(db);
    return rows.flatMap((row) => row.text ?? []);
  };
  const [ofCompanies, ofPersons] = [sample(1, companies), sample(companies + 1, persons)];
  return {
    companies: await texts(ofCompanies, 'name'),
    domains: await texts(ofCompanies, '(SELECT min(domain) FROM record_domains d WHERE d.record_id = r.id)'),
    persons: await texts(ofPersons, 'name'),
    addresses: await texts(ofPersons, `data->'emails'->>0`),
    numbers: await texts(sample(companies + persons + 1, Math.floor(persons / 10)), 'number'),
  };
}
