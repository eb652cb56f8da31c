import { sql, type RawBuilder } from 'kysely';
import type { RecordType } from './directory.ts';

/** Sorts after every other character (the tokens' collation goes by bytes). */
const LAST_CHARACTER = '\u{10FFFF}';

/** One word of a question, and the tokens that it stands for. */
export interface Term {
  readonly word: string;
  /** Dictionary words that may be meant, and how near they are, from 0 to 1. */
  readonly meant: ReadonlyMap<string, number>;
}

/**
 * Whether an entry of a known record is one of the term's: it begins with the word or may be meant. Written so that no index on tokens answers it: the database takes those
 * of words for small, and would go through them once per record.
 */
export function isAmong({ word, meant }: Term, entry: string): RawBuilder<boolean> {
  const token = sql.ref(`${entry}.token`);
  const begun = sql<boolean>`left(${token}, ${Array.from(word).length}) = ${word}`;
  return meant.size === 0
    ? sql<boolean>`(${begun})`
    : sql<boolean>`(${begun} OR ${token} = ANY (${[...meant.keys()]}::text[]))`;
}

/** How well an entry of the term fits: 2 for the very word, up to 1 for what is meant or begun. */
export function fit({ word, meant }: Term, entry: string): RawBuilder<number> {
  const token = sql.ref(`${entry}.token`);
  const near =
    meant.size === 0
      ? sql`1`
      : sql`coalesce((${[...meant.values()]}::real[])[array_position(${[...meant.keys()]}::text[], ${token})], 1)`;
  return sql<number>`(CASE WHEN ${token} = ${word} THEN 2 ELSE ${near} END)::real`;
}

/** Whether an entry's record is of one of these types. */
export function ofTypes(types: readonly RecordType[] | undefined, entry: string): RawBuilder<boolean> {
  return types === undefined
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(`${entry}.type`)} = ANY (${[...types, '']}::text[])`;
}

/** The first text after all those that begin with the word. */
export function after(word: string): string {
  return `${word}${LAST_CHARACTER}`;
}
