import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import type { Term } from './search-terms.ts';
import { isWord } from './words.ts';

/** Shorter words are not mistyped, they are unfinished. */
const SHORTEST_TYPO = 4;
/** Dictionary words that one mistyped word may stand for. */
const MOST_MEANT = 30;

/**
 * Each word with the dictionary's words that may be meant: those one typing error away, and only where there are none
 * those that share most trigrams with it.
 */
export async function withTypos(db: Kysely<Database>, words: readonly string[]): Promise<readonly Term[]> {
  const long = words.filter((word) => word.length >= SHORTEST_TYPO && isWord(word));
  if (long.length === 0) return words.map((word) => ({ word, meant: new Map<string, number>() }));
  const { rows } = await sql<{ asked: string; word: string }>`
    SELECT DISTINCT a.word AS asked, s.word FROM unnest(${long}::text[]) AS a(word)
    JOIN search_words s ON search_variants(s.word) && search_variants(a.word)
    WHERE s.word <> a.word
  `.execute(db);
  const strange = long.filter((word) => !rows.some(({ asked }) => asked === word));
  const like = strange.length === 0 ? [] : await similar(db, strange);
  return words.map((word) => {
    const near = rows.flatMap((row) =>
      row.asked === word ? [[row.word, nearness(word, row.word)] as const] : [],
    );
    const far = like.flatMap((row) => (row.asked === word ? [[row.word, row.similarity / 2] as const] : []));
    const best = [...near.filter(([, weight]) => weight > 0), ...far].sort(
      ([a, x], [b, y]) => y - x || (a < b ? -1 : 1),
    );
    return { word, meant: new Map(best.slice(0, MOST_MEANT)) };
  });
}

async function similar(db: Kysely<Database>, words: readonly string[]) {
  const { rows } = await sql<{ asked: string; word: string; similarity: number }>`
    SELECT a.word AS asked, s.word, s.similarity FROM unnest(${words}::text[]) AS a(word) CROSS JOIN LATERAL (
      SELECT DISTINCT d.word, similarity(d.word, a.word) AS similarity FROM search_words d
      WHERE d.word % a.word ORDER BY similarity DESC, d.word LIMIT ${MOST_MEANT}) s
  `.execute(db);
  return rows;
}

/**
 * How probable it is, from 0 to 1, that someone who typed `asked` meant `word`: two letters that changed places, or one
 * doubled or not, before a missing or superfluous letter, before a wrong one. 0: more than one error.
 */
export function nearness(asked: string, word: string): number {
  let from = 0;
  while (from < asked.length && from < word.length && asked[from] === word[from]) from += 1;
  const [typed, meant] = [asked.slice(from), word.slice(from)];
  const start = from === 0 ? 0.2 : 0;
  if (typed.length === meant.length) {
    const swapped = typed[0] === meant[1] && typed[1] === meant[0] && typed.slice(2) === meant.slice(2);
    if (swapped && typed.length > 1) return 0.9 - start;
    return typed.slice(1) === meant.slice(1) ? 0.7 - start : 0;
  }
  const [long, short] = typed.length > meant.length ? [typed, meant] : [meant, typed];
  if (long.slice(1) !== short) return 0;
  return (from > 0 && long[0] === asked[from - 1] ? 0.9 : 0.8) - start;
}
