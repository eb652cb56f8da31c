import { defaultsOf, recordTokens, toColumns } from '../../../src/server/storage/records/record-columns.ts';
import type { KeptType, RecordInput } from '../../../src/server/storage/records/record-types.ts';
import { defined } from '../../../src/server/storage/records/record-types.ts';
import { fold } from '../../../src/server/storage/records/words.ts';
import { random } from '../random.ts';
import { names } from './names.ts';

/** A record as it is loaded. */
export interface Entry {
  readonly id: string;
  readonly type: KeptType;
  /** A number from 0 to 999: all records of one client have the same. */
  readonly wall: number;
  readonly columns: ReturnType<typeof toColumns>;
  readonly tokens: ReturnType<typeof recordTokens>;
}

/** An id that is the same in every run and grows as a UUIDv7 does. */
export function benchId(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/**
 * A firm's CRM: so many persons, a company for every ten of them, an opportunity and a matter for every twenty. The same
 * in every run.
 */
export function* population(persons: number): Generator<Entry> {
  const chance = random(20_26);
  const words = names(chance);
  const companies = Math.max(1, Math.floor(persons / 10));
  const taken = new Map<string, number>();
  const domains: string[] = [];
  const labels: string[] = [];
  let next = 1;
  const entry = <T extends KeptType>(type: T, company: number, input: RecordInput<T>): Entry => {
    const columns = toColumns(type, { ...defaultsOf(type), ...defined(input) });
    next += 1;
    const wall = Math.imul(company + 1, 0x9e3779b1) >>> 22;
    return { id: benchId(next - 1), type, wall: wall % 1000, columns, tokens: recordTokens(columns) };
  };
  for (let index = 0; index < companies; index += 1) {
    const label = chance.chance(0.15) ? `${words.family()} & ${words.family()}` : words.family();
    const name = `${label} ${words.branch()} ${words.form()}`;
    const slug = fold(name.replace(/ \S+$/u, '')).replace(/[^a-z0-9]+/gu, '-');
    const count = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, count);
    const domain = `${slug}${count === 1 ? '' : String(count)}.${words.ending()}`;
    domains.push(domain);
    labels.push(label);
    const website = chance.chance(0.7) ? `https://www.${domain}` : '';
    yield entry('company', index, { name, website, email: `info@${domain}`, city: words.city() });
  }
  for (let index = 0; index < persons; index += 1) {
    const company = chance.below(companies);
    const [givenName, familyName] = [words.given(), words.family()];
    const local = `${fold(givenName)}.${fold(familyName)}`.replaceAll(/[^a-z0-9.-]/gu, '');
    const emails = chance.chance(0.97) ? [`${local}@${domains[company] ?? ''}`] : [];
    if (chance.chance(0.1)) emails.push(`${local}${String(chance.below(100))}@gmail.com`);
    const phone = chance.chance(0.5)
      ? `+41 44 ${String(100 + chance.below(900))} ${digits()} ${digits()}`
      : '';
    yield entry('person', company, { givenName, familyName, emails, phone, companyId: benchId(company + 1) });
  }
  for (let index = 0; index < Math.floor(persons / 10); index += 1) {
    const company = chance.below(companies);
    const number = `Y${String(1 + (index % 9))}-${String(1 + (index % 40))}-${String(100 + Math.floor(index / 40))}`;
    const name = `${words.branch()} ${labels[company] ?? ''}`;
    const type = index % 2 === 0 ? 'matter' : 'opportunity';
    yield entry(type, company, { name, number, companyId: benchId(company + 1) });
  }

  function digits(): string {
    return String(10 + chance.below(90));
  }
}
