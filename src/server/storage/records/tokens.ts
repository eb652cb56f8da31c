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

/** Replaces the tokens of records. The dictionary only grows: a word that is in no record any more finds none. */
export async function replaceTokens(tx: Kysely<Database>, records: readonly RecordTokens[]): Promise<void> {
  if (records.length === 0) return;
  const ids = records.map(({ id }) => id);
  await sql`DELETE FROM record_tokens WHERE record_id = ANY (${ids}::uuid[])`.execute(tx);
  await addTokens(tx, records);
}
