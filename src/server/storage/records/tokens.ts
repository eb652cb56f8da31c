import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from '../tables.ts';
import { isWord } from './words.ts';

/** What a record shall be found by. */
export interface RecordTokens {
  readonly id: string;
  readonly tokens: readonly string[];
}

/** Adds tokens of new records, which are in `records` already, and their words to the dictionary: one statement. */
export async function addTokens(tx: Kysely<Database>, records: readonly RecordTokens[]): Promise<void> {
  const words = new Set(records.flatMap(({ tokens }) => tokens.filter(isWord)));
  const entries = newEntries(records);
  if (entries === null) return;
  await sql`WITH dictionary AS (${newWords([...words])}) ${entries}`.execute(tx);
}

/** Adds tokens without their words. */
export async function addEntries(tx: Kysely<Database>, records: readonly RecordTokens[]): Promise<void> {
  await newEntries(records)?.execute(tx);
}

/** Adds words that the dictionary doesn't have. */
export async function addWords(tx: Kysely<Database>, words: readonly string[]): Promise<void> {
  await newWords(words).execute(tx);
}

/** An entry carries what hits are sorted by. Null: there are none. */
function newEntries(records: readonly RecordTokens[]): RawBuilder<unknown> | null {
  const pairs = records.flatMap(({ id, tokens }) => tokens.map((token) => [id, token] as const));
  if (pairs.length === 0) return null;
  return sql`
    INSERT INTO record_tokens (record_id, token, rank, place, type)
    SELECT r.id, x.token, search_rank(r.type, r.sort_name, x.token), left(r.sort_name, 16), r.type
    FROM unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, token]) => token)}::text[]) AS x(id, token)
    JOIN records r ON r.id = x.id
    ON CONFLICT DO NOTHING
  `;
}

function newWords(words: readonly string[]): RawBuilder<unknown> {
  return sql`
    INSERT INTO search_words (word)
    SELECT w FROM unnest(${words}::text[]) AS w WHERE NOT EXISTS (SELECT FROM search_words s WHERE s.word = w)
  `;
}

/**
 * Replaces the tokens of records, which stand in `records` as they shall be found. A word that is in no record any more
 * leaves the dictionary: it may have been taken out because nobody shall know it.
 */
export async function replaceTokens(tx: Kysely<Database>, records: readonly RecordTokens[]): Promise<void> {
  if (records.length === 0) return;
  const ids = records.map(({ id }) => id);
  const { rows } = await sql<{ token: string }>`
    DELETE FROM record_tokens WHERE record_id = ANY (${ids}::uuid[]) RETURNING token
  `.execute(tx);
  await addTokens(tx, records);
  const kept = new Set(records.flatMap(({ tokens }) => tokens));
  const words = new Set(rows.map(({ token }) => token).filter((token) => isWord(token) && !kept.has(token)));
  if (words.size > 0) await forget(tx, [...words]);
}

/**
 * Takes unused words out. A writer who uses one again at this very moment may find it gone from the dictionary, which
 * costs no more than that typing errors in it are not forgiven; nobody waits for anybody.
 */
async function forget(tx: Kysely<Database>, words: readonly string[]): Promise<void> {
  await sql`
    DELETE FROM search_words WHERE ctid IN (
      SELECT s.ctid FROM search_words s
      WHERE s.word = ANY (${words}::text[]) AND NOT EXISTS (SELECT FROM record_tokens t WHERE t.token = s.word)
      FOR UPDATE SKIP LOCKED
    )
  `.execute(tx);
}
