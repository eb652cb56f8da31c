import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import type { RecordTable } from '../tables/records.ts';
import { PUBLIC_DOMAINS } from './public-domains.ts';
import { readableBy } from './readable.ts';
import { isUuid } from './writer.ts';

/** What people keep, search for and link with. Mails have records too, and are found by what they are linked with. */
export type RecordType = Exclude<RecordTable['type'], 'message'>;

/** A record that an address belongs to; `address` as it was asked for. */
export interface AddressHit {
  readonly address: string;
  readonly recordType: RecordType;
  readonly id: string;
  readonly title: string;
}

/**
 * Records that the user may see and that these addresses belong to (`mailto:` or bare): persons and companies that
 * have the address, and companies that write from its domain, unless anybody can have one there. In the order of the
 * addresses, persons first.
 */
export async function resolveAddresses(
  db: Kysely<Database>,
  userId: string,
  addresses: readonly string[],
): Promise<readonly AddressHit[]> {
  if (addresses.length === 0) return [];
  const bare = addresses.map((address) => address.toLowerCase().replace(/^mailto:/, ''));
  // Asked here too: a domain may have been kept of a company before it was known to be open to everyone.
  const domains = bare.map((address) => {
    const domain = address.slice(address.lastIndexOf('@') + 1);
    return PUBLIC_DOMAINS.has(domain) ? '' : domain;
  });
  const { rows } = await sql<{ n: string; type: RecordType; id: string; name: string }>`
    WITH asked AS (
      SELECT * FROM unnest(${bare}::text[], ${domains}::text[]) WITH ORDINALITY AS x(address, domain, n)
    ), hits AS (
      SELECT n, record_id FROM asked JOIN record_addresses USING (address)
      UNION SELECT n, record_id FROM asked JOIN record_domains USING (domain)
    )
    SELECT n, r.type, r.id, r.name FROM hits JOIN records r ON r.id = hits.record_id
    WHERE r.deleted_at IS NULL AND ${readableBy(userId)}
    ORDER BY n, r.type = 'person' DESC, r.sort_name, r.id
  `.execute(db);
  return rows.map(({ n, type: recordType, id, name: title }) => ({
    address: addresses[Number(n) - 1] ?? '',
    recordType,
    id,
    title,
  }));
}

/** Whether the user may see a living record of this type. */
export async function isReadable(
  db: Kysely<Database>,
  userId: string,
  recordType: string,
  id: string,
): Promise<boolean> {
  if (!isUuid(id)) return false;
  const { rows } = await sql`
    SELECT FROM records r
    WHERE r.id = ${id}::uuid AND r.type = ${recordType} AND r.deleted_at IS NULL AND ${readableBy(userId)}
  `.execute(db);
  return rows.length > 0;
}
