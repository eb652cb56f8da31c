import { sql, type Kysely } from 'kysely';
import { mayAdminister, mayRead, mayWrite, type Protected } from '../../access/access.ts';
import type { Database } from '../tables.ts';
import { isReadable } from './directory.ts';
import { readerColumns, readersOf } from './readable.ts';
import { defined, type RecordColumns, type RecordRow } from './record-types.ts';
import { isUuid, type Writer } from './writer.ts';

/**
 * Why the writer may not change the record as they want to, or null. Owner and readers are the administrators' to change
 * too, the rest is not.
 */
export function refused(row: RecordRow | null, version: string | null, { user }: Writer, input: object) {
  if (row === null) return 'not-found';
  const rule: Protected = { ownerId: row.owner_id, readers: readersOf(row), users: row.users };
  const { ownerId, readers, ...content } = defined(input) as { ownerId?: unknown; readers?: unknown };
  const hands = ownerId !== undefined || readers !== undefined;
  const onlyHands = hands && Object.keys(content).length === 0;
  if (!mayRead(user, rule) && !(onlyHands && mayAdminister(user, rule))) return 'not-found';
  if (hands && !mayAdminister(user, rule)) return 'not-allowed';
  if (!onlyHands && !mayWrite(user, rule)) return 'not-allowed';
  return version !== null && version !== row.version ? 'version-changed' : null;
}

/** What a record refers to. */
export interface References {
  readonly company_id?: string | null;
  readonly person_id?: string | null;
  readonly ownerId?: string | undefined;
  readonly readers?: readonly string[] | undefined;
}

/** The first field that refers to what isn't there for the writer, or null. */
export async function unknownReference(tx: Kysely<Database>, { user }: Writer, references: References) {
  const records = [
    ['companyId', 'company', references.company_id],
    ['personId', 'person', references.person_id],
  ] as const;
  for (const [field, type, id] of records) {
    if (id !== undefined && id !== null && !(await isReadable(tx, user.id, type, id))) return field;
  }
  const { ownerId, readers = [] } = references;
  const owners = ownerId === undefined ? [] : [ownerId];
  const named = [...new Set([...owners, ...readerColumns(readers).readers])];
  if (named.some((id) => !isUuid(id)))
    return ownerId !== undefined && !isUuid(ownerId) ? 'ownerId' : 'readers';
  const { rows } = await sql<{ id: string }>`SELECT id FROM users WHERE id = ANY (${named}::uuid[])`.execute(
    tx,
  );
  const known = new Set(rows.map(({ id }) => id));
  if (ownerId !== undefined && !known.has(ownerId)) return 'ownerId';
  return named.every((id) => known.has(id)) ? null : 'readers';
}

/** Only new references are checked: what a record has referred to may have gone out of sight since. */
export function differences(columns: RecordColumns, row: RecordRow): References {
  return {
    ...(columns.company_id === row.company_id ? {} : { company_id: columns.company_id }),
    ...(columns.person_id === row.person_id ? {} : { person_id: columns.person_id }),
  };
}
