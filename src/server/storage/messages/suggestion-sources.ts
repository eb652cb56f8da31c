import { sql, type Kysely } from 'kysely';
import { readableBy } from '../records/readable.ts';
import type { Database } from '../tables.ts';

/** An opportunity or a matter that isn't over. */
export interface OpenBusiness {
  readonly id: string;
  readonly recordType: 'opportunity' | 'matter';
  readonly companyId: string | null;
  readonly personId: string | null;
}

const MOST_BUSINESS = 20;
const MOST_RECENT = 10;
/** Links that are looked at for them: who linked hundreds with one record is busy with that one. */
const MOST_LINKS = 200;

/** Open opportunities and matters of these persons and companies that the user may see, last changed first. */
export async function openBusinessOf(
  db: Kysely<Database>,
  userId: string,
  personIds: readonly string[],
  companyIds: readonly string[],
): Promise<readonly OpenBusiness[]> {
  if (personIds.length === 0 && companyIds.length === 0) return [];
  const isOpen = sql`r.type IN ('opportunity', 'matter') AND r.deleted_at IS NULL
    AND r.status IN ('open', 'offered') AND ${readableBy(userId)}`;
  const { rows } = await sql<OpenBusiness & { readonly updated_at: Date }>`
    SELECT id, type AS "recordType", company_id AS "companyId", person_id AS "personId" FROM (
      (SELECT r.* FROM records r WHERE r.person_id = ANY (${personIds}::uuid[]) AND ${isOpen}
        ORDER BY r.updated_at DESC LIMIT ${MOST_BUSINESS})
      UNION
      (SELECT r.* FROM records r WHERE r.company_id = ANY (${companyIds}::uuid[]) AND ${isOpen}
        ORDER BY r.updated_at DESC LIMIT ${MOST_BUSINESS})
    ) r ORDER BY updated_at DESC, id LIMIT ${MOST_BUSINESS}
  `.execute(db);
  return rows.map(({ id, recordType, companyId, personId }) => ({ id, recordType, companyId, personId }));
}

/** Records that the user linked something with since then, the latest ones first. */
export async function recentlyLinked(
  db: Kysely<Database>,
  userId: string,
  since: Date,
): Promise<readonly string[]> {
  const own = sql`linked_by = ${userId}::uuid AND linked_at > ${since}`;
  const latest = sql`ORDER BY linked_at DESC LIMIT ${MOST_LINKS}`;
  const { rows } = await sql<{ record_id: string }>`
    SELECT record_id FROM (
      (SELECT record_id, linked_at FROM message_links WHERE ${own} ${latest})
      UNION ALL
      (SELECT record_id, linked_at FROM appointment_links WHERE ${own} ${latest})
    ) l GROUP BY record_id ORDER BY max(linked_at) DESC, record_id LIMIT ${MOST_RECENT}
  `.execute(db);
  return rows.map((row) => row.record_id);
}
