import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from '../tables.ts';
import type { RecordType } from './directory.ts';
import { readableBy } from './readable.ts';
import { queryWords } from './words.ts';

/** Beyond this many hits of a word nobody looks; the more exact ones are among them. */
const MOST_CANDIDATES = 1000;
/** Dictionary words that one mistyped word may stand for. */
const MOST_SIMILAR = 30;
/** Shorter words are not mistyped, they are unfinished. */
const SHORTEST_TYPO = 4;

/** A hit. `subtitle` tells records of the same title apart: a person's company, a matter's number; may be ''. */
export interface RecordHit {
  readonly recordType: RecordType;
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
}

/** What is looked for, and how many hits from which on. */
export interface SearchQuestion {
  readonly text: string;
  /** Absent: all types. */
  readonly types?: readonly RecordType[] | undefined;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** Best first. */
export interface SearchAnswer {
  readonly hits: readonly RecordHit[];
  readonly nextCursor: string | null;
}

/**
 * Records that the user may see in which every word of the text begins some word (of a name, an address, a domain, a
 * number). If there are none, words may be mistyped. Accents and case don't count.
 */
export async function searchRecords(
  db: Kysely<Database>,
  userId: string,
  question: SearchQuestion,
): Promise<SearchAnswer> {
  const words = queryWords(question.text);
  if (words.length === 0 || question.limit <= 0) return { hits: [], nextCursor: null };
  const [mode, offset] = position(question.cursor);
  const ask = async (matches: RawBuilder<unknown>, at: number): Promise<readonly RecordHit[]> =>
    ranked(db, userId, question, matches, at);
  if (mode === 'prefix') {
    const hits = await ask(prefixMatches(userId, words, question.types), offset);
    if (hits.length > 0 || offset > 0) return page(hits, question.limit, 'prefix', offset);
  }
  if (words.every((word) => word.length < SHORTEST_TYPO)) return { hits: [], nextCursor: null };
  return page(await ask(similarMatches(words), offset), question.limit, 'similar', offset);
}

type Mode = 'prefix' | 'similar';

function position(cursor: string | undefined): readonly [Mode, number] {
  const match = /^(prefix|similar)-(\d{1,6})$/.exec(cursor ?? '');
  return match === null ? ['prefix', 0] : [match[1] as Mode, Number(match[2])];
}

function page(hits: readonly RecordHit[], limit: number, mode: Mode, offset: number): SearchAnswer {
  const more = hits.length > limit;
  return { hits: hits.slice(0, limit), nextCursor: more ? `${mode}-${String(offset + limit)}` : null };
}

/** Goes through the records of the longest word in the index's order (exact ones first); the others are looked up. */
function prefixMatches(
  userId: string,
  words: readonly string[],
  types: readonly RecordType[] | undefined,
): RawBuilder<unknown> {
  const [first = '', ...others] = [...words].sort((a, b) => b.length - a.length);
  const rest = others.map(
    (word) => sql`AND EXISTS (
      SELECT FROM record_tokens o WHERE o.record_id = t.record_id AND o.token >= ${word} AND o.token < ${after(word)})`,
  );
  const exact = words.map(
    (word) =>
      sql`(EXISTS (SELECT FROM record_tokens e WHERE e.record_id = c.record_id AND e.token = ${word}))::int`,
  );
  return sql`
    SELECT c.record_id, (${sql.join(exact, sql` + `)})::real AS score
    FROM (
      SELECT DISTINCT t.record_id FROM (
        SELECT t.record_id FROM record_tokens t JOIN records r ON r.id = t.record_id
        WHERE t.token >= ${first} AND t.token < ${after(first)} AND ${visible(userId, types)} ${sql.join(rest, sql` `)}
        ORDER BY t.token LIMIT ${MOST_CANDIDATES}
      ) t
    ) c`;
}

/** Every word stands for the dictionary's most similar ones, and for what it begins. */
function similarMatches(words: readonly string[]): RawBuilder<unknown> {
  return sql`
    WITH asked AS (SELECT * FROM unnest(${words}::text[]) WITH ORDINALITY AS x(word, n)),
    meant AS (
      SELECT n, token, max(weight) AS weight FROM (
        SELECT n, s.word AS token, s.weight FROM asked CROSS JOIN LATERAL (
          SELECT DISTINCT d.word, similarity(d.word, asked.word) AS weight FROM search_words d
          WHERE length(asked.word) >= ${SHORTEST_TYPO} AND d.word % asked.word
          ORDER BY weight DESC, d.word LIMIT ${MOST_SIMILAR}) s
        UNION ALL
        SELECT n, p.token, 1 FROM asked CROSS JOIN LATERAL (
          SELECT DISTINCT t.token FROM record_tokens t
          WHERE t.token >= asked.word AND t.token < asked.word || ${LAST_CHARACTER} LIMIT ${MOST_SIMILAR}) p
      ) every GROUP BY n, token
    )
    SELECT record_id, sum(best)::real AS score FROM (
      SELECT t.record_id, meant.n, max(meant.weight) AS best
      FROM meant JOIN record_tokens t ON t.token = meant.token GROUP BY t.record_id, meant.n
    ) per_word
    GROUP BY record_id HAVING count(*) = ${words.length}`;
}

async function ranked(
  db: Kysely<Database>,
  userId: string,
  { types, limit }: SearchQuestion,
  matches: RawBuilder<unknown>,
  offset: number,
): Promise<readonly RecordHit[]> {
  const { rows } = await sql<{ type: RecordType; id: string; name: string; subtitle: string }>`
    SELECT r.type, r.id, r.name,
      CASE r.type WHEN 'person' THEN coalesce(company.name, '') WHEN 'company' THEN coalesce(r.data->>'city', '')
        WHEN 'appointment' THEN coalesce(left(a.item->>'start', 10), '') ELSE r.number END AS subtitle
    FROM (
      SELECT r.*, m.score FROM (${matches}) m JOIN records r ON r.id = m.record_id
      WHERE ${visible(userId, types)}
      ORDER BY m.score DESC, r.type = 'appointment', r.sort_name, r.id LIMIT ${limit + 1} OFFSET ${offset}
    ) r
    LEFT JOIN records company ON company.id = r.company_id AND ${readableBy(userId, 'company')}
    LEFT JOIN appointments a ON a.record_id = r.id
    ORDER BY r.score DESC, r.type = 'appointment', r.sort_name, r.id
  `.execute(db);
  return rows.map(({ type: recordType, id, name: title, subtitle }) => ({ recordType, id, title, subtitle }));
}

function visible(userId: string, types: readonly RecordType[] | undefined): RawBuilder<boolean> {
  const ofTypes = types === undefined ? sql<boolean>`true` : sql<boolean>`r.type = ANY (${types}::text[])`;
  return sql<boolean>`(r.deleted_at IS NULL AND ${ofTypes} AND ${readableBy(userId)})`;
}

/** Sorts after every other character (the tokens' collation goes by bytes). */
const LAST_CHARACTER = '\u{10FFFF}';

function after(word: string): string {
  return `${word}${LAST_CHARACTER}`;
}
