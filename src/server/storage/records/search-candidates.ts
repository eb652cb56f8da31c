import { sql, type RawBuilder } from 'kysely';
import type { RecordType } from './directory.ts';
import { readableBy } from './readable.ts';
import { after, fit, isAmong, ofTypes, type Term } from './search-terms.ts';

/**
 * Where hits are looked for: queries that answer `record_id, score, rank, place`, a record at most once. Best is the
 * highest score, then the lowest rank, place and id. Nothing here says whether the user may see the record.
 */
export type Candidates = RawBuilder<unknown>;

/** Entries of the very word that are gone through before anything else is asked. */
const FIRST_EXACT = 200;
/** Entries of a word, or of a common beginning, that are gone through at first. */
export const FIRST_LOOK = 1000;
/** Of several words that are common, each of them: those that often meet are found among so few. */
export const FIRST_PAIRS = 300;
/** Of several words, so many entries of the rarest are gone through where the first look is not enough ... */
export const MOST_PROBED = 3000;
/** ... and if it has more, so many of the two rarest are compared. */
const MOST_COMPARED = 12_000;
/** Names that begin with the text are gone through up to here, for what the user may see of them. */
const MOST_NAMES = 500;

const ALL_TYPES: readonly RecordType[] = ['company', 'person', 'opportunity', 'matter', 'appointment'];

/** What is asked, as the candidates need it. */
export interface Asked {
  readonly userId: string;
  readonly types: readonly RecordType[] | undefined;
  /** The whole text, folded as `sort_name` is. */
  readonly text: string;
  /** Hits that are needed, those of earlier pages included. */
  readonly wanted: number;
}

/** Records that have the very word, best first, read from the index as far as somebody wants more. */
export function exactly(word: string, { types }: Asked): Candidates {
  return sql`
    SELECT t.record_id, 2::real AS score, t.rank, t.place FROM record_tokens t
    WHERE t.token = ${word} AND ${ofTypes(types, 't')} ORDER BY t.rank, t.place, t.record_id LIMIT ${FIRST_EXACT}`;
}

/** Records of one word: that have it, that have what it begins or what it may mean, and whose names begin with it. */
export function ofOneWord(term: Term, asked: Asked): Candidates {
  return sql`
    SELECT record_id, max(score) AS score, min(rank) AS rank, min(place) AS place FROM (
      SELECT t.record_id, ${fit(term, 't')} AS score, t.rank, t.place FROM (${entries(term, asked, FIRST_LOOK)}) t
      UNION ALL SELECT n.record_id, 1, n.rank, n.place FROM (${begunNames(asked)}) n
    ) every GROUP BY record_id`;
}

/**
 * Records of several words: goes through so many entries of the first, which should be the rarest, and looks for the
 * others in each record. Names that begin with the whole text come first.
 */
export function ofWords(
  [first, ...others]: readonly [Term, ...Term[]],
  asked: Asked,
  most: number,
): Candidates {
  const found = sql`(
    SELECT t.record_id, max(${fit(first, 't')}) AS score, min(t.rank) AS rank, any_value(t.place) AS place
    FROM (${entries(first, asked, most)}) t GROUP BY t.record_id)`;
  return withBegunNames(found, others, others.length + 1, asked);
}

/** The same where the two rarest words are common: ids of both are compared, and only what has both is looked at. */
export function ofCommonWords(terms: readonly [Term, Term, ...Term[]], asked: Asked): Candidates {
  const [first, second] = terms.map(
    (term) => sql`SELECT t.record_id FROM (${entries(term, asked, MOST_COMPARED)}) t`,
  );
  const found = sql`(
    SELECT b.record_id, 0 AS score, 0 AS rank, left(r.sort_name, 16) AS place
    FROM (${first} INTERSECT ${second} LIMIT ${FIRST_LOOK}) b JOIN records r ON r.id = b.record_id)`;
  return withBegunNames(found, terms, terms.length, asked);
}

