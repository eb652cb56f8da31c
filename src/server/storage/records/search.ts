import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import type { RecordType } from './directory.ts';
import { readableBy } from './readable.ts';
import * as from from './search-candidates.ts';
import type { Asked, Candidates } from './search-candidates.ts';
import { ofTypes, type Term } from './search-terms.ts';
import { withTypos } from './search-typos.ts';
import { hyphenatedWords, queryWords, sortName } from './words.ts';

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
 * number). If there are none, words may be mistyped. Accents and case don't count. Exact words come before begun ones,
 * a whole name before a part of it, companies and persons before the others. What has a hyphenated word as it is written
 * hides what has its parts. Of words that thousands of records have,
 * those thousands are not all looked at.
 */
export async function searchRecords(
  db: Kysely<Database>,
  userId: string,
  question: SearchQuestion,
): Promise<SearchAnswer> {
  const { types, limit, text } = question;
  const words = queryWords(text);
  if (words.length === 0 || limit <= 0) return { hits: [], nextCursor: null };
  const [mode, offset] = position(question.cursor);
  const asked: Asked = { userId, types, text: sortName(text), wanted: offset + limit + 1 };
  const hyphenated = hyphenatedWords(text);
  if (mode === 'whole' || (offset === 0 && hyphenated.length < words.length)) {
    const hits = await asWritten(db, hyphenated, asked, offset);
    if (hits.length > 0 || offset > 0) return page(hits, limit, 'whole', offset);
  }
  if (mode !== 'similar') {
    const hits = await asWritten(db, words, asked, offset);
    if (hits.length > 0 || offset > 0) return page(hits, limit, 'prefix', offset);
  }
  const terms = await withTypos(db, words);
  if (terms.every(({ meant }) => meant.size === 0)) return { hits: [], nextCursor: null };
  return page(await ofTerms(db, terms, asked, offset), limit, 'similar', offset);
}

/** Hyphenated words as one ("konig-pa", a domain as far as it is typed), each word by its beginning, or with typing errors. */
type Mode = 'whole' | 'prefix' | 'similar';

function position(cursor: string | undefined): readonly [Mode, number] {
  const match = /^(whole|prefix|similar)-(\d{1,6})$/.exec(cursor ?? '');
  return match === null ? ['prefix', 0] : [match[1] as Mode, Number(match[2])];
}

function page(hits: readonly RecordHit[], limit: number, mode: Mode, offset: number): SearchAnswer {
  const more = hits.length > limit;
  return { hits: hits.slice(0, limit), nextCursor: more ? `${mode}-${String(offset + limit)}` : null };
}

/** The cheapest question that can fill the page is asked first. What it answers is what all others begin with. */
async function asWritten(db: Kysely<Database>, words: readonly string[], asked: Asked, offset: number) {
  const [word = '', ...others] = words;
  const first = others.length === 0 ? from.exactly(word, asked) : from.begunNames(asked);
  const hits = await best(db, asked, first, offset, others.length === 0);
  if (hits.length >= asked.wanted - offset) return hits;
  const terms = words.map((each): Term => ({ word: each, meant: new Map() }));
  return ofTerms(db, terms, asked, offset);
}

async function ofTerms(db: Kysely<Database>, terms: readonly Term[], asked: Asked, offset: number) {
  const [rarest, second, ...others] = await byRarity(db, terms, asked);
  if (rarest === undefined || rarest.count === 0) return [];
  const ordered = [rarest, ...(second === undefined ? [] : [second]), ...others] as const;
  const common = rarest.count >= from.FIRST_LOOK;
  if (common && (await seesLittle(db, asked.userId)))
    return best(db, asked, from.amongVisible(ordered, asked), offset);
  if (second === undefined) return best(db, asked, from.ofOneWord(rarest, asked), offset);
  const hits = await best(
    db,
    asked,
    from.ofWords(ordered, asked, common ? from.FIRST_PAIRS : from.FIRST_LOOK),
    offset,
  );
  if (hits.length >= asked.wanted - offset || !common || offset > 0) return hits;
  // The words are common, each of them, and seldom meet.
  const further =
    rarest.count < from.MOST_PROBED
      ? from.ofWords(ordered, asked, from.MOST_PROBED)
      : from.ofCommonWords([rarest, second, ...others], asked);
  const more = await best(db, asked, further, 0);
  return more.length > hits.length ? more : hits;
}

/** Whether the user may see less than a hundredth of the records, by a sample. */
async function seesLittle(db: Kysely<Database>, userId: string): Promise<boolean> {
  const { rows } = await sql<{ little: boolean }>`
    SELECT count(*) FILTER (WHERE ${readableBy(userId)}) * 100 <= count(*) AS little
    FROM records r TABLESAMPLE SYSTEM ((
      SELECT least(100, 200000 / greatest(reltuples, 1)) FROM pg_class WHERE oid = 'records'::regclass)) REPEATABLE (1)
  `.execute(db);
  return rows[0]?.little ?? true;
}

/** The terms with the number of their entries, the rarest first. What has thousands is not counted to its end. */
async function byRarity(db: Kysely<Database>, terms: readonly Term[], asked: Asked) {
  const most = terms.length === 1 ? from.FIRST_LOOK : from.MOST_PROBED;
  const counts = terms.map((term) => sql`(SELECT count(*)::int FROM (${from.entries(term, asked, most)}) e)`);
  const { rows } = await sql<{ counts: number[] }>`SELECT ARRAY[${sql.join(counts)}] AS counts`.execute(db);
  return terms
    .map((term, index) => ({ ...term, count: rows[0]?.counts[index] ?? 0 }))
    .sort((a, b) => a.count - b.count);
}

/** The best of the candidates that the user may see: they are looked at in their order until there are enough. */
async function best(
  db: Kysely<Database>,
  { userId, types, wanted }: Asked,
  candidates: Candidates,
  offset: number,
  sameScore = false,
): Promise<readonly RecordHit[]> {
  const order = sameScore
    ? sql`c.rank, c.place, c.record_id`
    : sql`c.score DESC, c.rank, c.place, c.record_id`;
  const { rows } = await sql<{ type: RecordType; id: string; name: string; subtitle: string }>`
    SELECT h.type, h.id, h.name,
      CASE h.type WHEN 'person' THEN coalesce(company.name, '') WHEN 'company' THEN coalesce(h.data->>'city', '')
        WHEN 'appointment' THEN coalesce(left(a.item->>'start', 10), '') ELSE h.number END AS subtitle
    FROM (
      SELECT v.*, row_number() OVER (ORDER BY ${order}) AS n
      FROM (SELECT * FROM (${candidates}) c ORDER BY ${order}) c CROSS JOIN LATERAL (
        SELECT r.* FROM records r
        WHERE r.id = c.record_id AND r.deleted_at IS NULL AND ${ofTypes(types, 'r')} AND ${readableBy(userId)} OFFSET 0
      ) v ORDER BY ${order} LIMIT ${wanted - offset} OFFSET ${offset}
    ) h
    LEFT JOIN records company ON company.id = h.company_id AND ${readableBy(userId, 'company')}
    LEFT JOIN appointments a ON a.record_id = h.id
    ORDER BY h.n
  `.execute(db);
  return rows.map(({ type: recordType, id, name: title, subtitle }) => ({ recordType, id, title, subtitle }));
}
