import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import type { RecordType } from './directory.ts';
import { readableBy } from './readable.ts';
import type { RecordHit } from './search.ts';

/** The living records among these that the user may see, by id, as the search shows them. */
export async function hitsOf(
  db: Kysely<Database>,
  userId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordHit>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ type: RecordType; id: string; name: string; subtitle: string }>`
    SELECT r.type, r.id, r.name,
      CASE r.type WHEN 'person' THEN coalesce(company.name, '') WHEN 'company' THEN coalesce(r.data->>'city', '')
        WHEN 'appointment' THEN coalesce(left(a.item->>'start', 10), '') ELSE r.number END AS subtitle
    FROM records r
      LEFT JOIN records company ON company.id = r.company_id AND ${readableBy(userId, 'company')}
      LEFT JOIN appointments a ON a.record_id = r.id
    WHERE r.id = ANY (${ids}::uuid[]) AND r.type <> 'message' AND r.deleted_at IS NULL AND ${readableBy(userId)}
  `.execute(db);
  return new Map(
    rows.map(({ type: recordType, id, name: title, subtitle }) => [id, { recordType, id, title, subtitle }]),
  );
}

/** Whether the user may see every one of these living records of these types. */
export async function areReadable(
  db: Kysely<Database>,
  userId: string,
  records: readonly { readonly recordType: string; readonly id: string }[],
): Promise<boolean> {
  const hits = await hitsOf(
    db,
    userId,
    records.map(({ id }) => id),
  );
  return records.every(({ recordType, id }) => hits.get(id)?.recordType === recordType);
}
