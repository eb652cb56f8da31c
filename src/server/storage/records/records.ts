import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import { readableBy, readerColumns, readersOf } from './readable.ts';
import { defaultsOf, fromColumns, recordTokens, toColumns } from './record-columns.ts';
import { differences, refused, unknownReference } from './record-rules.ts';
import {
  defined,
  type KeptRecord,
  type KeptType,
  type RecordColumns,
  type RecordInput,
  type RecordRow,
} from './record-types.ts';
import { replaceTokens } from './tokens.ts';
import { isUuid, unitOfWork, type Writer } from './writer.ts';
import { sortName } from './words.ts';

/** Longest transaction that a person's request may cause, milliseconds. */
const TIMEOUT = 20_000;

/**
 * What became of a write. `not-found`: it isn't there for this user. `not-allowed`: they may see it, not change it.
 * `reference-unknown`: `field` names something that isn't there for this user. `nameless`: nothing but space is left of
 * its name.
 */
export type RecordResult<T extends KeptType> =
  | { readonly type: 'done'; readonly record: KeptRecord<T> }
  | { readonly type: 'not-found' | 'not-allowed' | 'version-changed' | 'nameless' }
  | { readonly type: 'reference-unknown'; readonly field: 'companyId' | 'personId' | 'ownerId' | 'readers' };

/** The record, or null when it isn't there for this user. */
export async function getRecord<T extends KeptType>(
  db: Kysely<Database>,
  userId: string,
  type: T,
  id: string,
): Promise<KeptRecord<T> | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<RecordRow>`
    SELECT r.* FROM records r
    WHERE r.id = ${id}::uuid AND r.type = ${type} AND r.deleted_at IS NULL AND ${readableBy(userId)}
  `.execute(db);
  return rows[0] === undefined ? null : recordOf(type, rows[0]);
}

/**
 * Makes a record with this id (UUIDv7). A record that has the id already and that the writer may see is answered
 * as it is: the same creation, asked for twice.
 */
export async function createRecord<T extends KeptType>(
  db: Kysely<Database>,
  writer: Writer,
  type: T,
  id: string,
  input: RecordInput<T>,
): Promise<RecordResult<T>> {
  const { ownerId = writer.user.id, readers = [], ...fields } = input;
  const columns = toColumns(type, { ...defaultsOf(type), ...defined(fields) });
  if (columns.name === '') return { type: 'nameless' };
  return unitOfWork(db, TIMEOUT, async (tx) => {
    const field = await unknownReference(tx, writer, { ...columns, ownerId, readers });
    if (field !== null) return { type: 'reference-unknown', field };
    const access = { owner_id: ownerId, ...readerColumns(readers) };
    const { addresses: _a, domains: _d, data, ...plain } = columns;
    const made = await tx
      .insertInto('records')
      .values({
        ...{ id, type, ...access, users: [], version: 1, ...plain, sort_name: sortName(plain.name) },
        ...{ data, created_at: writer.now, updated_at: writer.now, deleted_at: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    if (made.length > 0) await saveIndexes(tx, id, columns);
    const record = await getRecord(tx, writer.user.id, type, id);
    return record === null ? { type: 'not-found' } : { type: 'done', record };
  });
}

/** Changes a record if its version is still this one (null: whatever it is). */
export async function updateRecord<T extends KeptType>(
  db: Kysely<Database>,
  writer: Writer,
  type: T,
  id: string,
  version: string | null,
  input: RecordInput<T>,
): Promise<RecordResult<T>> {
  return unitOfWork(db, TIMEOUT, async (tx) => {
    const row = await lock(tx, type, id);
    const refusal = refused(row, version, writer, input);
    if (row === null || refusal !== null) return { type: refusal ?? 'not-found' };
    const { ownerId = row.owner_id, readers = readersOf(row), ...fields } = input;
    const columns = toColumns(type, { ...fromColumns(type, row), ...defined(fields) });
    if (columns.name === '') return { type: 'nameless' };
    const changed = {
      ...differences(columns, row),
      ...defined({ ownerId: input.ownerId, readers: input.readers }),
    };
    const field = await unknownReference(tx, writer, changed);
    if (field !== null) return { type: 'reference-unknown', field };
    const access = { owner_id: ownerId, ...readerColumns(readers) };
    const { addresses: _a, domains: _d, data, ...plain } = columns;
    const after = await tx
      .updateTable('records')
      .set({
        ...{ ...access, ...plain, data, sort_name: sortName(plain.name) },
        ...{ version: sql<string>`version + 1`, updated_at: writer.now },
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await saveIndexes(tx, id, columns);
    return { type: 'done', record: recordOf(type, after) };
  });
}

/** Marks a record deleted if its version is still this one. Links and references to it stay, unseen. */
export async function deleteRecord(
  db: Kysely<Database>,
  writer: Writer,
  type: KeptType,
  id: string,
  version: string | null,
): Promise<'done' | 'not-found' | 'not-allowed' | 'version-changed'> {
  return unitOfWork(db, TIMEOUT, async (tx) => {
    const row = await lock(tx, type, id);
    const refusal = refused(row, version, writer, { name: '' });
    if (refusal !== null) return refusal;
    await sql`UPDATE records SET deleted_at = ${writer.now}, updated_at = ${writer.now}, version = version + 1
      WHERE id = ${id}::uuid`.execute(tx);
    await sql`DELETE FROM record_addresses WHERE record_id = ${id}::uuid`.execute(tx);
    await sql`DELETE FROM record_domains WHERE record_id = ${id}::uuid`.execute(tx);
    await replaceTokens(tx, [{ id, tokens: [] }]);
    return 'done';
  });
}

/** A row as the record that it holds. */
export function recordOf<T extends KeptType>(type: T, row: RecordRow): KeptRecord<T> {
  const { id, version, owner_id: ownerId, created_at: createdAt, updated_at: updatedAt, name } = row;
  const frame = { id, version, ownerId, readers: readersOf(row), createdAt, updatedAt, name };
  return Object.assign(frame, fromColumns(type, row));
}

async function lock(tx: Kysely<Database>, type: KeptType, id: string): Promise<RecordRow | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<RecordRow>`
    SELECT * FROM records WHERE id = ${id}::uuid AND type = ${type} AND deleted_at IS NULL FOR UPDATE
  `.execute(tx);
  return rows[0] ?? null;
}

async function saveIndexes(tx: Kysely<Database>, id: string, columns: RecordColumns): Promise<void> {
  const { addresses, domains } = columns;
  await sql`
    WITH gone AS (DELETE FROM record_addresses WHERE record_id = ${id}::uuid AND address <> ALL (${addresses}::text[]))
    INSERT INTO record_addresses (record_id, address, position)
    SELECT ${id}::uuid, address, n FROM unnest(${addresses}::text[]) WITH ORDINALITY AS x(address, n)
    ON CONFLICT (record_id, address) DO UPDATE SET position = excluded.position
  `.execute(tx);
  await sql`
    WITH gone AS (DELETE FROM record_domains WHERE record_id = ${id}::uuid AND domain <> ALL (${domains}::text[]))
    INSERT INTO record_domains (record_id, domain) SELECT ${id}::uuid, domain FROM unnest(${domains}::text[]) AS domain
    ON CONFLICT DO NOTHING
  `.execute(tx);
  await replaceTokens(tx, [{ id, tokens: recordTokens(columns) }]);
}
