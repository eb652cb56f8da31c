import type { PageOf, PageQuery } from '../../contract/index.ts';
import { ProblemError } from './problem.ts';

/** The page that is asked for; `form` is what cursors of the list look like. Throws `cursor-malformed`. */
export function pageAsked(query: PageQuery, form: RegExp): { limit: number; cursor: string | null } {
  const { limit = 50, cursor = null } = query;
  if (cursor !== null && !form.test(cursor)) throw new ProblemError('cursor-malformed');
  return { limit, cursor };
}

/** The page of rows of which one more than `limit` was read, so that it is known whether there is another page. */
export function cut<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  shape: (row: Row) => T,
): PageOf<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(shape),
    nextCursor: rows.length > limit && last !== undefined ? keyOf(last) : null,
  };
}
