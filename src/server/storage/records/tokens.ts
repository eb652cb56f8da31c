import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import { isWord } from './words.ts';

/** What a record shall be found by. */
export interface RecordTokens {
  readonly id: string;
  readonly tokens: readonly string[];
}

/** Adds tokens of new records, and their words to the dictionary. */
export async function addTokens(tx: Kysely<Database>, records: readonly RecordTokens[]): Promise<void> {
  const pairs = records.flatMap(({ id, tokens }) => tokens.map((token) => [id, token] as const));
  if (pairs.length === 0) return;
  const words = [...new Set(pairs.map(([, token]) => token).filter(isWord))];
  await sql`
    WITH dictionary AS (
      INSERT INTO search_words (word)
      SELECT w FROM unnest(${words}::text[]) AS w
      WHERE NOT EXISTS (SELECT FROM search_words s WHERE s.word = w)
    )
    INSERT INTO record_tokens (record_id, token)
    SELECT * FROM unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, token]) => token)}::text[])
    ON CONFLICT DO NOTHING
  `.execute(tx);
}

/**
 * Replaces the tokens of records. A word that is in no record any more leaves the dictionary: it may have been taken out
 * because nobody shall know it.
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
