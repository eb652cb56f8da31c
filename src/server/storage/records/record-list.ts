import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from '../tables.ts';
import { instantOf, pageOf, parseListCursor, type ListCursor, type ListPage } from './list-cursor.ts';
import { readableBy } from './readable.ts';
import type { KeptRecord, KeptType, RecordRow } from './record-types.ts';
import { recordOf } from './records.ts';
import { isUuid } from './writer.ts';

/** Which records of a type, in which order. */
export interface RecordQuery {
  /** At least 1. */
  readonly limit: number;
  /** `nextCursor` of the page before, of the same order. */
  readonly cursor?: string | undefined;
  /** Default `name`: accents and case don't count. `modified`: latest first. */
  readonly order?: 'name' | 'modified' | undefined;
  readonly companyId?: string | undefined;
  readonly personId?: string | undefined;
  /** An opportunity's stage, a matter's state. */
  readonly status?: string | undefined;
  /** Changed at this time or later. */
  readonly modifiedSince?: Date | undefined;
}

/** A page of the records of a type that the user may see. Null when the cursor is not one of this list's. */
export async function listRecords<T extends KeptType>(
  db: Kysely<Database>,
  userId: string,
  type: T,
  query: RecordQuery,
): Promise<ListPage<KeptRecord<T>> | null> {
  const { limit, order = 'name' } = query;
  const from = query.cursor === undefined ? undefined : parseListCursor(order, query.cursor);
  const after = from === undefined ? sql<boolean>`true` : from === null ? null : afterRow(order, from);
  if (after === null) return null;
  if (![query.companyId, query.personId].every((id) => id === undefined || isUuid(id))) {
    return { items: [], nextCursor: null };
  }
  const sorting = order === 'name' ? sql`r.sort_name, r.id` : sql`r.updated_at DESC, r.id DESC`;
  const { rows } = await sql<RecordRow>`
    SELECT r.* FROM records r
    WHERE r.type = ${type} AND r.deleted_at IS NULL AND ${readableBy(userId)} AND ${filters(query)} AND ${after}
    ORDER BY ${sorting} LIMIT ${limit + 1}
  `.execute(db);
  const at = ({ id, sort_name, updated_at }: RecordRow): ListCursor => ({
    value: order === 'name' ? sort_name : updated_at.toISOString(),
    id,
  });
  return pageOf(rows, limit, order, at, (row) => recordOf(type, row));
}

function afterRow(order: 'name' | 'modified', { value, id }: ListCursor): RawBuilder<boolean> | null {
  if (order === 'name') return sql<boolean>`(r.sort_name, r.id) > (${value}, ${id}::uuid)`;
  const updated = instantOf(value);
  return updated === null ? null : sql<boolean>`(r.updated_at, r.id) < (${updated}, ${id}::uuid)`;
}

function filters({ companyId, personId, status, modifiedSince }: RecordQuery): RawBuilder<boolean> {
  const conditions = [
    sql`true`,
    ...(companyId === undefined ? [] : [sql`r.company_id = ${companyId}::uuid`]),
    ...(personId === undefined ? [] : [sql`r.person_id = ${personId}::uuid`]),
    ...(status === undefined ? [] : [sql`r.status = ${status}`]),
    ...(modifiedSince === undefined ? [] : [sql`r.updated_at >= ${modifiedSince}`]),
  ];
  return sql<boolean>`(${sql.join(conditions, sql` AND `)})`;
}
