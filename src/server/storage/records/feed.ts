import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Item } from '../../../sync/item.ts';
import type { Database } from '../tables.ts';
import { seenItem } from './appointment-read.ts';
import { formatCursor, parseCursor, snapshotEnd, type FeedCursor } from './feed-cursor.ts';

/** Bodies up to this many bytes (as stored) come along with the page; larger ones are read one by one. */
const LARGEST_BODY = 16_384;

/** One line of a user's feed. `item` is null when it is too large to come along, or not for this user. */
export type FeedEntry =
  | { readonly type: 'removed'; readonly id: string }
  | {
      readonly type: 'present';
      readonly id: string;
      readonly version: string;
      readonly correlationKey: string | null;
      readonly users: readonly string[];
      readonly item: Item | null;
    };

/** One page; `complete` on the last of a full listing. */
export interface FeedPage {
  readonly listing: 'full' | 'delta';
  readonly entries: readonly FeedEntry[];
  readonly cursor: string;
  readonly more: boolean;
  readonly complete: boolean;
}

interface Row {
  readonly system: string;
  readonly snapshot: string;
  readonly id: string | null;
  readonly xid: string;
  readonly version: string;
  readonly correlation_key: string | null;
  readonly users: string[];
  readonly deleted: boolean;
  readonly item: Item | null;
}

/**
 * A page of the appointments that concern this user: all of theirs (without a cursor), or what was committed since.
 * Each row stands once, at its latest change. Null when the cursor is not one of this database's.
 */
export async function feedPage(
  db: Kysely<Database>,
  userId: string,
  cursor: string | null,
  size: number,
): Promise<FeedPage | null> {
  if (cursor === null) return listing(db, userId, null, size);
  const from = parseCursor(cursor);
  if (from === null) return null;
  return from.listed === undefined ? delta(db, userId, from, size) : listing(db, userId, from, size);
}

/** Goes by id; what is committed meanwhile is reported afterwards, by the delta since the snapshot of the first page. */
async function listing(db: Kysely<Database>, userId: string, from: FeedCursor | null, size: number) {
  const after =
    from?.listed === undefined || from.listed === '' ? '00000000-0000-0000-0000-000000000000' : from.listed;
  const rows = await query(
    db,
    userId,
    sql<boolean>`au.active AND r.deleted_at IS NULL AND au.appointment_id > ${after}::uuid`,
    sql`au.appointment_id`,
    size + 1,
  );
  if (rows === null || lost(from, rows.head)) return null;
  const { system, snapshot } = rows.head;
  const since = from?.since ?? snapshot;
  const page = rows.rows.slice(0, size);
  const more = rows.rows.length > size;
  const next: FeedCursor = more ? { system, since, listed: page.at(-1)?.id ?? '' } : { system, since };
  return {
    listing: 'full',
    entries: page.map(entry),
    cursor: formatCursor(next),
    more,
    complete: !more,
  } as const;
}

async function delta(db: Kysely<Database>, userId: string, from: FeedCursor, size: number) {
  const { since, page: position } = from;
  const going =
    position === undefined
      ? sql<boolean>`true`
      : sql<boolean>`pg_visible_in_snapshot(au.xid, ${position.upTo}::pg_snapshot)
          AND (au.xid, au.appointment_id) > (${position.xid}::xid8, ${position.id}::uuid)`;
  const unseen = sql<boolean>`au.xid >= pg_snapshot_xmin(${since}::pg_snapshot)
    AND NOT pg_visible_in_snapshot(au.xid, ${since}::pg_snapshot) AND ${going}`;
  const rows = await query(db, userId, unseen, sql`au.xid, au.appointment_id`, size + 1);
  if (rows === null || lost(from, rows.head)) return null;
  const { system, snapshot } = rows.head;
  const upTo = position?.upTo ?? snapshot;
  const page = rows.rows.slice(0, size);
  const last = page.at(-1);
  const more = rows.rows.length > size && last !== undefined;
  const next: FeedCursor = more
    ? { system, since, page: { upTo, xid: last.xid, id: last.id } }
    : { system, since: upTo };
  return {
    listing: 'delta',
    entries: page.map(entry),
    cursor: formatCursor(next),
    more,
    complete: false,
  } as const;
}

/** A cursor of another cluster, or of this one's future: the database was restored from a backup. */
function lost(from: FeedCursor | null, head: Row): boolean {
  if (from === null) return false;
  return from.system !== head.system || snapshotEnd(from.since) > snapshotEnd(head.snapshot);
}

/** The rows together with the snapshot that this very statement saw them in. */
async function query(
  db: Kysely<Database>,
  userId: string,
  condition: RawBuilder<boolean>,
  order: RawBuilder<unknown>,
  limit: number,
) {
  const { rows } = await sql<Row>`
    SELECT now.system, now.snapshot, q.*
    FROM (SELECT (pg_control_system()).system_identifier::text AS system, pg_current_snapshot()::text AS snapshot) now
    LEFT JOIN LATERAL (
      SELECT row_number() OVER (ORDER BY ${order}) AS place, r.id, au.xid::text AS xid, r.version::text AS version, a.correlation_key, r.users,
        r.deleted_at IS NOT NULL AS deleted,
        CASE WHEN pg_column_size(a.item) <= ${LARGEST_BODY}::integer THEN ${seenItem(userId)} END AS item
      FROM appointment_users au
        JOIN records r ON r.id = au.appointment_id
        JOIN appointments a ON a.record_id = au.appointment_id
      WHERE au.user_id = ${userId}::uuid AND ${condition}
      ORDER BY ${order} LIMIT ${limit}
    ) q ON true
    ORDER BY q.place
  `.execute(db);
  const [head] = rows;
  if (head === undefined) return null;
  return { head, rows: rows.filter((row): row is Row & { readonly id: string } => row.id !== null) };
}

function entry(row: Row & { readonly id: string }): FeedEntry {
  const { id, version, correlation_key: correlationKey, users, item } = row;
  return row.deleted
    ? { type: 'removed', id }
    : { type: 'present', id, version, correlationKey, users, item };
}
