import { sql, type RawBuilder } from 'kysely';
import { EVERYONE } from '../../access/access.ts';

/** `mayRead` of access/access.ts as a condition on a row of `records`, known in the query as `alias`. */
export function readableBy(userId: string, alias = 'r'): RawBuilder<boolean> {
  const r = sql.ref(alias);
  return sql<boolean>`(${writableBy(userId, alias)} OR ${r}.everyone OR ${userId}::uuid = ANY (${r}.readers))`;
}

/** `mayWrite` of access/access.ts, likewise. */
export function writableBy(userId: string, alias = 'r'): RawBuilder<boolean> {
  const r = sql.ref(alias);
  return sql<boolean>`(${r}.owner_id = ${userId}::uuid OR ${userId}::uuid = ANY (${r}.users))`;
}

/** `mayLinkMail` of access/access.ts, likewise. */
export function mailLinkableBy(userId: string, alias = 'r'): RawBuilder<boolean> {
  const r = sql.ref(alias);
  return sql<boolean>`(${r}.owner_id = ${userId}::uuid OR ${userId}::uuid = ANY (${r}.readers))`;
}

/** Readers as the two columns that hold them. */
export function readerColumns(readers: readonly string[]): {
  readonly readers: string[];
  readonly everyone: boolean;
} {
  const ids = readers.filter((reader) => reader !== EVERYONE);
  return { readers: [...new Set(ids)], everyone: readers.includes(EVERYONE) };
}

/** Readers as the rest of the server knows them. */
export function readersOf(row: {
  readonly readers: readonly string[];
  readonly everyone: boolean;
}): readonly string[] {
  return row.everyone ? [EVERYONE, ...row.readers] : row.readers;
}
