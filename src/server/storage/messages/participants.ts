import { sql, type Kysely } from 'kysely';
import { resolveAddresses } from '../records/directory.ts';
import type { Database } from '../tables.ts';

/** Whom an address belongs to, as far as the user may see. */
export interface KnownAddress {
  /** In lower case, as it was asked for. */
  readonly address: string;
  readonly persons: readonly string[];
  /** Those that have the address itself. */
  readonly companies: readonly string[];
  /** Those that write from its domain. */
  readonly companiesOfDomain: readonly string[];
}

/** Ids of persons and companies by address, in the order of the addresses (bare, lower case). */
export async function knownAddresses(
  db: Kysely<Database>,
  userId: string,
  addresses: readonly string[],
): Promise<readonly KnownAddress[]> {
  const hits = await resolveAddresses(db, userId, addresses);
  const companies = hits.filter(({ recordType }) => recordType === 'company');
  const own = await ownAddresses(
    db,
    companies.map(({ id }) => id),
    addresses,
  );
  return addresses.map((address) => {
    const here = hits.filter((hit) => hit.address === address);
    const ids = (type: string, isOwn?: boolean): readonly string[] =>
      here
        .filter(({ recordType }) => recordType === type)
        .filter(({ id }) => isOwn === undefined || own.has(`${id} ${address}`) === isOwn)
        .map(({ id }) => id);
    return {
      address,
      persons: ids('person'),
      companies: ids('company', true),
      companiesOfDomain: ids('company', false),
    };
  });
}

/** Which of the records have which of the addresses themselves: `id address`. */
async function ownAddresses(
  db: Kysely<Database>,
  ids: readonly string[],
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ record_id: string; address: string }>`
    SELECT record_id, address FROM record_addresses
    WHERE record_id = ANY (${ids}::uuid[]) AND address = ANY (${addresses}::text[])
  `.execute(db);
  return new Set(rows.map(({ record_id: id, address }) => `${id} ${address}`));
}

/** The companies that persons belong to, by the person's id. */
export async function companiesOfPersons(
  db: Kysely<Database>,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; company_id: string }>`
    SELECT id, company_id FROM records WHERE id = ANY (${personIds}::uuid[]) AND company_id IS NOT NULL
  `.execute(db);
  return new Map(rows.map((row) => [row.id, row.company_id]));
}

/** An active user of the CRM. */
export interface Colleague {
  readonly id: string;
  readonly displayName: string;
}

/** Active users by address (bare, lower case). */
export async function colleaguesAt(
  db: Kysely<Database>,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Colleague>> {
  const asked = addresses.map((address) => `mailto:${address}`);
  const { rows } = await sql<{ id: string; display_name: string; addresses: string[] }>`
    SELECT id, display_name, addresses FROM users WHERE active AND addresses && ${asked}::text[]
  `.execute(db);
  const wanted = new Set(asked);
  return new Map(
    rows.flatMap(({ id, display_name: displayName, addresses: own }) =>
      own
        .filter((address) => wanted.has(address))
        .map((address) => [address.replace(/^mailto:/, ''), { id, displayName }] as const),
    ),
  );
}

/** Names of users, active or not. */
export async function namesOfUsers(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('users').select(['id', 'display_name']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.display_name]));
}