/** Records among those that the user may see, for someone who may see few: no word is common there. */
export function amongVisible(terms: readonly Term[], asked: Asked): Candidates {
  const visible = sql`(SELECT v.id AS record_id, 0 AS score, 0 AS rank, left(v.sort_name, 16) AS place
    FROM (${visibleRecords(asked.userId)}) v)`;
  return terms.length === 1 ? inEach(visible, terms) : withBegunNames(visible, terms, terms.length, asked);
}

/** Those of the records that have an entry of every term. */
function inEach(found: RawBuilder<unknown>, terms: readonly Term[]): RawBuilder<unknown> {
  const name = (index: number): string => `o${String(index)}`;
  const looked = terms.map(
    (term, index) => sql`
      CROSS JOIN LATERAL (
        SELECT max(${fit(term, 'o')}) AS score, min(o.rank) AS rank FROM record_tokens o
        WHERE o.record_id = f.record_id AND ${isAmong(term, 'o')} HAVING count(*) > 0) ${sql.id(name(index))}`,
  );
  const columns = (column: string): RawBuilder<unknown>[] => [
    sql.ref(`f.${column}`),
    ...terms.map((_, index) => sql.ref(`${name(index)}.${column}`)),
  ];
  return sql`
    SELECT f.record_id, (${sql.join(columns('score'), sql` + `)})::real AS score,
      greatest(${sql.join(columns('rank'))}) AS rank, f.place
    FROM ${found} f ${sql.join(looked, sql` `)}`;
}

/** The records that the user may see, each by the index that finds it. */
function visibleRecords(userId: string): RawBuilder<unknown> {
  const mine = (condition: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`(SELECT r.id, r.sort_name FROM records r WHERE ${condition} AND r.deleted_at IS NULL)`;
  return sql`
    ${mine(sql`r.everyone`)} UNION ${mine(sql`r.owner_id = ${userId}::uuid`)}
    UNION ${mine(sql`r.users @> ARRAY[${userId}::uuid]`)} UNION ${mine(sql`r.readers @> ARRAY[${userId}::uuid]`)}`;
}

/** Entries of a term: the exact ones, those of each word that may be meant, and those that it begins; each up to `most`. */
export function entries({ word, meant }: Term, { types }: Asked, most: number): RawBuilder<unknown> {
  const each = [...new Set([word, ...meant.keys()])];
  return sql`
    (SELECT e.* FROM unnest(${each}::text[]) AS m(token) CROSS JOIN LATERAL (
      SELECT t.token, t.record_id, t.rank, t.place FROM record_tokens t
      WHERE t.token = m.token AND ${ofTypes(types, 't')}
      ORDER BY t.rank, t.place, t.record_id LIMIT ${most}) e LIMIT ${most})
    UNION ALL (
      SELECT t.token, t.record_id, t.rank, t.place FROM record_tokens t
      WHERE t.token > ${word} AND t.token < ${after(word)} AND ${ofTypes(types, 't')}
      ORDER BY t.token, t.rank, t.place, t.record_id LIMIT ${most})`;
}

function withBegunNames(
  found: RawBuilder<unknown>,
  others: readonly Term[],
  words: number,
  asked: Asked,
): Candidates {
  return sql`
    SELECT record_id, max(score) AS score, min(rank) AS rank, min(place) AS place FROM (
      ${inEach(found, others)}
      UNION ALL SELECT n.record_id, ${2 * words + 1}::real, n.rank, n.place FROM (${begunNames(asked)}) n
    ) every GROUP BY record_id`;
}

/** Records whose name begins with the text, of each type by name. */
export function begunNames({ userId, types, text, wanted }: Asked): Candidates {
  return sql`
    SELECT n.id AS record_id, 3::real AS score, search_rank(k.type, ' ', '') AS rank, left(n.sort_name, 16) AS place
    FROM unnest(${types ?? ALL_TYPES}::text[]) AS k(type) CROSS JOIN LATERAL (
      SELECT r.id, r.sort_name FROM (
        SELECT * FROM records r
        WHERE r.type = k.type AND r.deleted_at IS NULL AND r.sort_name >= ${text} AND r.sort_name < ${after(text)}
        ORDER BY r.sort_name, r.id LIMIT ${MOST_NAMES}
      ) r WHERE ${readableBy(userId)} ORDER BY r.sort_name, r.id LIMIT ${wanted}) n`;
}
