/** Where a page of a list ended: the last row's value of what the list is sorted by, and its id. */
export interface ListCursor {
  readonly value: string;
  readonly id: string;
}

/** One page; `nextCursor` null on the last. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The cursor as a text that fits into a URL. `order` names the list's order: a cursor of another one is refused. */
function formatListCursor(order: string, { value, id }: ListCursor): string {
  return Buffer.from(JSON.stringify([order, value, id])).toString('base64url');
}

/** The cursor of a text, or null when it isn't one of a list of this order. */
export function parseListCursor(order: string, text: string): ListCursor | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== order) return null;
    const [, value, id] = parts as unknown[];
    if (typeof value !== 'string' || typeof id !== 'string' || !UUID.test(id)) return null;
    return value.includes('\u0000') ? null : { value, id };
  } catch {
    return null;
  }
}

/** Cuts a page out of one row more than it holds. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  order: string,
  at: (row: Row) => ListCursor,
  item: (row: Row) => T,
): ListPage<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: page.map(item), nextCursor: more ? formatListCursor(order, at(last)) : null };
}

/** The point in time of a cursor's value, or null. */
export function instantOf(value: string): Date | null {
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : new Date(ms);
}
