import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The search's entries carry what hits are sorted by, so that the best ones are read from the index and nothing else is;
 * the dictionary is looked up by words with a letter left out.
 */
export const search: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [...ENTRIES, ...DICTIONARY, ...ACCESS]) await sql.raw(statement).execute(db);
  },
};

const ENTRIES = [
  // A worker of the version before leaves the defaults; its entries are found, after the others.
  `ALTER TABLE record_tokens
    ADD COLUMN rank smallint NOT NULL DEFAULT 11,
    ADD COLUMN place text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN type text NOT NULL DEFAULT ''`,
  // Rank: 3 times how well the word stands for the record (0: it is the name, 1: the name begins with it or a person's
  // ends with it, 2: it is in the name, 3: elsewhere), plus 0 for companies and persons, 2 for appointments, 1 for others.
  `CREATE FUNCTION search_rank(type text, sort_name text, token text) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (3 * CASE
        WHEN sort_name = token THEN 0
        WHEN starts_with(sort_name, token || ' ') THEN 1
        WHEN type = 'person' AND right(sort_name, length(token) + 1) = ' ' || token THEN 1
        WHEN strpos(sort_name, token) > 0 THEN 2
        ELSE 3 END
      + CASE type WHEN 'company' THEN 0 WHEN 'person' THEN 0 WHEN 'appointment' THEN 2 ELSE 1 END)::smallint`,
  `DROP INDEX record_tokens_by_token`,
  `ALTER TABLE record_tokens DROP CONSTRAINT record_tokens_pkey`,
  `UPDATE record_tokens t SET rank = search_rank(r.type, r.sort_name, t.token), place = left(r.sort_name, 16), type = r.type
    FROM records r WHERE r.id = t.record_id`,
  `CREATE INDEX record_tokens_by_rank ON record_tokens (token, rank, place, record_id) INCLUDE (type)`,
  `ALTER TABLE record_tokens ADD PRIMARY KEY (record_id, token) INCLUDE (rank)`,
];

const DICTIONARY = [
  // Two words have one of these in common when one letter is missing, too many, another, or changed places with the next.
  `CREATE FUNCTION search_variants(word text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT array_agg(DISTINCT left(word, n - 1) || substr(word, n + 1)) FROM generate_series(1, length(word) + 1) AS n)`,
  `CREATE INDEX search_words_variants ON search_words USING gin (search_variants(word)) WITH (fastupdate = off)`,
];

const ACCESS = [
  // What someone may see who may see little. Where everyone sees everything nobody looks here.
  `CREATE INDEX records_by_owner ON records (owner_id) WHERE deleted_at IS NULL`,
  `CREATE INDEX records_by_reader ON records USING gin (readers) WHERE deleted_at IS NULL`,
  `CREATE INDEX records_by_user ON records USING gin (users) WHERE deleted_at IS NULL`,
  `CREATE INDEX records_of_everyone ON records (id) WHERE everyone AND deleted_at IS NULL`,
];
